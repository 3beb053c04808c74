"""The mark of a practice register: in the register itself, so that it goes into its copies."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from papi_desk.db.models.offices import Setting

WORDS: Final = "BẢN TẬP, KHÔNG CÓ GIÁ TRỊ"
"""What stands on every screen and every paper of a practice register."""
MARK: Final = "practice"


def is_practice(session: Session) -> bool:
    """Tell whether a register is for practice."""
    return session.get(Setting, MARK) is not None
