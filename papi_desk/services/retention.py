"""Destroying what need not be kept: planned by the office's rules, approved, written into numbered minutes.

A dry run lists what would go. The run empties it: names, numbers, words, scans, printed papers. A case keeps its
number, dates, status and charges, so every figure stays; the audit log and the seals of the rows go on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.orm import Session

from papi_desk.db.history_lock import history_unlocked
from papi_desk.db.models.attachments import Attachment
from papi_desk.db.models.attention import AttentionRow
from papi_desk.db.models.books import BookEntry
from papi_desk.db.models.cases import Case
from papi_desk.db.models.drafts import Draft
from papi_desk.db.models.matters import MatterRow
from papi_desk.db.notes import Note, note
from papi_desk.domain.cases import Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.papers import CheckItem, CheckWords
from papi_desk.domain.people import COVER
from papi_desk.domain.records import Record
from papi_desk.domain.retention import RetentionRule, in_force_on, kept_longer, read_retention
from papi_desk.services.emptying import (
    EMPTIED,
    GONE,
    empty_attention,
    empty_case,
    empty_matter,
    empty_scans,
    empty_turned_away,
)
from papi_desk.services.entries import add_entries
from papi_desk.services.matter_books import matter_book
from papi_desk.services.papers import LayOut, Printed
from papi_desk.services.reference import packaged, reference, reference_changed
from papi_desk.services.sheets import filled_paper

BOOK: Final = "retention"
DEED: Final = "retention-run"
_ENDED: Final = (Status.DENIED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED)


class PlanLine(Record):
    """What goes by a rule."""

    rule: RetentionRule
    until: date | None
    """What had ended by this day goes; None where nothing does."""
    keys: tuple[str, ...]
    """Numbers of the cases and matters, or the keys of entries."""

    def to_json(self) -> dict[str, Any]:
        """Return the line as plain values."""
        return {
            "rule": self.rule.key, "label": self.rule.label, "term": self.rule.term(), "basis": self.rule.basis,
            "sure": self.rule.sure, "own": self.rule.own, "until": self.until, "count": len(self.keys),
            "keys": list(self.keys),
        }  # fmt: skip


class Minutes(Record):
    """What was destroyed in one run."""

    key: str
    at: datetime
    officer: str
    approver: str
    lines: tuple[Mapping[str, Any], ...]

    @property
    def count(self) -> int:
        """Return how many cases, matters and entries were emptied."""
        return sum(line["count"] for line in self.lines)


def retention_rules(session: Session, *, on: date) -> list[RetentionRule]:
    """Return the rules in force on a day, the office's own in their place."""
    own = [dict(row) for kind, _, row in reference(session).own_rules if kind == BOOK]
    return in_force_on(read_retention(packaged("retention.toml")), read_retention({"retention": own}), on)


def retention_plan(session: Session, *, on: date) -> list[PlanLine]:
    """List what would go today by each rule; nothing is changed."""
    return [line for line, _ in _planned(session, retention_rules(session, on=on), (), on)]


def _planned(
    session: Session, rules: Sequence[RetentionRule], wanted: Sequence[str], on: date
) -> list[tuple[PlanLine, list[Any]]]:
    """Return what goes by each rule (all, or those wanted) with its rows; a row goes by the first that it is due by."""
    planned, taken = [], dict[str, set[str]]()
    for rule in rules:
        if wanted and rule.key not in wanted:
            continue
        until, seen = rule.cutoff(on), taken.setdefault(rule.what, set())
        found = [] if until is None else _SUBJECTS[rule.what](session, rule, until, kept_longer(rule, rules, on))
        due = {key: row for key, row in found if key not in seen}
        planned.append((PlanLine(rule, until, tuple(due)), list(due.values())))
        seen.update(due)
    return planned


