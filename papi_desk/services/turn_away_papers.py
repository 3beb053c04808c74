"""Form 02 or 03 for a citizen who is turned away before there is a case: written down and laid out in one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from papi_desk.domain.papers import CaseWords, PaperRow
from papi_desk.domain.people import Person
from papi_desk.services.case_words import contact_words
from papi_desk.services.forms import find_form
from papi_desk.services.papers import LayOut, Printed, letter_number
from papi_desk.services.reference import office_head, reference
from papi_desk.services.turned_away import turn_away

MISSING_REASON: Final = "Hồ sơ chưa đủ thành phần theo quy định"
"""What form 02 says first when papers are not there; the officer may write it otherwise."""


def turn_away_paper(
    session: Session, form: str, owner: Person, submitter: Person, procedure: str, reason: str, missing: Sequence[str],
    *, lay_out: LayOut, at: datetime, by: int | str | None = None,
) -> Printed:  # fmt: skip
    """Turn a citizen away with form 02 or 03, numbered and filled with everything asked for at once."""
    ref, day = reference(session), at.date()
    told = turn_away(
        session, form, submitter.name or owner.name, procedure, reason, missing, address=owner.address,
        phone=submitter.phone or owner.phone, at=at, by=by,
    )  # fmt: skip
    office, (template, of_set) = ref.office(day), find_form(ref, form, day)
    number = letter_number(session, template, day)
    apart = owner.name if owner.name != told.name else ""
    words = CaseWords(
        office=office_head(office), issued_on=day, number=number, unit=office.unit, submitter=told.name,
        owner=owner.name, owner_apart=apart, address=owner.address, phone=told.phone, email=owner.email,
        request=told.procedure_name, procedure_code=told.procedure, reason=told.reason,
        missing=tuple(PaperRow(name, 1) for name in told.missing), officer=told.officer, contact=contact_words(office),
        signer_title=office.signatory_title or "Thủ trưởng cơ quan, đơn vị", signer=office.signatory_name,
    )  # fmt: skip
    name = f"{told.form}-{told.year}-{told.number:04}"
    return Printed(
        form=form, form_set=of_set.name, title=template.title, number=number, desk_number=name,
        layout=lay_out(template, of_set, words), copies=max(1, len(template.copies)), reprint=0,
    )  # fmt: skip
