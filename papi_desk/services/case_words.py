"""Fill the words of a case's papers from the register: what the receipt, the letters and the slips say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from papi_desk.db.models.offices import Office
from papi_desk.domain.cases import CHANNELS, Action
from papi_desk.domain.papers import BatchRow, CaseWords, ChargeRow, HandOverRow, PaperRow, StepRow
from papi_desk.domain.words import in_words
from papi_desk.services.case_files import CaseFile, EventLine
from papi_desk.services.cases import HandedIn
from papi_desk.services.reference import office_head, packaged, reference
from papi_desk.services.step_records import METHODS

_PROMISES: Final = frozenset({"register", "import", "accept", "amend"})
"""Steps whose date the receipt prints; a later extension has a paper of its own."""
_RESULTS: Final[Mapping[str, str]] = {"granted": "Đã giải quyết", "refused": "Từ chối giải quyết"}


def case_words(session: Session, case: CaseFile, event: EventLine | None, *, on: date) -> CaseWords:
    """Fill the words of a case's papers; ``event`` is the step that a letter tells of."""
    ref, received = reference(session), case.received_at.date()
    office = ref.office(received if event is None else on)
    promised = next((e.new_due for e in reversed(case.history) if e.action in _PROMISES and not e.undone), None)
    apart = case.owner.name if _same(case.owner.name) != _same(case.submitter.name) else ""
    number = case.owner.id_number or case.owner.tax_code
    result = case.results[-1] if case.results else {}
    return CaseWords(
        office=office_head(office), issued_on=received if event is None else on, desk_number=case.code,
        official_code=case.official_code, unit=office.unit,
        competent_unit=case.competent_unit, submitter=case.submitter.name, owner=case.owner.name,
        owner_apart=apart, id_label=_identity_label(number), id_number=number, address=case.owner.address,
        phone=case.submitter.phone or case.owner.phone, email=case.submitter.email or case.owner.email,
        channel=CHANNELS[case.channel], request=case.procedure, procedure_code=case.procedure_code,
        papers=tuple(_paper_row(paper) for paper in case.documents),
        sets=case.sets, limit=case.limit, received_at=case.received_at, due_at=promised,
        due_note="" if promised else "Thủ tục không quy định thời hạn giải quyết",
        result_place=case.result_place, fee=fee_words(case), book=str(received.year),
        sequence=case.code.rpartition("-")[2], officer=_signing_officer(case, event), contact=contact_words(office),
        hand_overs=tuple(_hand_overs(case, office.unit)), result=_RESULTS.get(result.get("kind", ""), ""),
        result_number=result.get("number", ""), returned_at=case.returned_at, taken_by=result.get("taken_by", ""),
        taken_as=next((e.data.get("taken_as", "") for e in reversed(case.history) if e.action == Action.RETURN), ""),
        questions=tuple(StepRow(text) for text in packaged("rating.toml")["contents"]),
        signer_title=office.signatory_title or "Thủ trưởng cơ quan, đơn vị", signer=office.signatory_name,
        **_money(case), **(_step_words(session, case, event) if event is not None else {}),
    )  # fmt: skip


def batch_rows(cases: Sequence[CaseFile]) -> tuple[BatchRow, ...]:
    """List cases handed in together."""
    return tuple(BatchRow(case.code, case.owner.name, case.owner.address, case.procedure) for case in cases)


def fee_words(case: CaseFile) -> str:
    """Say what a case owes as the receipt prints it."""
    total = case.fee_total
    if total is None:
        return "chưa xác định, cần kiểm tra mức thu"
    return f"{total:,}".replace(",", ".") + f" đồng ({in_words(total)})" if total else "Không"


def _money(case: CaseFile) -> dict[str, Any]:
    paid = [payment for payment in case.payments if payment["amount"]]
    rows = (
        ChargeRow(c["name"], c["quantity"], c["unit_price"], c["amount"], c["basis"], c["exemption"])
        for c in case.charges
    )
    return {
        "charges": tuple(rows), "owed": case.fee_total, "paid": sum(p["amount"] for p in paid) if paid else None,
        "method": ", ".join(dict.fromkeys(METHODS[p["method"]] for p in paid)),
        "receipt_number": ", ".join(p["receipt_number"] for p in paid if p["receipt_number"]),
    }  # fmt: skip


def _step_words(session: Session, case: CaseFile, event: EventLine) -> dict[str, Any]:
    """Say what the step was about: papers asked for, dates moved, when it stopped."""
    words: dict[str, Any] = {"reason": event.reason, "first_due": event.old_due, "new_due": event.new_due}
    if "again" in event.data:
        words["new_due"] = datetime.fromisoformat(event.data["again"])
    if event.action == Action.SUPPLEMENT:
        days = reference(session).step_rules(case.received_at.date()).close_after_days
        words["missing"] = tuple(PaperRow(name, 1) for name in event.data.get("missing", ()))
        words["back_by"] = event.at.date() + timedelta(days=days)
    return {**words, "stopped_at": event.at}


def _hand_overs(case: CaseFile, unit: str) -> list[HandOverRow]:
    """Follow the case through the office: from the desk to who settles it, and back."""
    rows = []
    for event in (event for event in case.history if not event.undone):
        if event.action == Action.PROCESS:
            rows.append(HandOverRow(case.competent_unit or unit, case.officer, event.officer, event.at))
        elif event.action in (Action.FINISH, Action.REFUSE):
            outcome = _outcome(event, by_hour=case.by_hour)
            rows.append(HandOverRow(unit, event.officer, "", event.at, outcome))
    return rows


def _outcome(event: EventLine, *, by_hour: bool) -> str:
    if event.new_due is None:
        return ""
    done, due = (event.at, event.new_due) if by_hour else (event.at.date(), event.new_due.date())
    return "Trước hạn" if done < due else "Đúng hạn" if done == due else "Quá hạn"


def _signing_officer(case: CaseFile, event: EventLine | None) -> str:
    return case.officer if event is None else event.officer


def _paper_row(paper: HandedIn) -> PaperRow:
    reused = f" (dùng lại bản đã lưu theo hồ sơ {paper.reused_from})" if paper.reused_from else ""
    return PaperRow(paper.name + reused, paper.originals, paper.certified, paper.photos)


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def _identity_label(number: str) -> str:
    """Name the number by its shape: 10 or 10-3 digits are a tax code, anything else a personal paper."""
    tax_code = re.fullmatch(r"\d{10}(-?\d{3})?", number.strip())
    return "Mã số thuế" if tax_code else "Số CMND/Thẻ căn cước/Hộ chiếu"


def contact_words(office: Office) -> str:
    """Say whom to ask, as far as the office has set it."""
    ways = (("", office.address), ("điện thoại ", office.phone), ("thư điện tử ", office.email), ("", office.website))
    return "; ".join(label + value.strip() for label, value in ways if value.strip())