def run_retention(
    session: Session, *, approver: str, at: datetime, by: int | str | None = None, rules: Sequence[str] = ()
) -> Minutes:
    """Destroy what the rules (all, or those named) no longer let be kept; another officer approves it.

    Raises ``Refused`` «retention-approver», «retention-nothing», «own-rule-unknown»,
    and «retention-owner» at a counter of a server.
    """
    officer = reference(session).officer(by, at.date())
    if not approver.strip():
        raise Refused("retention-approver", "approver")
    approving = reference(session).officer(approver.strip(), at.date())
    if approving.id == officer.id and len(reference(session).officers) > 1:
        raise Refused("retention-approver", "approver")
    in_force = retention_rules(session, on=at.date())
    if unknown := sorted(set(rules) - {rule.key for rule in in_force}):
        raise Refused("own-rule-unknown", "rule", key=unknown[0], known=", ".join(rule.key for rule in in_force))
    due = [(line, rows) for line, rows in _planned(session, in_force, rules, at.date()) if rows]
    if not due:
        raise Refused("retention-nothing")
    told = [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in line.to_json().items()}
        for line, _ in due
    ]
    content = {"lines": told, "approver": approving.name}
    (entry,) = add_entries(session, BOOK, at.year, [content], at=at, officer_id=officer.id)
    with history_unlocked(session):
        for line, rows in due:
            for row in rows:
                _EMPTY[line.rule.what](session, row, _key(entry), at)
    reference_changed(session)
    said = {"minutes": _key(entry), "approver": approving.name, "lines": told}
    note(session, Note(at, officer.name, DEED, BOOK, said))
    return _minutes(entry, officer.name)


def retention_minutes(session: Session) -> list[Minutes]:
    """List the minutes, newest first."""
    names = {officer.id: officer.name for officer in reference(session).officers}
    rows = session.scalars(select(BookEntry).where(BookEntry.book == BOOK).order_by(BookEntry.id.desc()))
    return [_minutes(row, names.get(row.officer_id, "")) for row in rows]


def minutes_paper(session: Session, key: str, *, lay_out: LayOut, at: datetime) -> Printed:
    """Lay out the minutes of a run; raises ``Refused`` «matter-unknown»."""
    found = next((one for one in retention_minutes(session) if one.key == key.strip().upper()), None)
    if found is None:
        raise Refused("matter-unknown", "key", key=key)
    items = tuple(
        CheckItem(line["label"], f"{line['count']:,}".replace(",", "."), line["term"], _basis(line))
        for line in found.lines
    )
    whats = {rule.key: rule.what for rule in retention_rules(session, on=found.at.date())}
    codes = [key for line in found.lines if whats.get(line["rule"]) != "drafts" for key in line["keys"]]
    words = {
        "number": found.key, "issued_on": found.at.date(), "checked_on": found.at.date(), "head": found.officer,
        "title": "Hủy dữ liệu cá nhân hết thời hạn lưu giữ", "present": found.approver, "items": items,
        "opinion": ", ".join(codes), "conclusion": f"{found.count:,}".replace(",", "."),
    }  # fmt: skip
    return filled_paper(session, "retention-minutes", CheckWords, words, lay_out=lay_out, at=at)


def _basis(line: Mapping[str, Any]) -> str:
    return str(line["basis"]) + ("" if line["sure"] else " (cần kiểm tra)")


def _key(entry: BookEntry) -> str:
    return f"HDL-{entry.year}-{entry.number:04}"


def _minutes(entry: BookEntry, officer: str) -> Minutes:
    content = entry.content
    return Minutes(_key(entry), entry.at, officer, content["approver"], tuple(content["lines"]))


# --- what is due ---------------------------------------------------------------------------------------------

Found = list[tuple[str, Any]]
Kept = Sequence[str]
"""Certification books whose cases another rule keeps longer."""
Subject = Callable[[Session, RetentionRule, date, Kept], Found]


def _end(day: date) -> datetime:
    return datetime.combine(day, time.max)


