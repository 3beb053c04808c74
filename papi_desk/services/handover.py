"""Hand-over lists (phiếu bàn giao): cases given to an officer or another body, ticked off when their papers return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry, HandoverLine
from papi_desk.db.models.cases import Case, Result
from papi_desk.db.models.money import Charge
from papi_desk.db.notes import Note, note
from papi_desk.domain.books import short_title
from papi_desk.domain.cases import STATUS_NAMES, Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record
from papi_desk.domain.reports import Report, ReportColumn, ReportRow
from papi_desk.services.cases import find_case, version_of
from papi_desk.services.entries import add_entries
from papi_desk.services.reference import office_head, reference
from papi_desk.services.veils import shown

BOOK: Final = "handover"
_RESULTS: Final = {"granted": "Đã giải quyết", "refused": "Từ chối giải quyết"}
_COLUMNS: Final = (
    ReportColumn("tt", ("TT",), "order", 10),
    ReportColumn("code", ("Mã hồ sơ",), "code", 34),
    ReportColumn("request", ("Nội dung",)),
    ReportColumn("result", ("Kết quả",), "text", 36),
    ReportColumn("owner", ("Chủ hồ sơ",), "text", 40),
    ReportColumn("address", ("Địa chỉ",), "text", 44),
    ReportColumn("fee", ("Phí, lệ phí (X là có)",), "text", 18),
    ReportColumn("post", ("Trả qua bưu điện (X là có)",), "text", 20),
    ReportColumn("back", ("Nhận lại",), "moment", 26),
)
_WORDS: Final = ("code", "request", "result", "owner", "address", "fee", "post")


class Handed(Record):
    """A case on a hand-over list."""

    case: str
    owner: str
    request: str
    back_at: datetime | None


class HandoverList(Record):
    """A hand-over list and what of it is still out."""

    number: int
    year: int
    to: str
    at: datetime
    lines: tuple[Handed, ...]
    out: int


class Ticked(Record):
    """Papers that are back, and what their list still waits for."""

    case: str
    number: int
    year: int
    out: int


def hand_over(
    session: Session, codes: Sequence[str], to: str, *, at: datetime, by: int | str | None = None
) -> HandoverList:
    """Hand cases over to somebody: a numbered list, its words kept as handed over.

    Raises ``Refused`` «handover-empty», «handover-to-missing», «case-voided», «handed-over-already».
    """
    officer, to = reference(session).officer(by, at.date()), to.strip()
    if not to:
        raise Refused("handover-to-missing", "to")
    cases = list({case.id: case for case in (find_case(session, code, lock=True) for code in codes)}.values())
    if not cases:
        raise Refused("handover-empty", "cases")
    for case in cases:
        _refuse_unfit(session, case)
    (entry,) = add_entries(session, BOOK, at.year, [{"to": to}], at=at, officer_id=officer.id)
    session.flush()  # its lines name it
    session.add_all(
        HandoverLine(entry_id=entry.id, position=place, case_id=case.id, content=_words(session, case))
        for place, case in enumerate(cases, 1)
    )
    session.flush()
    handed = {"to": to, "cases": [case.code for case in cases]}
    note(session, Note(at, officer.name, "hand-over", f"{entry.number}/{entry.year}", handed))
    return _list(session, entry)


def _refuse_unfit(session: Session, case: Case) -> None:
    if case.voided_at is not None:
        raise Refused("case-voided", "cases")
    out = _open_line(session, case)
    if out is not None:
        entry = session.get_one(BookEntry, out.entry_id)
        raise Refused("handed-over-already", "cases", code=case.code, number=entry.number, to=entry.content["to"])


def _open_line(session: Session, case: Case) -> HandoverLine | None:
    query = select(HandoverLine).where(HandoverLine.case_id == case.id, HandoverLine.back_at.is_(None))
    return session.scalars(query).first()


def _words(session: Session, case: Case) -> dict[str, str]:
    """Say a case as its line on the list does."""
    version, owner = version_of(session, case), next(p for p in case.parties if p.role == "owner")
    kind = session.scalar(select(Result.kind).where(Result.case_id == case.id))
    charged = session.scalar(select(func.count()).where(Charge.case_id == case.id, func.coalesce(Charge.amount, 1) > 0))
    return {
        "case": case.code, "code": case.official_code or case.code,
        "request": short_title(version.content.name, version.code),
        "result": _RESULTS.get(kind or "", STATUS_NAMES[Status(case.status)]), "owner": owner.name,
        "address": owner.address, "fee": "X" if charged else "",
        "post": "X" if case.channel == "post" or "bưu" in case.result_place.casefold() else "",
    }  # fmt: skip


def tick(session: Session, codes: Sequence[str], *, at: datetime, by: int | str | None = None) -> list[Ticked]:
    """Tick off cases whose papers are back, as scanned; raises ``Refused`` «not-handed-over»."""
    officer, done = reference(session).officer(by, at.date()), []
    for code in codes:
        case = find_case(session, code, lock=True)
        line = _open_line(session, case)
        if line is None:
            raise Refused("not-handed-over", "code", code=case.code)
        line.back_at, line.back_officer_id = at, officer.id
        session.flush()
        entry = session.get_one(BookEntry, line.entry_id)
        note(session, Note(at, officer.name, "tick", case.code, {"list": f"{entry.number}/{entry.year}"}))
        done.append(Ticked(case.code, entry.number, entry.year, _list(session, entry).out))
    return done


def handover_lists(session: Session, *, only_out: bool = False) -> list[HandoverList]:
    """List the hand-over lists, newest first; ``only_out`` leaves out those whose papers are all back."""
    query = select(BookEntry).where(BookEntry.book == BOOK).order_by(BookEntry.year.desc(), BookEntry.number.desc())
    if only_out:
        out = select(HandoverLine.entry_id).where(HandoverLine.back_at.is_(None))
        query = query.where(BookEntry.id.in_(out))
    return [_list(session, entry) for entry in session.scalars(query)]


def _list(session: Session, entry: BookEntry) -> HandoverList:
    lines = tuple(
        Handed(line.content["case"], line.content["owner"], line.content["request"], line.back_at)
        for line in _lines(session, entry)
    )
    out = sum(line.back_at is None for line in lines)
    return HandoverList(entry.number, entry.year, entry.content["to"], entry.at, lines, out)


def _lines(session: Session, entry: BookEntry) -> list[HandoverLine]:
    query = select(HandoverLine).where(HandoverLine.entry_id == entry.id).order_by(HandoverLine.position)
    return list(session.scalars(query))


def handover_report(session: Session, number: int, year: int, *, now: datetime) -> Report:
    """Return a hand-over list as it was handed over, with what is back; raises ``Refused`` «handover-unknown»."""
    query = select(BookEntry).where(BookEntry.book == BOOK, BookEntry.year == year, BookEntry.number == number)
    entry = session.scalars(query).first()
    if entry is None:
        raise Refused("handover-unknown", "number", number=number, year=year)
    ref, lines = reference(session), _lines(session, entry)
    giver = next((line.name for line in ref.officers if line.id == entry.officer_id), "")
    particulars: tuple[tuple[str, str], ...] = (("Số", f"{number}/{year}"), ("Giao cho", entry.content["to"]))
    return Report(
        name="handover", office=office_head(ref.office(entry.at.date())),
        title="PHIẾU BÀN GIAO KẾT QUẢ GIẢI QUYẾT TTHC", columns=_COLUMNS,
        rows=[_row(place, _shown(session, line.content), line.back_at) for place, line in enumerate(lines, 1)],
        compiled_at=entry.at, period=f"Bàn giao lúc {entry.at:%H:%M} ngày {entry.at:%d/%m/%Y}",
        particulars=particulars, summary=(f"Tổng số: {len(lines)} hồ sơ",),
        footnotes=(f"In lúc {now:%H:%M %d/%m/%Y}.",),
        signatures=(("NGƯỜI GIAO", "", giver), ("NGƯỜI NHẬN", "", "")),
    )  # fmt: skip


def _shown(session: Session, words: dict[str, Any]) -> dict[str, Any]:
    return {**words, "address": shown(session, words["address"])}


def _row(place: int, words: dict[str, Any], back_at: datetime | None) -> ReportRow:
    return ReportRow((place, *(words[name] for name in _WORDS), back_at), key=words["case"])
