"""Papers issued with a case: filled once, kept as issued, printed again identically."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.audit import Note, note
from papi_desk.db.models import CaseEvent, IssuedPaper
from papi_desk.domain.cases import CHANNELS
from papi_desk.domain.papers import FormCaption, OfficeHead, PaperRow, Receipt
from papi_desk.domain.words import in_words
from papi_desk.services.case_files import CaseFile, case_file
from papi_desk.services.cases import find_case
from papi_desk.services.reference import in_force, office_head, packaged, reference

_PROMISES = frozenset({"register", "import", "accept", "amend"})
"""Steps whose date the receipt prints; a later extension has a paper of its own."""


def issue_receipt(session: Session, code: str, *, at: datetime, by: int | str | None = None) -> Receipt:
    """Return Mẫu 01 of a case: as it was issued, or issued now; a correction makes a new one."""
    case = find_case(session, code)
    kept = session.scalars(
        select(IssuedPaper)
        .where(IssuedPaper.case_id == case.id, IssuedPaper.form == "receipt")
        .order_by(IssuedPaper.id.desc())
    ).first()
    amended = session.scalars(
        select(CaseEvent.id).where(CaseEvent.case_id == case.id, CaseEvent.action.in_(("amend", "accept")))
    ).all()
    if kept is not None and kept.content["corrections"] == len(amended):
        return _restored(kept.content["receipt"])
    officer = reference(session).officer(by, at.date())
    receipt = _receipt(session, case_file(session, code, at=at), case.number)
    content = {"receipt": _plain(asdict(receipt)), "corrections": len(amended)}
    session.add(IssuedPaper(case_id=case.id, form="receipt", issued_at=at, officer_id=officer.id, content=content))
    note(session, Note(at, officer.name, "paper", case.code, {"form": "receipt"}))
    return receipt


def _receipt(session: Session, case: CaseFile, number: int) -> Receipt:
    ref, day = reference(session), case.received_at.date()
    office, form = ref.office(day), in_force(packaged("forms.toml")["receipt"], day)
    head = office_head(office)
    fee = fee_words(case)
    promised = next(e.new_due for e in reversed(case.history) if e.action in _PROMISES)
    return Receipt(
        office=head, form=FormCaption(form["number"], form["circular"], form["title"]), number=case.code,
        desk_number=case.code, official_code=case.official_code, received_by_unit=office.unit,
        received_from=case.submitter.name, owner=case.owner.name,
        id_number=case.owner.id_number or case.owner.tax_code, address=case.owner.address,
        phone=case.submitter.phone or case.owner.phone, email=case.submitter.email or case.owner.email,
        channel=CHANNELS[case.channel], request=case.procedure, procedure_code=case.procedure_code,
        papers=tuple(PaperRow(d.name, d.originals, d.certified, d.photos) for d in case.documents),
        sets=case.sets, limit=case.limit, received_at=case.received_at, due_at=promised,
        due_note="" if promised else "Thủ tục không quy định thời hạn giải quyết",
        result_place=case.result_place, fee=fee, book=str(day.year), sequence=f"{number:04}",
        receiver=case.officer, issued_on=day,
    )  # fmt: skip


def fee_words(case: CaseFile) -> str:
    """Say what a case owes as the receipt prints it."""
    total = case.fee_total
    if total is None:
        return "chưa xác định, cần kiểm tra mức thu"
    return f"{total:,}".replace(",", ".") + f" đồng ({in_words(total)})" if total else "Không"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def _restored(data: dict[str, Any]) -> Receipt:
    moment = datetime.fromisoformat
    second = data["second_stage"]
    return Receipt(
        **{
            **data,
            "office": OfficeHead(**data["office"]),
            "form": FormCaption(**data["form"]),
            "papers": tuple(PaperRow(**row) for row in data["papers"]),
            "notes": tuple(data["notes"]),
            "received_at": moment(data["received_at"]),
            "due_at": data["due_at"] and moment(data["due_at"]),
            "issued_on": date.fromisoformat(data["issued_on"]),
            "second_stage": second and (moment(second[0]), moment(second[1])),
        }
    )
