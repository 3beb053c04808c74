"""The folder that runs without Python: built here, started in an empty home, and compared with the source."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image, ImageChops
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-23T09:15"
LARGEST = 240_000_000
"""Bytes the folder may have: a part of Qt that nobody uses is soon there again."""
SOURCE = (sys.executable, "-m", "papi_desk")
Command = tuple[str, ...]
Run = Callable[..., str]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Linux build is tried on Linux")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the folder as CONTRIBUTING.md says."""
    if not (shutil.which("objdump") and _has("PyInstaller")):
        assert os.environ.get("CI") != "true", "continuous integration has PyInstaller and binutils"
        pytest.skip("NOT BUILT: PyInstaller or binutils (objdump, strip) is not here")
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    done = subprocess.run(
        [*command, "--distpath", str(folder), "--workpath", str(folder / "work"), "build.spec"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    print(done.stdout)
    return folder


def _has(name: str) -> bool:
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, check=False).returncode == 0


@contextmanager
def screen(folder: Path) -> Iterator[str]:
    """Give the window a screen of its own; its picture lies in the folder."""
    reading, writing = os.pipe()
    options = ("-screen", "0", "1366x768x24", "-fbdir", str(folder), "-displayfd", str(writing), "-nolisten", "tcp")
    server = subprocess.Popen(["Xvfb", *options], pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(20)


def seen(folder: Path) -> Image.Image:
    """Return what the screen shows now: the X server keeps it in a file (XWD, four bytes a point)."""
    content = (folder / "Xvfb_screen0").read_bytes()
    head = [int.from_bytes(content[at : at + 4], "big") for at in range(0, 100, 4)]
    width, height, line = head[4], head[5], head[12]
    start = head[0] + 12 * head[19]
    return Image.frombytes("RGB", (width, height), content[start : start + line * height], "raw", "BGRX", line)


def at_rest(folder: Path, desk: subprocess.Popen[bytes]) -> Image.Image:
    """Return the picture once a window has been drawn and nothing changes any more."""
    last, until = seen(folder), time.monotonic() + 60
    while time.monotonic() < until:
        time.sleep(1)
        assert desk.poll() is None, "the program ended by itself"
        now = seen(folder)
        colours = now.getcolors(1 << 24) or []
        if len(colours) > 50 and ImageChops.difference(last, now).getbbox() is None:
            return now
        last = now
    raise AssertionError("no window came to rest within a minute")


def window(program: Command, home: Path) -> Image.Image:
    """Open the window in a home and return its picture; end the program as a system does that shuts down."""
    shown = home.parent / f"{home.name}-screen"
    shown.mkdir()
    with screen(shown) as display:
        desk = subprocess.Popen(program, env={**_home(home), "DISPLAY": display}, cwd=home, stderr=subprocess.PIPE)
        try:
            return at_rest(shown, desk)
        finally:
            desk.terminate()
            _, complaints = desk.communicate(timeout=30)
            assert not re.search(rb"error|traceback|could not|failed", complaints, re.IGNORECASE), complaints.decode()


def _home(home: Path) -> dict[str, str]:
    """Return the environment of a person who has just been given the computer."""
    kept = ("PATH", "LANG", "PYTHONDONTWRITEBYTECODE")
    home.mkdir(exist_ok=True)
    return {**{name: os.environ[name] for name in kept if name in os.environ}, "HOME": str(home)}


def in_home(program: Command, home: Path) -> Run:
    def run(*words: str) -> str:
        done = subprocess.run(
            [*program, "--now", NOW, *words], env=_home(home), cwd=ROOT if program is SOURCE else home,
            capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def main_job(run: Run, out: Path) -> dict[str, Any]:
    """Do the desk's main job; return what came of it in a form that can be compared."""
    out.mkdir()
    words = ("register", "--procedure", "2.000815", "--name", "Nguyễn Văn Mẫu", "--quantity", "pages=3", "--json")
    case = json.loads(run(*words))
    run("step", case["code"], "finish")
    run("slip", case["code"], "-o", str(out / "slip.pdf"))
    for ending in ("pdf", "xlsx"):
        run("stats", "--month", "2026-11", "--as", ending, "-o", str(out / f"month.{ending}"))
    sheet = load_workbook(out / "month.xlsx").worksheets[0]
    return {
        "case": case,
        "slip": _text(out / "slip.pdf"),
        "month": _text(out / "month.pdf"),
        "cells": [[cell.value for cell in row] for row in sheet.iter_rows()],
        "verify": json.loads(run("verify", "--json")),
        "cases": json.loads(run("cases", "--query", "nguyen van mau", "--json")),
        "licences": run("licences"),
    }


def _text(path: Path) -> list[str]:
    """Return the words of a PDF without the key that is drawn anew for each slip."""
    return [re.sub(r"\b[0-9A-Z]{4,}(-[0-9A-Z]{4,})+\b", "", page.extract_text()) for page in PdfReader(path).pages]


def test_the_built_program_does_in_an_empty_home_what_the_source_does(built: Path, tmp_path: Path) -> None:
    program = (str(built / "papi-desk" / "papi-desk"),)
    ours = main_job(in_home(program, tmp_path / "built"), tmp_path / "of-built")
    theirs = main_job(in_home(SOURCE, tmp_path / "source"), tmp_path / "of-source")
    assert ours == theirs
    assert ours["verify"]["ok"]


def test_the_built_program_opens_the_window_that_the_source_opens(built: Path, tmp_path: Path) -> None:
    if not shutil.which("Xvfb"):
        assert os.environ.get("CI") != "true", "continuous integration has Xvfb"
        pytest.skip("NO WINDOW: Xvfb is not here")
    ours = window((str(built / "papi-desk" / "papi-desk"),), tmp_path / "built")
    theirs = window((*SOURCE,), tmp_path / "source")
    changed = ImageChops.difference(ours, theirs).convert("L").point(lambda value: 255 if value > 32 else 0)
    assert changed.histogram()[255] < ours.width * ours.height * 0.01  # the clock, and a cursor that blinks


def test_the_folder_has_every_licence_and_no_part_that_nobody_uses(built: Path) -> None:
    folder = built / "papi-desk"
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) < LARGEST
    names = {path.name for path in files}
    unused = re.compile(r"Qt6?(Qml|Quick|WebEngine|3D|Designer|Sql|Multimedia)|libgtk|libavif|_(en|de|fr)\.qm$")
    assert not [name for name in names if unused.search(name)]
    assert {"libqxcb.so", "libqsvg.so", "libqjpeg.so", "libcupsprintersupport.so", "papi_desk_vi.qm"} <= names
    assert not [path for path in folder.rglob("*") if path.is_symlink() and not path.exists()]
    there = {path.name.partition("-")[0].lower() for path in (folder / "_internal").glob("*.dist-info")}
    assert {"argon2_cffi", "keyring", "psycopg", "psycopg_binary", "sqlcipher3"} <= there
    assert [path for path in files if path.parent.name == "sqlcipher3" and path.suffix == ".so"]
    words = (folder / "_internal" / "GIAY-PHEP.txt").read_text(encoding="utf-8")
    for told in ("GNU LESSER GENERAL PUBLIC LICENSE", "Apache License", "SIL OPEN FONT LICENSE", "PSF"):
        assert told in words
    missing = (built / "work" / "build" / "warn-build.txt").read_text(encoding="utf-8")
    assert not [line for line in missing.splitlines() if re.search(r"imported by .*\bpapi_desk\b", line)]
