"""What the commands on registers of matters do: notices, feedback, checks, plans; one set of verbs for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from papi_desk.commands.answers import write
from papi_desk.commands.arguments import Misuse
from papi_desk.commands.given import Given, now_of, read_date, read_whole, register_of
from papi_desk.commands.lists import written
from papi_desk.db.database import Database
from papi_desk.documents.forms import kept_layout
from papi_desk.documents.layout import Layout, layouts_pdf
from papi_desk.domain.checks import CHECKLIST, CHECKS, FINDINGS
from papi_desk.domain.disclosure import NOTICES, PLAN
from papi_desk.domain.errors import Refused
from papi_desk.domain.feedback import FEEDBACK
from papi_desk.domain.matters import MatterField
from papi_desk.domain.plan import TASKS
from papi_desk.domain.proposals import PROPOSALS
from papi_desk.domain.reception import RECEPTION
from papi_desk.domain.records import Record
from papi_desk.domain.reports import Report
from papi_desk.services.checks import Answer, load_checklists, paper_of_check, questions_of, record_check
from papi_desk.services.disclosure_reports import notices_report, plan_report
from papi_desk.services.matter_books import matter_book
from papi_desk.services.matter_lists import MatterLine, find_matters, matter_file
from papi_desk.services.matters import (
    NewFile,
    add_matter,
    amend_matter,
    attach_file,
    file_content,
    take_matter_step,
    withdraw_file,
)
from papi_desk.services.notice_papers import paper_of_notice
from papi_desk.services.papers import Printed
from papi_desk.services.plan import load_example
from papi_desk.services.register_reports import register_of_matters
from papi_desk.services.reports.plan import quarter_result


class _Room(Record):
    """A command's book, the report of a year or a quarter of it, and how its papers are laid out."""

    book: str
    report: Callable[..., Report]
    paper: Callable[..., Printed] | None = None


def _kept(book: str, paper: Callable[..., Printed] | None = None) -> _Room:
    """Return the room of a register that is printed by the columns of its table."""
    return _Room(book, lambda session, *words, **more: register_of_matters(session, book, *words, **more), paper)


_ROOMS: Final[Mapping[str, _Room]] = {
    "notices": _Room(NOTICES, notices_report, paper_of_notice),
    "notices-plan": _Room(PLAN, plan_report),
    **{book: _kept(book) for book in (FEEDBACK, RECEPTION, PROPOSALS, FINDINGS, CHECKLIST)},
    "checks": _kept(CHECKS, paper_of_check),
    "plan": _Room(TASKS, quarter_result),
}


def notices(given: Given) -> Any:
    """Keep the disclosure register."""
    return _done(given, "notices")


def notices_plan(given: Given) -> Any:
    """Keep the yearly disclosure plan."""
    return _done(given, "notices-plan")


def feedback(given: Given) -> Any:
    """Keep the register of feedback."""
    return _done(given, "feedback")


def reception(given: Given) -> Any:
    """Keep the register of the reception of citizens."""
    return _done(given, "reception")


def proposals(given: Given) -> Any:
    """Keep the proposals to simplify procedures."""
    return _done(given, "proposals")


def checks(given: Given) -> Any:
    """Keep the register of checks; the step «record» answers the questions of its lists."""
    return _done(given, "checks")


def findings(given: Given) -> Any:
    """Keep what checks found and has to be mended."""
    return _done(given, "findings")


def checklist(given: Given) -> Any:
    """Keep the checklists; «load» takes the packaged questions into them."""
    if given.what == "load":
        return {"loaded": register_of(given).transact(load_checklists, at=now_of(given), by=given.by)}
    return _done(given, "checklist")


def plan(given: Given) -> Any:
    """Keep the yearly plan; «load» writes the packaged example as the plan of a year."""
    if given.what == "load":
        now = now_of(given)
        year = read_whole(given.year, "year") or now.year
        return {"key": register_of(given).transact(load_example, year, at=now, by=given.by)}
    return _done(given, "plan")


def _done(given: Given, command: str) -> Any:
    verbs = _Verbs(given, _ROOMS[command])
    return getattr(verbs, given.what if given.what != "list" else "find")()


