"""What the register holds of one citizen: listed on request, and corrected on request with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from papi_desk.db.models.attachments import Attachment
from papi_desk.db.models.attention import AttentionRow
from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.models.books import BookEntry, HandoverLine
from papi_desk.db.models.cases import Case, Contact, Party, Result
from papi_desk.db.models.drafts import Draft
from papi_desk.db.models.matters import MatterRow
from papi_desk.db.models.papers import IssuedPaper
from papi_desk.db.models.ratings import Rating
from papi_desk.db.notes import Note, note
from papi_desk.domain.cases import STATUS_NAMES, Action, Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import search_key, tidy_name
from papi_desk.domain.people import cover, plain_number
from papi_desk.domain.records import Record
from papi_desk.domain.reports import Report, ReportColumn, ReportRow, Value
from papi_desk.services.cases import StepDetails, find_case, take_step, version_of
from papi_desk.services.matter_books import matter_book
from papi_desk.services.reference import office_head, reference
from papi_desk.services.veils import whole_only

_ROLES: Final = {"owner": "chủ hồ sơ", "submitter": "người nộp"}
_FACTS: Final[Mapping[str, str]] = {
    "name": "họ tên", "id_number": "số định danh", "tax_code": "mã số thuế", "birth_date": "ngày sinh",
    "sex": "giới tính", "phone": "điện thoại", "email": "e-mail", "address": "địa chỉ", "relation": "quan hệ",
    "authorisation": "giấy ủy quyền",
}  # fmt: skip
CORRECTABLE: Final[Mapping[str, str]] = {
    name: _FACTS[name] for name in ("name", "id_number", "phone", "email", "address")
}
"""What a citizen may ask to have corrected everywhere, and what it is called."""


SUBJECT: Final = "citizen"
"""What a reading is about where no number was asked for; a name stays out of the journal beside the register."""


class Held(Record):
    """Something that the register holds of a citizen."""

    place: str
    key: str
    at: date | datetime | None
    words: str
    by: str = "số"
    """Matched by «số» or only by «họ tên», which may be a namesake."""


class Holding(Record):
    """Everything that is held of a citizen."""

    asked: str
    lines: tuple[Held, ...]
    cases: tuple[str, ...]
    read: tuple[tuple[datetime, str, str], ...] = ()
    """When, by whom and which of the cases was read."""


class Asked(Record):
    """Whom it is about: a number (identity, tax code or phone), or a name."""

    number: str = ""
    name: str = ""

    def checked(self) -> Asked:
        """Return it in its kept form; raises ``Refused`` where it says too little to find one person by."""
        number, name = plain_number(self.number), tidy_name(self.name)
        if not number and len(search_key(name).split()) < 2:
            raise Refused("citizen-asked", "number")
        return Asked(number, name)

    @property
    def shown(self) -> str:
        """Say whom it is about without the number itself, for the paper."""
        return " ".join(filter(None, (cover(self.number), self.name)))


def citizen_data(session: Session, asked: Asked, *, at: datetime, by: int | str | None = None) -> Holding:
    """List everything that is held of a citizen; the reading is noted. Raises ``Refused`` «citizen-asked»."""
    whole_only(session)
    asked = asked.checked()
    officer = reference(session).officer(by, at.date())
    lines = [*_cases(session, asked), *_beside(session, asked)]
    codes = tuple(dict.fromkeys(line.key for line in lines if line.place == "Hồ sơ"))
    told = {"name": asked.name, "cases": list(codes), "lines": len(lines)}
    note(session, Note(at, officer.name, "read", cover(asked.number) or SUBJECT, told))  # the journal tells subjects
    return Holding(asked.shown, tuple(lines), codes, tuple(_readings(session, codes)))


def _cases(session: Session, asked: Asked) -> Iterator[Held]:
    key = search_key(asked.name)
    numbered = or_(Party.id_number == asked.number, Party.tax_code == asked.number, Party.phone == asked.number)
    if asked.number and key:
        same = or_(numbered, Party.search_key == key)
    else:
        same = numbered if asked.number else Party.search_key == key
    query = select(Party, Case).join(Case, Case.id == Party.case_id).where(same).order_by(Case.id, Party.id)
    for party, case in session.execute(query).all():
        numbers = (party.id_number, party.tax_code, party.phone)
        by = "số" if asked.number and asked.number in numbers else "họ tên"
        version = version_of(session, case)
        facts = "; ".join(f"{label}: {_said(party, name)}" for name, label in _FACTS.items() if _said(party, name))
        status = "đã hủy số" if case.voided_at else STATUS_NAMES[Status(case.status)]
        begun = case.received_at or case.submitted_at or case.recorded_at
        words = f"{version.content.name} ({status}); {_ROLES.get(party.role, party.role)}. {facts}"
        words += f"; ghi chú: {case.note}" if case.note else ""
        yield Held("Hồ sơ", case.code, begun, words, by)
        yield from _of_case(session, case, by)


def _said(party: Party, name: str) -> str:
    value = getattr(party, name)
    if name == "sex":
        return {"male": "nam", "female": "nữ"}.get(value, "")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


def _of_case(session: Session, case: Case, by: str) -> Iterator[Held]:
    """Tell what hangs on a case: contacts, papers, scans, who took the result, ratings, hand-overs."""
    for told in session.scalars(select(Contact).where(Contact.case_id == case.id).order_by(Contact.id)):
        yield Held("Lần báo công dân", case.code, told.at, told.content, by)
    for paper in session.scalars(select(IssuedPaper).where(IssuedPaper.case_id == case.id).order_by(IssuedPaper.id)):
        yield Held("Giấy đã in", case.code, paper.issued_at, f"{paper.form} {paper.number}".strip(), by)
    kept = select(Attachment).where(Attachment.case_id == case.id).order_by(Attachment.id)
    for scan in session.scalars(kept):
        yield Held("Tệp kèm", case.code, scan.added_at, scan.name, by)
    for result in session.scalars(select(Result).where(Result.case_id == case.id, Result.taken_by != "")):
        yield Held("Nhận kết quả", case.code, result.taken_at, result.taken_by, by)
    for entry in session.scalars(select(BookEntry).where(BookEntry.case_id == case.id).order_by(BookEntry.id)):
        yield Held("Sổ của quầy", case.code, entry.at, str(entry.content.get("text") or entry.book), by)
    lines = select(func.count()).select_from(HandoverLine).where(HandoverLine.case_id == case.id)
    if count := session.scalar(lines):
        yield Held("Phiếu bàn giao", case.code, None, f"{count} dòng, có họ tên và địa chỉ", by)
    for rating in session.scalars(select(Rating).where(Rating.case_id == case.id).order_by(Rating.id)):
        yield Held("Đánh giá", case.code, rating.on, rating.remark or "không ghi tên, không có lời ghi", by)


def _beside(session: Session, asked: Asked) -> Iterator[Held]:
    """Tell what is held beside the cases: matters, those turned away, the attention list, forms half typed."""
    for row in session.scalars(
        select(MatterRow).where(MatterRow.book.in_(("feedback", "reception"))).order_by(MatterRow.id)
    ):
        if by := _same(asked, row.content):
            book = matter_book(row.book)
            said = (f"{item.label}: {row.content[item.name]}" for item in book.every_field
                    if item.private and row.content.get(item.name))  # fmt: skip
            yield Held(book.title, book.key(row.year, row.number), row.recorded_at, "; ".join(said), by)
    away = select(BookEntry).where(BookEntry.book.startswith("turned-away/")).order_by(BookEntry.id)
    for entry in session.scalars(away):
        if by := _same(asked, entry.content):
            facts = [str(entry.content.get(name) or "") for name in ("name", "phone", "address", "procedure_name")]
            yield Held("Không tiếp nhận", f"{entry.number}/{entry.year}", entry.at, "; ".join(filter(None, facts)), by)
    for line in session.scalars(select(AttentionRow).order_by(AttentionRow.id)):
        if by := _same(asked, {"id_number": line.number, "name": line.name}):
            yield Held("Danh sách lưu ý", str(line.id), line.recorded_at, line.reason, by)
    for draft in session.scalars(select(Draft).order_by(Draft.id)):
        if asked.number and asked.number in plain_number(str(draft.content)):
            yield Held("Tờ khai gõ dở", str(draft.id), draft.saved_at, "số này có trong tờ khai")


def _same(asked: Asked, content: Mapping[str, Any]) -> str:
    """Tell by what a content is of the citizen; empty for another's."""
    numbers = {plain_number(str(content.get(name) or "")) for name in ("id_number", "phone", "tax_code")} - {""}
    if asked.number and asked.number in numbers:
        return "số"
    key = search_key(asked.name)
    return "họ tên" if key and key == search_key(str(content.get("name") or "")) else ""


