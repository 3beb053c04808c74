"""Try a reader with what atheris makes of good input, guided by the lines it reaches: ``fuzz.py TARGET -runs=N``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import atheris

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))
with atheris.instrument_imports(include=["papi_desk.domain", "papi_desk.documents", "papi_desk.services.imports"]):
    from tests.hostile.targets import TARGETS, outcome


def main() -> None:
    """Run one target; the first bug ends the run with its traceback and the input."""
    target = TARGETS[sys.argv[1]]
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(target.seeds()):
            Path(folder, str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], *sys.argv[2:], folder], lambda content: outcome(target.read, content))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
