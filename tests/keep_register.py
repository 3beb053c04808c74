"""Keep a register as this version of the program writes it: ``python -m tests.keep_register``, once for each release.

It writes ``tests/data/registers/NNNN.db.xz``, NNNN being the schema's revision. The work is done by commands, which are
part of the promise to offices, so the same file can also be run over the source of an older version:
``PYTHONPATH=OLD-SOURCE python tests/keep_register.py -o FOLDER``. What that version does not know yet is left out.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
WORK: Final = (
    ("officers", "add", "Trần Thị Ví Dụ", "--title", "Công chức Tư pháp - Hộ tịch"),
    ("settings", "set", "desk_code", "XM"),
    ("calendar", "set", "2026-11-20", "off", "--basis", "quyết định mẫu"),
    ("attention", "add", "--reason", "Giấy tờ mẫu", "--name", "Lê Văn Mẫu"),
    ("blank-slips", "--count", "2"),
    ("notices", "add", "--set", "group=land-plan", "--set", "title=Quyết định mẫu", "--set", "responsible=Lê Văn Mẫu"),
    ("notices", "step", "CK-2026-0001", "post"),
    ("turn-away", "--form", "supplement", "--name", "Đỗ Thị Mẫu", "--procedure", "1.001193", "--missing", "Bản mẫu"),
    ("officers", "pin", "Trần Thị Ví Dụ"),
    ("feedback", "add", "--set", "title=Phản ánh mẫu", "--set", "text=Chờ lâu", "--set", "name=Đỗ Thị Mẫu"),
    ("feedback", "step", "PA-2026-0001", "classify", "--set", "group=conduct"),
    ("proposals", "add", "--set", "title=Đề xuất mẫu", "--set", "group=papers", "--set", "reason=lý do mẫu"),
    ("assistance", "--procedure", "1.001193"),
)  # fmt: skip
PEOPLE: Final = (
    ("1.001193", "Nguyễn Văn Mẫu", ("finish", "return")),
    ("2.000815", "Trần Thị Mẫu", ("finish",)),
    ("1.004884", "Lê Văn Mẫu", ("supplement", "resubmit")),
    ("2.000884", "Phạm Thị Mẫu", ()),
    ("1.004873", "Hoàng Văn Mẫu", ("void",)),
)
AFTER: Final = (
    ("book", "close", "--date", "2026-10-05"),
    ("month", "close", "2026-09"),
    ("handover", "--cases", "{last}", "--to", "Bộ phận mẫu"),
    ("tell", "{first}", "--means", "phone", "--content", "Đã có kết quả"),
    ("ratings", "add", "--case", "{first}", "--answer", "5=good", "--answer", "1=fair", "--on", "2026-10-05"),
)


class _Desk:
    """The commands of one version on one register; what they do not know is counted, not complained of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unknown: list[str] = []

    def do(self, *words: str, at: str) -> Any:
        command = [sys.executable, "-m", "papi_desk", "--data", str(self.folder), "--now", at, "--json", *words]
        place = self.folder.parent  # not the source folder, whose program would go first
        given = {**os.environ, "PAPI_DESK_NEW_PIN": "246813"}
        done = subprocess.run(
            command, cwd=place, env=given, capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode:
            self.unknown.append(f"{' '.join(words)}: {(done.stderr or done.stdout).strip()[-200:]}")
            return None
        return json.loads(done.stdout) if done.stdout.strip() else None


def work(folder: Path, out: Path) -> list[str]:
    """Do a little of everything a desk does; return what this version could not do."""
    desk = _Desk(folder)
    office = out / "office.toml"
    office.write_text('superior = "ỦY BAN NHÂN DÂN XÃ MẪU"\nplace = "Xã Mẫu"\n', encoding="utf-8")
    desk.do("init", "--office", str(office), at="2026-09-01T08:00")
    for words in WORK:
        desk.do(*(word.format(out=out) for word in words), at="2026-10-05T08:00")
    codes = []
    for number, (procedure, name, steps) in enumerate(PEOPLE):
        at = f"2026-10-05T09:{number:02}"
        done = desk.do("register", "--procedure", procedure, "--name", name, "--phone", "0912345678", "--documents",
                       "all", "--birth-date", "1990-05-04", at=at)  # fmt: skip
        if done is None:
            continue
        codes.append(done["code"])
        desk.do("slip", done["code"], "-o", str(out / "slip.pdf"), at=at)
        for later, step in enumerate(steps):
            why = ("--reason", "lý do mẫu", "--approver", "Lê Văn Mẫu", "--missing", "Bản sao mẫu")
            known = why if step == "supplement" else why[:4] if step == "void" else ()
            if desk.do("step", done["code"], step, *known, at=f"2026-10-05T1{later}:{number:02}") is None:
                desk.do("step", done["code"], step, *known[:4], at=f"2026-10-05T1{later}:{number:02}")
    for words in AFTER:
        desk.do(*(word.format(first=codes[0], last=codes[3]) for word in words), at="2026-10-05T16:45")
    desk.do("late", codes[3], "other", "--note", "mẫu", at="2026-12-01T08:00")
    desk.do("slip", codes[2], "--form", "supplement", "-o", str(out / "form.pdf"), at="2026-10-06T08:00")
    return desk.unknown


def keep(target: Path) -> Path:
    """Write the register of this version into the folder."""
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place, "register"), Path(place, "out")
        out.mkdir()
        for line in work(folder, out):
            print("left out:", line, file=sys.stderr)
        with closing(sqlite3.connect(folder / "papi-desk.db")) as register:
            (revision,) = register.execute("SELECT version_num FROM alembic_version").fetchone()
            register.execute("VACUUM INTO ?", (str(out / "kept.db"),))
        path = target / f"{revision}.db.xz"
        path.write_bytes(lzma.compress((out / "kept.db").read_bytes(), preset=9 | lzma.PRESET_EXTREME))
    return path


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("-o", "--output", type=Path, default=HERE / "data" / "registers")
    folder = given.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    print(keep(folder))