def _readings(session: Session, codes: Iterable[str]) -> Iterator[tuple[datetime, str, str]]:
    read = and_(AuditEntry.action == "read", AuditEntry.subject.in_(list(codes)))
    query = select(AuditEntry.at, AuditEntry.officer, AuditEntry.subject).where(read)
    for row in session.execute(query.order_by(AuditEntry.sequence)):
        yield row.at, row.officer, row.subject


# --- on paper ------------------------------------------------------------------------------------------------

_COLUMNS: Final = (
    ReportColumn("tt", ("TT",), "order", 10),
    ReportColumn("place", ("Ở đâu trong sổ",), "text", 38),
    ReportColumn("key", ("Số",), "code", 36),
    ReportColumn("at", ("Ngày",), "day", 22),
    ReportColumn("words", ("Giữ những gì",), "text"),
    ReportColumn("by", ("Khớp theo",), "text", 20),
)


def citizen_report(session: Session, asked: Asked, *, now: datetime, by: int | str | None = None) -> Report:
    """Return what is held of a citizen as a paper; the reading is noted."""
    found = citizen_data(session, asked, at=now, by=by)
    rows = [
        ReportRow((number, line.place, line.key, _day(line.at), line.words, line.by), key=line.key)
        for number, line in enumerate(found.lines, 1)
    ]
    who = "; ".join(f"{at:%d/%m/%Y} {officer} ({code})" for at, officer, code in found.read[-40:])
    summary = f"Tổng số: {len(rows)} mục, trong đó {len(found.cases)} hồ sơ."
    return Report(
        name="citizen", office=office_head(reference(session).office(now.date())),
        title="DỮ LIỆU CÁ NHÂN ĐANG GIỮ TRONG SỔ CỦA QUẦY", columns=_COLUMNS, rows=rows, compiled_at=now,
        particulars=(("Của", found.asked),), summary=(summary,),
        footnotes=(
            f"Những lần cán bộ xem hồ sơ: {who or 'chưa có'}.",
            "Khớp theo họ tên có thể là người trùng tên: phải xem giấy tờ trước khi giao. "
            "Nhật ký của sổ ghi việc làm và có thể nhắc họ tên, không sửa được.",
        ),
        signatures=(("NGƯỜI YÊU CẦU", "(Ký, ghi rõ họ tên)", ""), ("CÁN BỘ", "(Ký, ghi rõ họ tên)", "")),
        figures={"lines": len(rows), "cases": len(found.cases)},
    )  # fmt: skip


