"""The rules of this house that a reader would otherwise have to remember, each a test."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "papi_desk"
OURS = ("papi_desk", "tests", "resources", "docs", ".ci")
LATE_IMPORTS = {"app.py", "cli.py", "commands/desk.py", "commands/given.py", "db/database.py"}
TEXT = {".py", ".md", ".toml", ".txt", ".csv", ".qss", ".ts", ".spec", ".ini", ".mako", ".json", ""}


def _files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.is_file())


def _program() -> list[Path]:
    return [path for path in _files("papi_desk") if path.suffix == ".py"]


def _texts() -> Iterator[tuple[str, str]]:
    """Yield the name and text of every file that the project keeps and a person may read."""
    kept = [*_files(*OURS), *(path for path in sorted(ROOT.iterdir()) if path.is_file())]
    for path in kept:
        if path.suffix in TEXT and "__pycache__" not in path.parts and path.name not in (".coverage", ".git"):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _lines_of(block: str) -> list[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.findall(rf"^```{block}\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"README.md shows {len(found)} blocks of {block}"
    return [line for line in found[0].splitlines() if line.strip()]


def test_every_layer_knows_only_the_layers_below_it() -> None:
    _run(sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache")


def test_ruff_finds_nothing() -> None:
    _run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")


def test_mypy_strict_finds_nothing() -> None:
    _run(sys.executable, "-m", "mypy")


@pytest.mark.parametrize("block", ["sh", "bat"])
def test_the_readme_shows_two_lines_that_run_and_test_the_program(block: str) -> None:
    run, test = _lines_of(block)
    assert re.search(r"papi-desk$", run)
    assert re.search(r"pytest$", test)
    for line in (run, test):
        assert "-c constraints.txt" in line
        assert ";" not in line


def test_continuous_integration_runs_the_line_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert 'eval "$line"' in script
    assert "README.md" in script
    assert "install" not in script


def test_every_package_the_program_asks_for_has_an_exact_version() -> None:
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    named = re.findall(r"^([\w.-]+)==[\w.]+$", pinned, re.MULTILINE)
    known = {_plain(name) for name in named}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    missing = {name for name in _closure(asked) if name not in known}
    assert not missing
    assert len(named) == sum(1 for line in pinned.splitlines() if line and not line.startswith("#"))


def _plain(requirement: str) -> str:
    name = re.split(r"[\s\[;<>=!~(]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def _closure(asked: list[str]) -> set[str]:
    seen: set[str] = set()
    waiting = {_plain(requirement) for requirement in asked}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        plain = [line for line in requires(name) or [] if ";" not in line]
        waiting |= {_plain(line) for line in plain} - seen
    return seen


def test_nothing_names_a_registry_host_or_a_place_on_one_machine() -> None:
    hosts = re.compile(
        r"pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|archive\.ubuntu\.com|--(extra-)?index-url"
    )
    places = re.compile(r"(?<![\w.])/(work|farm|root)/|/home/\w+/|[A-Z]:\\Users\\\w+\\")
    found = [name for name, text in _texts() if hosts.search(text) or places.search(text)]
    assert not [name for name in found if name != "tests/test_house_rules.py"]


def test_there_is_no_lock_file_and_no_drawer() -> None:
    names = {path.name for path in _files(*OURS)} | {path.name for path in ROOT.iterdir()}
    assert not names & {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock.toml"}
    drawers = {"utils", "helpers", "common", "misc", "manager"}
    assert not [path for path in _program() if drawers & {path.stem, path.parent.name}]


def test_every_room_says_what_it_is() -> None:
    for path in _program():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_no_file_grows_past_five_hundred_lines() -> None:
    long = [path.name for path in _program() if len(path.read_text(encoding="utf-8").splitlines()) > 500]
    assert not long


def test_nothing_is_timed_but_where_benchmarks_are_asked_for() -> None:
    for path in (ROOT / "tests" / "benchmarks").glob("test_*.py"):
        for test in ast.parse(path.read_text("utf-8")).body:
            if isinstance(test, ast.FunctionDef) and test.name.startswith("test_"):
                assert "benchmark" in {one.arg for one in test.args.args}, f"{path.name}: {test.name}"


def test_screens_neither_style_themselves_nor_hold_up_the_program() -> None:
    banned = re.compile(r"\b(setStyleSheet|processEvents|msleep|usleep)\b|\b(time|QThread)\.sleep\b")
    for path in _files("papi_desk/ui"):
        if path.suffix == ".py" and path.name != "theme.py":
            assert not banned.search(path.read_text(encoding="utf-8")), path


def test_no_screen_takes_a_name_for_html() -> None:
    """Qt shows what looks like HTML as HTML in labels, tooltips and message boxes: see ``text`` and ``tip``."""
    label = r"\bQLabel\((?!\))|\.(AutoText|RichText)\b|\bQErrorMessage\b"
    marked = re.compile(label + r"|setToolTip\((?!tip\(|self\.tr\(|\"\"|f\"\{share)")
    for path in _files("papi_desk/ui"):
        if path.suffix == ".py" and path.name != "layouts.py":
            assert not marked.search(path.read_text(encoding="utf-8")), path


def test_no_screen_asks_a_layout_for_its_items_or_frees_what_is_being_used() -> None:
    """Both bring the program down now and then: see ``_fields_of`` and ``swap`` in ``ui/layouts.py``."""
    for path in _files("papi_desk/ui"):
        if path.suffix == ".py" and path.name != "layouts.py":
            assert not re.search(r"\.(itemAt|itemAtPosition|setWidget)\(", path.read_text(encoding="utf-8")), path


def test_no_screen_filters_the_events_of_the_whole_program() -> None:
    """Python would see widgets while they are being made, and free them under Qt: see ``Progress``."""
    whole = re.compile(r"(instance\(\)|\bapplication|\bqApp)\.installEventFilter\(")
    for path in _files("papi_desk/ui"):
        if path.suffix == ".py":
            assert not whole.search(path.read_text(encoding="utf-8")), path


def test_no_translated_text_is_put_together_before_it_is_translated() -> None:
    early = re.compile(r"""\btr\(\s*f["']|\btranslate\([^)]*\bf["']""")
    for path in _program():
        assert not early.search(path.read_text(encoding="utf-8")), path


def test_imports_stand_at_the_top_but_where_the_program_must_start_fast() -> None:
    late = {str(path.relative_to(PROGRAM).as_posix()) for path in _program() if _imports_late(path)}
    assert late <= LATE_IMPORTS


def _imports_late(path: Path) -> bool:
    every = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    functions = [node for node in every if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = (node for function in functions for node in ast.walk(function))
    return any(isinstance(node, ast.Import | ast.ImportFrom) for node in inside)


def test_the_rules_of_the_office_need_only_the_standard_library() -> None:
    """Records alone are made by a library of their own, in one place (docs/decisions/22-records.md)."""
    for path in _files("papi_desk/domain"):
        if path.suffix == ".py":
            allowed = {"papi_desk", *(("msgspec",) if path.name == "records.py" else ())}
            outside = _imported(path) - sys.stdlib_module_names - allowed
            assert not outside, f"{path.name} imports {outside}"


def test_every_knows_every_table() -> None:
    """Whatever takes the register as a whole would leave out the others, and say nothing."""
    named = (PROGRAM / "db" / "models" / "every.py").read_text(encoding="utf-8")
    nouns = {path.stem for path in _files("papi_desk/db/models") if path.suffix == ".py"}
    assert {noun for noun in nouns - {"__init__", "base", "spans", "every"} if f"    {noun},\n" not in named} == set()


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names