class _Verbs:
    """What can be done with a register, by name."""

    def __init__(self, given: Given, room: _Room) -> None:
        self._given, self._room, self._book = given, room, matter_book(room.book)
        self._database: Database = register_of(given)
        self._now = now_of(given)
        self._who: dict[str, Any] = {"at": self._now, "by": given.by}

    def find(self) -> Any:
        """List what the register has, newest first."""
        found = self._database.read(
            find_matters, self._book.name, query=self._given.query, status=self._given.status, group=self._given.group,
            parent=self._given.parent or "", year=read_whole(self._given.year, "year"), on=self._on(),
        )  # fmt: skip
        told = _line if self._given.json else _words
        return [told(line) for line in found if line.warnings or not self._given.warned]

    def show(self) -> Any:
        """Show everything on one matter."""
        found = self._database.read(matter_file, self._key(), on=self._on())
        return {**_line(found.line), "history": found.history, "files": found.files, "steps": found.steps,
                "version": found.version, "belonging": found.belonging}  # fmt: skip

    def add(self) -> Any:
        """Write a matter; its number is printed after it is committed."""
        fields = _pairs(self._given.set)
        if self._given.parent:
            fields["parent"] = self._given.parent
        key = self._database.transact(add_matter, self._book.name, fields, files=self._files("attachment"), **self._who)
        return {"key": key}

    def amend(self) -> Any:
        """Change what a matter says."""
        changes = {**_pairs(self._given.set), **({"parent": self._given.parent} if self._given.parent else {})}
        key = self._database.transact(amend_matter, self._key(), changes, reason=self._given.reason, **self._who)
        return {"key": key}

    def step(self) -> Any:
        """Take a step."""
        if not self._given.action:
            raise Misuse(f"Thiếu bước: {', '.join(step.name for step in self._book.steps)}, void.")
        if (self._book.name, self._given.action) == (CHECKS, "record"):
            return self._record()
        key = self._database.transact(
            take_matter_step, self._key(), self._given.action, on=self._on(), given=_pairs(self._given.set),
            remark=self._given.reason, files=self._files(""), **self._who,
        )  # fmt: skip
        return {"key": key, "step": self._given.action}

    def _record(self) -> Any:
        """Write a check down: «MKT-2026-0002=no: why | day | who mends it» answers a question."""
        pairs = _pairs(self._given.set)
        questions = [name for name in pairs if name.upper().startswith(f"{matter_book(CHECKLIST).prefix}-")]
        answers = [_answer(name.upper(), pairs.pop(name)) for name in questions]
        found = self._database.transact(
            record_check, self._key(), answers, pairs, on=self._on(), files=self._files("evidence"), **self._who
        )
        return {"key": self._key(), "step": "record", "findings": found}

    def questions(self) -> Any:
        """List the questions of a check's lists."""
        if self._book.name != CHECKS:
            raise Misuse("Viết: checks questions SỐ.")
        return self._database.read(questions_of, self._key(), on=self._on())

    def load(self) -> Any:
        """Say that nothing is packaged for this register."""
        raise Misuse("Chỉ danh mục kiểm tra có mẫu để nạp: checklist load.")

    def attach(self) -> Any:
        """Keep files with a matter."""
        key = self._key()
        kept = [self._database.transact(attach_file, key, one, **self._who) for one in self._files("attachment")]
        return {"key": key, "files": kept}

    def withdraw(self) -> Any:
        """Take a file back."""
        number = read_whole(self._key(), "file") or 0
        self._database.transact(withdraw_file, number, reason=self._given.reason, **self._who)
        return {"file": number, "withdrawn": True}

    def file(self) -> Any:
        """Write a kept file out."""
        name, content = self._database.read(file_content, read_whole(self._key(), "file") or 0)
        path = write(self._given.output or name, content)
        return {"file": path} if path else None

    def fields(self) -> Any:
        """List the fields, steps and roles of files that the register knows."""
        steps = {step.name: step.label for step in self._book.steps}
        return {"fields": [_field(item) for item in self._book.fields], "steps": steps, "roles": self._book.roles}

    def report(self) -> Any:
        """Write the register of a year or a quarter as a table."""
        year = read_whole(self._given.year, "year") or self._now.year
        quarter = read_whole(self._given.quarter, "quarter")
        return written(self._database, self._given, self._room.report, year, quarter, now=self._now)

    def print(self) -> Any:
        """Write a paper of a matter as PDF."""
        if self._room.paper is None or not self._given.action or not self._given.output:
            raise Misuse("Viết: print SỐ GIẤY -o TỆP.pdf (sổ này phải có giấy).")
        key, paper = self._key(), self._given.action
        printed = self._database.transact(self._room.paper, key, paper, lay_out=kept_layout, at=self._now)
        content = layouts_pdf([Layout.from_bytes(printed.layout)])
        return {"file": write(self._given.output, content), "form": printed.form, "number": printed.number}

    def _key(self) -> str:
        if not self._given.key:
            raise Misuse("Thiếu số của mục.")
        return str(self._given.key)

    def _on(self) -> Any:
        return read_date(self._given.on, "on") or self._now.date()

    def _files(self, role: str) -> list[NewFile]:
        """Read files named as «FILE» or «ROLE=FILE»."""
        found = []
        for text in self._given.file:
            name, sign, rest = text.partition("=")
            own = sign and name in self._book.roles
            path = Path(rest if own else text)
            try:
                found.append(NewFile(name if own else role, path.name, path.read_bytes()))
            except FileNotFoundError as error:
                raise Refused("file-missing", "file", file=str(path)) from error
            except OSError as error:
                raise Refused("file-unreadable", "file", file=str(path), why=str(error)) from error
        return found


def _pairs(texts: list[str]) -> dict[str, Any]:
    return {name.strip(): value.strip() for name, _, value in (text.partition("=") for text in texts)}


def _answer(item: str, text: str) -> Answer:
    said, due, who, *_ = (*(part.strip() for part in text.split("|")), "", "")
    mark, _, why = said.partition(":")
    return Answer(item, mark.strip(), why.strip(), read_date(due or None, "due"), who)


def _field(item: MatterField) -> dict[str, Any]:
    return {"name": item.name, "label": item.label, "kind": item.kind, "required": item.required,
            "choices": dict(item.choices)}  # fmt: skip


def _words(line: MatterLine) -> str:
    """Tell a matter in one line; what it says whole is for «show» and for JSON."""
    day = line.closed_on or line.due_on
    parts = (line.key, line.status_words, line.title, line.responsible, f"{day:%d/%m/%Y}" if day else "")
    return " · ".join(filter(None, (*parts, *(f"! {warning.words}" for warning in line.warnings))))


def _line(line: MatterLine) -> dict[str, Any]:
    shown = {name: getattr(line, name) for name in
             ("key", "status", "status_words", "opened_on", "due_on", "closed_on", "parent", "case")}  # fmt: skip
    return {**shown, **line.content, "warnings": [{"kind": w.kind, "words": w.words} for w in line.warnings]}
