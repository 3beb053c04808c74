"""What this computer remembers, in a small file beside the register: printing, folders, how its screens look."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from papi_desk.domain.records import Record, asdict, field, field_names, replace

FILE_NAME: Final = "may-in.toml"
DUPLEX: Final = ("none", "long", "short")
"""One side; both sides turned over the long edge; over the short edge."""
SCHEMES: Final = ("system", "light", "dark")
TEXT_PERCENTS: Final = (100, 115, 130, 150, 175)
AS_SET: Final = -1
"""The tray that the printer itself is set to."""
_HEADING: Final = "# Máy in và thư mục dùng chung của máy tính này. Xóa tệp này thì chương trình hỏi lại từ đầu.\n"


class PrintChoice(Record):
    """How a kind of paper is printed on this computer."""

    printer: str = ""
    """Empty means the printer that the system prefers."""
    tray: int = AS_SET
    """The tray's number as Qt and the printer's driver count them."""
    duplex: str = "none"
    copies: int = 1
    sheet: str = ""
    direct: bool = False
    """Print without showing the paper first."""


class Preferences(Record):
    """The choices of this computer by kind of paper, its folders, and how its screens look."""

    choices: Mapping[str, PrintChoice] = field(default_factory=dict)
    share_folder: str = ""
    scheme: str = "system"
    """«light», «dark», or what the «system» says."""
    text_percent: int = 100

    def choice(self, kind: str) -> PrintChoice:
        """Return how a kind of paper is printed."""
        return self.choices.get(kind, PrintChoice())

    def with_choice(self, kind: str, choice: PrintChoice) -> Preferences:
        """Return these preferences with another choice for a kind."""
        return replace(self, choices={**self.choices, kind: choice})


def read_preferences(path: Path) -> Preferences:
    """Read the file; what is missing, damaged or makes no sense counts as never chosen."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    kinds, folder = found.get("kinds"), found.get("share-folder")
    named = kinds.items() if isinstance(kinds, dict) else ()
    choices = {kind: _choice(values) for kind, values in named if isinstance(values, dict)}
    scheme, percent = found.get("scheme"), found.get("text-percent")
    return Preferences(
        choices,
        folder if isinstance(folder, str) else "",
        scheme if scheme in SCHEMES else "system",
        percent if percent in TEXT_PERCENTS else 100,
    )


def preferences_text(preferences: Preferences) -> str:
    """Return the preferences as the file keeps them."""
    lines = [
        _HEADING,
        f"share-folder = {_written(preferences.share_folder)}",
        f"scheme = {_written(preferences.scheme)}",
        f"text-percent = {preferences.text_percent}",
    ]
    for kind, choice in sorted(preferences.choices.items()):
        lines += [f"\n[kinds.{_written(kind)}]", *(f"{name} = {_written(v)}" for name, v in asdict(choice).items())]
    return "\n".join(lines) + "\n"


def _written(value: object) -> str:
    """Write a text, number or truth; TOML writes them as JSON does, but for one sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _choice(values: Mapping[str, Any]) -> PrintChoice:
    usual = PrintChoice()
    kept = {n: values[n] for n in field_names(PrintChoice) if _fits(values.get(n), getattr(usual, n))}
    choice = PrintChoice(**kept)
    return replace(
        choice,
        copies=min(max(choice.copies, 1), 99),
        duplex=choice.duplex if choice.duplex in DUPLEX else usual.duplex,
    )


def _fits(value: object, usual: object) -> bool:
    return type(value) is type(usual)
