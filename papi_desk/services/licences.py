"""What the program is made of, and under which licences, read from what is installed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from papi_desk.domain.records import Record
from papi_desk.settings import resource

PROGRAM: Final = "papi-desk"
_TEXT = re.compile(r"(^|/)(licen[cs]e|copying|notice|licenses/)", re.IGNORECASE)
_SAME: Final = {"BSD License": "BSD-3-Clause", "MIT License": "MIT"}
_NAME = re.compile(r"[A-Za-z0-9._-]+")


class Part(Record):
    """Something the program is made of: its name, version, licence, where it comes from, and the licence's words."""

    name: str
    version: str
    licence: str
    home: str
    text: str


def shipped() -> list[Distribution]:
    """Return every installed package that the program needs to run, itself first; what tests and builds is left out."""
    found: dict[str, Distribution] = {}
    waiting = [PROGRAM]
    while waiting:
        name = waiting.pop()
        try:
            made = distribution(name)
        except PackageNotFoundError:  # asked for on another system only
            continue
        if found.setdefault(_plain(name), made) is made:
            waiting += [one for one in _asked(made) if _plain(one) not in found]
    first, *others = found.values()
    return [first, *sorted(others, key=lambda one: one.name.casefold())]


def parts() -> list[Part]:
    """Return the packages and the libraries inside them and beside them, each with its licence."""
    own = tomllib.loads(resource("data", "components.toml").read_text(encoding="utf-8"))
    inside = [Part(one["name"], "", one["licence"], one["home"], _kept(one["licence"])) for one in own["part"]]
    return [*(_part(one) for one in shipped()), *inside]


def licences_text() -> str:
    """Return one text of all parts and all their licences, to go with the program."""
    every = parts()
    lines = [f"{one.name} {one.version}".strip() + f" · {one.licence} · {one.home}" for one in every]
    texts = [f"{'=' * 78}\n{one.name} {one.version}\n{'=' * 78}\n\n{one.text}" for one in every if one.text]
    return "\n".join(lines) + "\n\n" + "\n\n".join(texts) + "\n"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _asked(made: Distribution) -> Iterator[str]:
    """Yield what a package asks for, its extras left out but psycopg's server library and our encryption."""
    for line in made.requires or []:
        wanted, _, marker = line.partition(";")
        name = _NAME.match(wanted.strip())
        if name and ("extra" not in marker or _plain(name[0]) == "psycopg-binary" or "encryption" in marker):
            yield name[0]


def _part(made: Distribution) -> Part:
    told = made.metadata
    licence = (
        _said(made, "License-Expression")
        or _classified(told.get_all("Classifier") or [])
        or _said(made, "License")
        or ""
    )
    homes = [line.partition(", ")[2] for line in told.get_all("Project-URL") or []]
    named = (_said(made, "Home-page"), *homes)
    home = next((one for one in named if one and one != "UNKNOWN"), "")
    short = " ".join(licence.split())
    short = short if 0 < len(short) < 80 else "xem toàn văn"
    return Part(told["Name"], made.version, short, home, _text(made) or _kept(short))


def _said(made: Distribution, name: str) -> str:
    """Return what a package says under a name, nothing where it says nothing."""
    return str((made.metadata.get_all(name) or [""])[0])


def _classified(classifiers: list[str]) -> str:
    """Return the licence of the classifiers, in short."""
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License :: ")]
    return ", ".join(one for one in named if one != "OSI Approved")


def _text(made: Distribution) -> str:
    files = [file for file in made.files or [] if ".dist-info" in str(file) and _TEXT.search(file.as_posix())]
    paths = [Path(file.locate()) for file in sorted(files, key=str)]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file()]
    return "\n\n".join(dict.fromkeys(text.strip() for text in texts))


def _kept(licence: str) -> str:
    """Return the words of a licence that its package does not bring along; we keep those ourselves."""
    name = _SAME.get(licence, licence.split(" OR ")[0].removesuffix("-only").removesuffix("-or-later"))
    path = resource("licences", f"{name}.txt")
    return path.read_text(encoding="utf-8").strip() if name and path.is_file() else ""
