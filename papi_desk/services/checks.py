"""Checks at work: load the checklists, write down what was found, print the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from papi_desk.domain.checks import CHECKLIST, CHECKS, FINDINGS, KINDS, MARKS, USED, read_items
from papi_desk.domain.errors import Refused
from papi_desk.domain.papers import CheckItem, CheckWords, StepRow
from papi_desk.domain.records import Record
from papi_desk.services.matter_books import matter_book
from papi_desk.services.matter_lists import MatterLine, find_matters, matter_file
from papi_desk.services.matters import NewFile, add_matter, take_matter_step
from papi_desk.services.papers import LayOut, Printed
from papi_desk.services.reference import packaged, reference
from papi_desk.services.sheets import filled_paper

CHECK_PAPERS: Final = {"check-minutes": "Biên bản kiểm tra", "recheck-minutes": "Biên bản tái kiểm tra"}
"""One form: with the day of the re-check it is the minutes of that."""


class Question(Record):
    """A question of a checklist in use."""

    key: str
    text: str
    basis: str
    list: str


class Answer(Record):
    """What was found on a question; a question that is not met becomes a finding."""

    item: str
    mark: str
    """«yes», «no» or «na»."""
    note: str = ""
    due: date | None = None
    """Until when it is to be mended: so many working days unless given."""
    responsible: str = ""
    """Who mends it: whoever represents the place unless given."""


def load_checklists(session: Session, *, at: datetime, by: int | str | None = None) -> int:
    """Take the packaged questions that the office does not have yet into its checklists; return how many."""
    mine = find_matters(session, CHECKLIST, status="", on=at.date())
    dropped = find_matters(session, CHECKLIST, status="void", on=at.date())
    have = {line.content.get("sample") for line in (*mine, *dropped)}
    new = [item for item in read_items(packaged("checklists.toml")) if item.key not in have]
    for item in new:
        words = {"title": item.title, "group": item.list, "basis": item.basis, "sure": item.sure, "sample": item.key}
        add_matter(session, CHECKLIST, words, at=at, by=by)
    return len(new)


def questions_of(session: Session, key: str, *, on: date) -> list[Question]:
    """Return the questions of a check's lists that are in use, in the order of the lists."""
    lists = list(matter_file(session, key, on=on).line.content.get("lists") or ())
    lines = find_matters(session, CHECKLIST, status=USED, on=on)
    wanted = [line for line in reversed(lines) if line.group in lists]
    wanted.sort(key=lambda line: lists.index(line.group))
    return [Question(line.key, line.title, line.content.get("basis") or "", line.group) for line in wanted]


def record_check(
    session: Session,
    key: str,
    answers: Iterable[Answer],
    given: Mapping[str, Any],
    *,
    on: date | None = None,
    files: Iterable[NewFile] = (),
    at: datetime,
    by: int | str | None = None,
) -> list[str]:
    """Write down a check with the answers to its questions; return the numbers of what has to be mended.

    Raises ``Refused`` for a question that is not in use, a mark nobody knows, and what refuses the step.
    """
    day, answers = on or at.date(), list(answers)
    known = {question.key: question for question in questions_of(session, key, on=day)}
    rows = [_row(known, answer) for answer in answers]
    take_matter_step(
        session, key, "record", on=day, given={**given, "results": rows}, files=files, at=at, by=by
    )  # fmt: skip
    usual = reference(session).calendar.add_working_days(day, int(reference(session).setting("finding_days")))
    found = []
    for answer in answers:
        if answer.mark == "no":
            question = known[answer.item]
            words = {
                "title": answer.note or question.text, "basis": question.basis, "due": answer.due or usual,
                "responsible": answer.responsible or given.get("present"), "parent": key,
                "text": question.text if answer.note else "",
            }  # fmt: skip
            found.append(add_matter(session, FINDINGS, words, at=at, by=by))
    return found


def _row(known: Mapping[str, Question], answer: Answer) -> dict[str, str]:
    if answer.item not in known:
        raise Refused("check-item-unknown", "results", item=answer.item, known=", ".join(known) or "–")
    if answer.mark not in MARKS:
        raise Refused("check-mark", "results", mark=answer.mark, known=", ".join(MARKS))
    question = known[answer.item]
    return {"item": question.key, "text": question.text, "basis": question.basis, "result": MARKS[answer.mark],
            "note": answer.note.strip()}  # fmt: skip


# --- minutes -------------------------------------------------------------------------------------------------


def paper_of_check(session: Session, key: str, paper: str, *, lay_out: LayOut, at: datetime) -> Printed:
    """Lay out the minutes of a check or of its re-check; raises ``Refused`` before it was held."""
    if paper not in CHECK_PAPERS:
        raise Refused("form-unknown", "form", form=paper, known=", ".join(CHECK_PAPERS))
    line = matter_file(session, key, on=at.date()).line
    if line.book != CHECKS:
        raise Refused("matter-unknown", "key", key=key)
    again = paper == "recheck-minutes"
    step = matter_book(CHECKS).step("recheck" if again else "record").label
    if line.opened_on is None or (again and not line.content.get("rechecked_on")):
        raise Refused("paper-needs-step", "form", form=CHECK_PAPERS[paper], steps=step)
    findings = reversed(find_matters(session, FINDINGS, parent=key, on=at.date()))
    words = _minutes(line, [_finding(one) for one in findings], again=again)
    return filled_paper(session, "check-minutes", CheckWords, words, lay_out=lay_out, at=at)


def _minutes(line: MatterLine, findings: list[CheckItem], *, again: bool) -> dict[str, Any]:
    said = line.content
    lists = packaged("checklists.toml")["lists"]
    items = [CheckItem(row["text"], row["result"], row["note"], row["basis"]) for row in said.get("results") or ()]
    return {
        "number": line.key, "title": line.title, "kind": KINDS[line.group].lower(), "place": said["place"],
        "decision": said.get("decision") or "", "lists": "; ".join(lists[name] for name in said.get("lists") or ()),
        "checked_on": line.opened_on, "rechecked_on": date.fromisoformat(said["rechecked_on"]) if again else None,
        "head": line.responsible, "team": tuple(StepRow(name) for name in said.get("team") or ()),
        "present": said.get("present") or "", "items": () if again else tuple(items), "findings": tuple(findings),
        "opinion": said.get("opinion") or "",
        "conclusion": said.get("recheck_conclusion" if again else "conclusion") or "",
    }  # fmt: skip


def _finding(line: MatterLine) -> CheckItem:
    due = f"{date.fromisoformat(line.content['due']):%d/%m/%Y}"
    return CheckItem(line.title, line.status_words, line.responsible, due)
