"""What goes out with the program is named with its licence, read from what is installed."""

from __future__ import annotations

import tomllib
from pathlib import Path

from papi_desk.services.licences import licences_text, parts, shipped

ROOT = Path(__file__).resolve().parents[2]


def test_every_part_has_a_licence_and_its_words_where_the_licence_asks_for_them() -> None:
    every = parts()
    assert not [part.name for part in every if not part.licence]
    assert not [part.name for part in every[1:] if not part.home.startswith("http")]
    assert [part.name for part in every if not part.text] == [
        "ICU (Qt, PDFium)", "SQLite", "OpenSSL (Python, psycopg, sqlcipher3, cryptography)", "libpq (psycopg)"
    ]  # fmt: skip
    words = licences_text()
    assert words.count("GNU LESSER GENERAL PUBLIC LICENSE") >= 4
    assert "psycopg-binary" in words


def test_what_only_tests_or_builds_the_program_does_not_go_out_with_it() -> None:
    names = {made.name.lower().replace("_", "-") for made in shipped()}
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {line.split(">")[0].split("[")[0].lower() for line in asked["dependencies"]}
    assert direct <= names
    assert not names & {"pytest", "ruff", "mypy", "pyinstaller", "hypothesis", "numpy"}
