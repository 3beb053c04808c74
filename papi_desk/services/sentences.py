"""The words of every refusal: kind → Vietnamese (or English) sentence, from ``resources/data/sentences.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.settings import resource


@cache
def _sentences() -> Mapping[str, Any]:
    return tomllib.loads(resource("data", "sentences.toml").read_text(encoding="utf-8"))


def sentence(error: Refused | Unavailable, language: str = "vi") -> str:
    """Say an error in one sentence that tells what to do."""
    words = _sentences().get(error.kind)
    if words is None:
        details = ", ".join(f"{name}: {_shown(value)}" for name, value in error.data.items())
        return f"Không thực hiện được ({error.kind}{'; ' + details if details else ''})."
    shown = {name: _shown(value) for name, value in error.data.items()}
    text: str = words.get(language, words["vi"])
    return text.format_map(_Blank(shown))


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%H:%M ngày %d/%m/%Y")
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
