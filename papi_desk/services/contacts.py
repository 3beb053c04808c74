"""What the citizen was told: when, by what means, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Contact
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import tidy_name
from papi_desk.services.cases import check_past, find_case
from papi_desk.services.reference import reference

MEANS: Final[Mapping[str, str]] = {
    "phone": "điện thoại",
    "sms": "tin nhắn SMS",
    "email": "thư điện tử",
    "zalo": "mạng xã hội",
    "in-person": "trực tiếp",
    "post": "bưu chính",
}
"""How a citizen may be told (NĐ 118/2025/NĐ-CP Điều 19, 22: SMS, e-mail, phone, social network)."""


def tell_citizen(
    session: Session,
    code: str,
    content: str,
    means: str,
    *,
    at: datetime,
    by: int | str | None = None,
    recorded_at: datetime | None = None,
) -> str:
    """Note that the citizen was told something about a case; return the case's code."""
    recorded_at = recorded_at or at
    check_past(at, recorded_at)
    content = tidy_name(content)
    if means not in MEANS:
        raise Refused("means-unknown", "means", means=means, known=", ".join(MEANS))
    if not content:
        raise Refused("content-missing", "content")
    case, officer = find_case(session, code, lock=True), reference(session).officer(by, at.date())
    if at < case.state.opened_at:
        raise Refused("contact-before-receipt", "at", received=case.state.opened_at)
    session.add(Contact(case_id=case.id, at=at, means=means, content=content, officer_id=officer.id))
    told = {"at": at, "means": means, "content": content}
    note(session, Note(recorded_at, officer.name, "contact", case.code, told))
    return case.code