def _day(at: date | datetime | None) -> Value:
    return at.date() if isinstance(at, datetime) else at


# --- corrected -----------------------------------------------------------------------------------------------


def correct_citizen(
    session: Session, number: str, changes: Mapping[str, str], reason: str, *, at: datetime, by: int | str | None = None
) -> list[str]:
    """Correct what is held of the person with a personal number or tax code, in every case, with its history.

    Each case is amended as an officer would amend it: old and new values stay in its history and the audit log. Issued
    papers and closed pages stay as they were issued. Returns the cases. Raises ``Refused`` «cannot-amend»,
    «nothing-to-amend», «citizen-unknown», «reason-needed», and whatever refuses a value.
    """
    whole_only(session)
    plain = plain_number(number)
    unknown = sorted(set(changes) - set(CORRECTABLE))
    if unknown:
        raise Refused("cannot-amend", unknown[0], name=unknown[0], known=", ".join(CORRECTABLE))
    same = or_(Party.id_number == plain, Party.tax_code == plain)
    query = select(Case.code, Party.role).join(Case, Case.id == Party.case_id).where(same, Case.voided_at.is_(None))
    found: dict[str, list[str]] = {}
    for code, role in session.execute(query.order_by(Case.id)) if plain else ():
        found.setdefault(code, []).append(role)
    if not found:
        raise Refused("citizen-unknown", "number", number=cover(plain))
    done = []
    for code, roles in found.items():
        people = {party.role: party for party in find_case(session, code).parties}
        mine = {
            f"{role}_{name}": value
            for role in roles
            for name, value in changes.items()
            if value.strip() != str(getattr(people[role], name) or "")
        }
        if mine:
            take_step(session, code, Action.AMEND, at=at, by=by, ask=StepDetails(reason=reason, changes=mine))
            done.append(code)
    if not done:
        raise Refused("nothing-to-amend", "changes", known=", ".join(CORRECTABLE))
    return done
