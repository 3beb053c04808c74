"""HTML that is valid by construction: elements are functions, and every text is escaped unless it is HTML already."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from papi_desk.domain.names import without_commands

VOID: Final = frozenset({"meta", "link", "input", "img", "br", "hr"})


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | int | Iterable["Child"] | None


def el(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """Make an element: ``el("a", "text", href="x.html", class_="button")``; True is an attribute without a value."""
    words = "".join(_attribute(key, value) for key, value in attributes.items() if value not in (None, False))
    if name in VOID:
        return Html(f"<{name}{words}>")
    return Html(f"<{name}{words}>{inner(*children)}</{name}>")


def inner(*children: Child) -> Html:
    """Join children, escaping what is not HTML."""
    return Html("".join(_child(child) for child in children))


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str | int):
        return escape(without_commands(str(child)), quote=False)
    return inner(*child)


def _attribute(key: str, value: str | int | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(without_commands(str(value)))}"'


def paragraphs(text: str) -> list[Html]:
    """Set a text of several lines: a paragraph each."""
    return [el("p", line.strip()) for line in text.splitlines() if line.strip()]
