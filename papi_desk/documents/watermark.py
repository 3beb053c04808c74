"""Words across every paper of a register that is not the real one; set when the register is opened."""

from __future__ import annotations

_across: list[str] = []


def put_across(words: str) -> None:
    """Draw these words across every page from now on; none for «»."""
    _across[:] = [words] if words else []


def words_across() -> str:
    """Return what is drawn across every page."""
    return _across[0] if _across else ""