def _ended_cases(rule: RetentionRule, until: date, kept: Kept) -> Any:
    """Ask for the cases that had come to their end by a day, oldest first."""
    ended = func.coalesce(Case.returned_at, Case.voided_at, Case.last_at)
    over = or_(Case.status.in_([int(one) for one in _ENDED]), Case.voided_at.is_not(None))
    query = select(Case).where(over, ended <= _end(until), Case.last_at <= _end(until)).order_by(Case.id)
    query = query.where(_stands_in(rule.books)) if rule.books else query
    return query.where(~_stands_in(kept)) if kept else query


def _stands_in(books: Sequence[str]) -> Any:
    names = [f"certification/{book}" for book in books]
    return exists().where(BookEntry.case_id == Case.id, BookEntry.book.in_(names))


def _cases(session: Session, rule: RetentionRule, until: date, kept: Kept) -> Found:
    query = _ended_cases(rule, until, kept).where(~Case.note.startswith(EMPTIED, autoescape=True))
    return [(case.code, case) for case in session.scalars(query)]


def _scans(session: Session, rule: RetentionRule, until: date, kept: Kept) -> Found:
    there = exists().where(Attachment.case_id == Case.id, Attachment.kind != GONE)
    return [(case.code, case) for case in session.scalars(_ended_cases(rule, until, kept).where(there))]


def _matters(book: str) -> Subject:
    def found(session: Session, rule: RetentionRule, until: date, kept: Kept) -> Found:
        del rule, kept
        ended = [*matter_book(book).ended, "void"]
        query = select(MatterRow).where(
            MatterRow.book == book, MatterRow.status.in_(ended),
            func.coalesce(MatterRow.closed_on, func.date(MatterRow.recorded_at)) <= until,
            MatterRow.search_key != COVER,
        )  # fmt: skip
        key = matter_book(book).key
        return [(key(row.year, row.number), row) for row in session.scalars(query.order_by(MatterRow.id))]

    return found


def _attention(session: Session, rule: RetentionRule, until: date, kept: Kept) -> Found:
    del rule, kept
    query = select(AttentionRow).where(AttentionRow.ends_on <= until, AttentionRow.reason != COVER)
    return [(str(row.id), row) for row in session.scalars(query.order_by(AttentionRow.id))]


def _turned_away(session: Session, rule: RetentionRule, until: date, kept: Kept) -> Found:
    del rule, kept
    query = select(BookEntry).where(BookEntry.book.startswith("turned-away/"), BookEntry.at <= _end(until))
    rows = [row for row in session.scalars(query.order_by(BookEntry.id)) if row.content["name"] != COVER]
    return [(f"{row.book.removeprefix('turned-away/')}/{row.year}/{row.number}", row) for row in rows]


def _drafts(session: Session, rule: RetentionRule, until: date, kept: Kept) -> Found:
    del rule, kept
    query = select(Draft).where(Draft.saved_at <= _end(until)).order_by(Draft.id)
    return [(str(row.id), row) for row in session.scalars(query)]


def _nothing(session: Session, rule: RetentionRule, until: date, kept: Kept) -> Found:
    del session, rule, until, kept
    return []


_SUBJECTS: Final[Mapping[str, Subject]] = {
    "cases": _cases, "scans": _scans, "feedback": _matters("feedback"), "reception": _matters("reception"),
    "attention": _attention, "turned-away": _turned_away, "drafts": _drafts, "books": _nothing,
}  # fmt: skip
_EMPTY: Final[Mapping[str, Callable[[Session, Any, str, datetime], None]]] = {
    "cases": empty_case, "scans": empty_scans, "feedback": empty_matter, "reception": empty_matter,
    "attention": empty_attention, "turned-away": empty_turned_away,
    "drafts": lambda session, row, _key, _at: _drop_draft(session, row),
}  # fmt: skip


def _drop_draft(session: Session, row: Draft) -> None:
    session.execute(delete(Draft).where(Draft.id == row.id))
