"""Double entry made cheap: what is typed again into the provincial system, and its code brought back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from papi_desk.domain.cases import Action
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import SEXES
from papi_desk.domain.records import Record
from papi_desk.services.case_files import CaseFile, case_file
from papi_desk.services.case_lists import CaseFilter, CaseLine, page_of_cases
from papi_desk.services.cases import StepDetails, StepTaken, take_step
from papi_desk.services.reference import packaged, reference

_REASON = "Ghi mã hồ sơ trên hệ thống tỉnh"


class PadLine(Record):
    """A field of the official form with what belongs in it."""

    key: str
    label: str
    text: str


def copy_pad(session: Session, code: str) -> list[PadLine]:
    """Return a case's fields in the order of the province's form; what is empty is left out."""
    labels = {row["key"]: row["label"] for row in packaged("copy_pad.toml")["field"]}
    chosen = [key.strip() for key in reference(session).setting("copy_pad_fields").split(",")]
    values = _values(case_file(session, code))
    keys = [key for key in chosen if key in labels] or list(labels)
    return [PadLine(key, labels[key], values[key]) for key in keys if values.get(key)]


def _values(case: CaseFile) -> dict[str, str]:
    people = {
        f"{role}_{name}": str(getattr(person, name) or "")
        for role, person in (("owner", case.owner), ("submitter", case.submitter))
        for name in ("name", "id_number", "tax_code", "phone", "email", "address")
    }
    born = case.owner.birth_date
    return {
        **people,
        "procedure_code": case.procedure_code, "procedure": case.procedure, "code": case.code, "note": case.note,
        "owner_birth_date": f"{born:%d/%m/%Y}" if born else "", "owner_sex": SEXES.get(case.owner.sex, ""),
        "received_at": f"{case.received_at:%d/%m/%Y %H:%M}",
        "due_at": f"{case.due_at:%d/%m/%Y %H:%M}" if case.due_at else "",
        "documents": "; ".join(f"{paper.name} ({paper.originals + paper.certified})" for paper in case.documents),
        "fee": "" if case.fee_total is None else str(case.fee_total),
    }  # fmt: skip


def bring_back_code(
    session: Session, code: str, official: str, *, at: datetime, by: int | str | None = None
) -> StepTaken:
    """Write the provincial system's code into the case as a correction with its history.

    Raises ``Refused`` «official-code-missing», «official-code-shape», «official-code-taken».
    """
    if not official.strip():
        raise Refused("official-code-missing", "official_code")
    ask = StepDetails(reason=_REASON, changes={"official_code": official})
    return take_step(session, code, Action.AMEND, at=at, by=by, ask=ask)


def not_on_portal(session: Session, *, now: datetime, most: int = 200) -> list[CaseLine]:
    """Return the cases that have no code of the provincial system yet, the oldest first."""
    wanted = CaseFilter(off_portal=True, order="oldest")
    return list(page_of_cases(session, wanted, limit=most, now=now).lines)
