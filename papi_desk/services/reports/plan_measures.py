"""What the program itself measures of a plan's contents in a period, reckoned from the register; never a PAPI score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.models.matters import MatterEvent, MatterRow
from papi_desk.domain.disclosure import DRAFT, NOTICES, PLAN, POSTED, TAKEN_DOWN
from papi_desk.domain.matters import VOID
from papi_desk.domain.plan import DROPPED
from papi_desk.domain.ratings import Tally, small_words
from papi_desk.domain.records import Record
from papi_desk.domain.report_definitions import Definition
from papi_desk.domain.statistics import percent_words, share
from papi_desk.services.matter_books import disclosure_rules
from papi_desk.services.matter_lists import MatterLine, find_matters
from papi_desk.services.ratings import rating_scale
from papi_desk.services.reference import packaged
from papi_desk.services.reports.counting import Counted, Wanted, count
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.feedback import feedback_report
from papi_desk.services.reports.ratings import least_slips, ratings_within, tally


class Measured(Record):
    """A figure of a period: so many of so many; ``whole`` None is a plain count."""

    key: str
    name: str
    part: int
    whole: int | None = None
    note: str = ""
    """Why there is no share although there is something: a small sample."""

    @property
    def percent(self) -> float | None:
        """Return the share in percent, None where there is nothing or too little to reckon it from."""
        found = None if self.whole is None or self.note else share(self.part, self.whole)
        return None if found is None else float(found)

    @property
    def words(self) -> str:
        """Return «97,5 % (39/40)», «3», «chưa phát sinh», «2/3, mẫu nhỏ: 3 phiếu»."""
        if self.whole is None:
            return str(self.part)
        if not self.whole:
            return self.note or "chưa phát sinh"
        if self.note:
            return f"{self.part}/{self.whole}, {self.note}"
        return f"{percent_words(share(self.part, self.whole))} ({self.part}/{self.whole})"


Pair = tuple[int, int | None] | tuple[int, int | None, str]


def measures_of(session: Session, asked: Asked) -> dict[str, Measured]:
    """Return every measure of ``plan.toml`` for the period, by its key."""
    facts = _Facts(session, asked)
    found = {}
    for key, row in packaged("plan.toml")["measures"].items():
        part, whole, *note = facts.of(row)
        found[key] = Measured(key, row["name"], part, whole, *note)
    return found


class _Facts:
    """What the measures are reckoned from; each register is read once."""

    def __init__(self, session: Session, asked: Asked) -> None:
        self._session, self._asked, self._period = session, asked, asked.period
        self._last = min(asked.period.last, asked.now.date())
        self._cases: Counted | None = None
        self._lines: dict[str, list[MatterLine]] = {}
        self._kinds: Mapping[str, Callable[[Mapping[str, Any]], Pair]] = {
            "cases": self._of_cases, "notices": self._of_notices, "planned": self._of_planned, "due": self._of_due,
            "held": self._of_held, "ratings": self._of_ratings, "feedback": self._of_feedback,
            "publications": self._of_publications,
        }  # fmt: skip

    def of(self, row: Mapping[str, Any]) -> Pair:
        """Reckon a measure."""
        return self._kinds[row["kind"]](row)

    def _within(self, day: date | None) -> bool:
        return day is not None and self._period.first <= day <= self._last

    def _of_cases(self, row: Mapping[str, Any]) -> Pair:
        if self._cases is None:
            kinds = [one for one in packaged("plan.toml")["measures"].values() if one["kind"] == "cases"]
            names = {name for one in kinds for name in (one["part"], one["whole"])}
            asked = Asked(self._period, self._asked.now, by="field", known_at=self._asked.known_at)
            self._cases = count(self._session, asked, Wanted({name: name for name in sorted(names)}))
        fields = row.get("fields")
        rows = [one.figures for one in self._cases.rows if fields is None or one.name in fields]
        return sum(one[row["part"]] for one in rows), sum(one[row["whole"]] for one in rows)

    # --- notices ---------------------------------------------------------------------------------------------

    def _book(self, name: str) -> list[MatterLine]:
        if name not in self._lines:
            self._lines[name] = find_matters(self._session, name, on=self._last)
        return self._lines[name]

    def _of_notices(self, row: Mapping[str, Any]) -> Pair:
        groups = row.get("groups") or list(disclosure_rules().groups)
        return _NOTICES[row["what"]](self._within, [line for line in self._book(NOTICES) if line.group in groups])

    def _of_planned(self, _row: Mapping[str, Any]) -> Pair:
        due = [line for line in self._book(PLAN) if self._within(line.due_on) and line.status != "dropped"]
        return sum(bool(line.children.get(POSTED) or line.children.get(TAKEN_DOWN)) for line in due), len(due)

    # --- other registers -------------------------------------------------------------------------------------

    def _of_due(self, row: Mapping[str, Any]) -> Pair:
        """Count what was due in the period, and what of it was done by its day."""
        query = select(MatterRow.id, MatterRow.due_on, MatterRow.closed_on).where(
            MatterRow.book == row["book"], MatterRow.status.not_in((VOID, DROPPED)),
            MatterRow.due_on.between(self._period.first, self._last),
        )  # fmt: skip
        due, done = dict[int, date](), dict[int, date]()
        for key, day, closed in self._session.execute(query):
            due[key] = day or date.max
            if closed is not None:
                done[key] = closed
        if row.get("step"):
            steps = select(MatterEvent.matter_id, func.max(MatterEvent.on)).where(
                MatterEvent.matter_id.in_(due), MatterEvent.action == row["step"]
            )
            reported = {key: on for key, on in self._session.execute(steps.group_by(MatterEvent.matter_id))}  # noqa: C416
            done |= {key: min(on, done.get(key, on)) for key, on in reported.items()}
        return sum(on <= due[key] for key, on in done.items()), len(due)

    def _of_held(self, row: Mapping[str, Any]) -> Pair:
        """Count the checks of the period: held, and those planned for it that were not."""
        held = [line for line in self._book(row["book"]) if self._within(line.opened_on)]
        missed = [line for line in self._book(row["book"]) if line.opened_on is None and self._within(line.due_on)]
        return len(held), len(held) + len(missed)

    def _of_ratings(self, row: Mapping[str, Any]) -> Pair:
        scale, least, total = rating_scale(), least_slips(self._session), Tally()
        where = ratings_within(self._period, self._asked.known_at)
        wanted: Sequence[int] = row.get("contents") or range(1, len(scale.contents) + 1)
        for content, one in tally(self._session, "content", where).items():
            if content in wanted:
                total.slips = max(total.slips, one.slips)
                for level, times in one.counts.items():
                    total.add(level, times)
        satisfied = sum(total.counts.get(level, 0) for level in scale.satisfied)
        note = small_words(total.slips) if total.is_small(least) else ""
        return satisfied, total.total, note

    def _of_feedback(self, _row: Mapping[str, Any]) -> Pair:
        definition = Definition.read("feedback", packaged("reports.toml")["feedback"])
        totals = feedback_report(self._session, definition, self._asked).totals()
        return totals["in_time"], totals["answered"]

    def _of_publications(self, _row: Mapping[str, Any]) -> Pair:
        query = select(func.count()).where(
            AuditEntry.action == "publish", AuditEntry.at >= self._period.start, AuditEntry.at < self._period.end
        )
        return self._session.scalar(query) or 0, None


Within = Callable[[date | None], bool]


def _warned(line: MatterLine, *kinds: str) -> bool:
    return any(warning.kind in kinds for warning in line.warnings)


def _posted_in_time(within: Within, lines: Sequence[MatterLine]) -> Pair:
    """Count what has a day by which it had to be up: put up in the period, or still not up after its last day."""
    posted = [line for line in lines if within(line.opened_on) and line.content.get("decision_date")]
    missed = [line for line in lines if line.status == DRAFT and within(line.due_on) and _warned(line, "late-posting")]
    return sum(not _warned(line, "posted-late") for line in posted), len(posted) + len(missed)


def _kept_up(within: Within, lines: Sequence[MatterLine]) -> Pair:
    down = [line for line in lines if within(line.closed_on)]
    return sum(not _warned(line, "taken-down-early") for line in down), len(down)


def _aired(within: Within, lines: Sequence[MatterLine]) -> Pair:
    groups = disclosure_rules().groups
    asked = [line for line in lines if within(line.opened_on) and groups[line.group].loudspeaker_days]
    return sum(not _warned(line, "no-loudspeaker", "loudspeaker-short") for line in asked), len(asked)


_NOTICES: Final[Mapping[str, Callable[[Within, Sequence[MatterLine]], Pair]]] = {
    "in-time": _posted_in_time, "kept": _kept_up, "aired": _aired
}  # fmt: skip
