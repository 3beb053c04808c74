"""The sections of a case's page: people, papers handed in, fee, papers issued, files, what was told, history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QMenu, QWidget

from papi_desk.domain.people import Person
from papi_desk.domain.undo import UNDO
from papi_desk.services.attachments import AttachmentLine
from papi_desk.services.case_files import CaseFile, EventLine
from papi_desk.services.case_sheets import CaseSheet, IssuedLine
from papi_desk.services.cases import HandedIn
from papi_desk.services.contacts import MEANS
from papi_desk.services.outages import KINDS, Outage
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import moment_text, money, number
from papi_desk.ui.layouts import STRETCH, column, row, text


class CaseSections(QObject):
    """Makes the sections of a case's page and tells what was asked for in them."""

    tell = Signal()
    """Note what the citizen was told."""
    copied = Signal(str)
    """A message to be pasted elsewhere."""
    printed = Signal(str)
    """A paper by its form."""
    again = Signal(int)
    """A paper as it was issued."""
    attached = Signal(str)
    """A file to be attached: its path, empty to be asked for."""
    viewed = Signal(object)
    detached = Signal(object)

    def __init__(self, breach: Callable[[str], str], scans: Callable[[str], Sequence[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._breach = breach
        self._scans = scans

    def upper(self, sheet: CaseSheet) -> list[QWidget]:
        """Return who the case is about and what they were told."""
        return [
            section(self.tr("People"), self._people(sheet.file)),
            section(self.tr("Told the citizen"), self._contacts(sheet)),
            section(self.tr("Fee"), self._money(sheet.file)),
        ]

    def lower(self, sheet: CaseSheet) -> list[QWidget]:
        """Return papers, files and history."""
        return [
            section(self.tr("Papers handed in"), self._documents(sheet.file)),
            section(self.tr("Files"), self._files(sheet)),
            section(self.tr("Papers issued"), self._issued(sheet)),
            *([section(self.tr("Outages"), self._outages(sheet.outages))] if sheet.outages else []),
            section(self.tr("History"), self._history(sheet.file.history)),
        ]

    def _outages(self, outages: Sequence[Outage]) -> QLayout:
        lasting = self.tr("it lasts")
        spans = (f"{moment_text(one.since)} – {moment_text(one.until) or lasting}" for one in outages)
        return column(*(two_lines(KINDS[one.what], span) for one, span in zip(outages, spans, strict=True)), gap=4)

    def _people(self, case: CaseFile) -> QLayout:
        lines = _person_lines(case.owner, self.tr("Owner"))
        if case.submitter != case.owner:
            lines += _person_lines(case.submitter, self.tr("Handed in by"))
            lines.append((self.tr("Relation"), " · ".join(filter(None, (case.relation, case.authorisation)))))
        units = [(self.tr("Receiving unit"), case.receiving_unit), (self.tr("Competent unit"), case.competent_unit)]
        people = pairs([*lines, *units, (self.tr("Note"), case.note)])
        if not case.covered:
            return people
        why = self.tr("Numbers, phones and addresses are covered: your roles have no work with them.")
        return column(people, text(why, "quiet", wrap=True), gap=4)

    def _contacts(self, sheet: CaseSheet) -> QLayout:
        message = text(sheet.message, "quiet", wrap=True)
        message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copied = partial(self.copied.emit, sheet.message)
        copy = button(self.tr("Copy the message"), copied, kind="flat", picture="copy")
        note = button(self.tr("Note what was said"), self.tell.emit, kind="flat", picture="phone")
        told = ((c, (moment_text(c["at"]), MEANS[c["means"]], c["officer"])) for c in reversed(sheet.file.contacts))
        lines = (two_lines(c["content"], " · ".join(how)) for c, how in told)
        return column(*lines, message, row(copy, note, STRETCH), gap=4)

    def _documents(self, case: CaseFile) -> QLayout:
        counted = ((d.name, self._counts(d)) for d in case.documents)
        if not case.documents:
            return column(text(self.tr("None written down"), "quiet"))
        return column(*(two_lines(name, count) for name, count in counted), gap=4)

    def _counts(self, paper: HandedIn) -> str:
        counts = (
            (paper.originals, self.tr("{0} originals")),
            (paper.certified, self.tr("{0} certified")),
            (paper.photos, self.tr("{0} photos")),
        )
        digitised = [self.tr("digitised")] if paper.digitised else []
        return " · ".join([*(words.format(count) for count, words in counts if count), *digitised])

    def _money(self, case: CaseFile) -> QLayout:
        lines = [(money(c["amount"]), str(c["name"])) for c in case.charges]
        lines += [(self.tr("Paid"), f"{money(p['amount'])} · {p['receipt_number']}") for p in case.payments]
        total = self.tr("to be checked") if case.fee_total is None else money(case.fee_total)
        slip = button(self.tr("Fee slip"), partial(self.printed.emit, "fee-slip"), kind="flat", picture="receipt")
        return column(pairs(lines), row(text(self.tr("Total {0}").format(total), "section"), STRETCH, slip), gap=4)

    def _issued(self, sheet: CaseSheet) -> QLayout:
        more = button(self.tr("&Print a paper"), kind="flat", picture="printer")
        menu = QMenu(more)
        for form, title in sheet.forms:
            menu.addAction(title, partial(self.printed.emit, form))
        more.setMenu(menu)
        return column(*(self._paper(paper) for paper in sheet.issued), row(more, STRETCH), gap=4)

    def _paper(self, paper: IssuedLine) -> QLayout:
        again = button(self.tr("Print again"), partial(self.again.emit, paper.id), kind="flat", picture="printer")
        again.setAccessibleName(self.tr("Print again: {0}").format(f"{paper.title} {paper.number}"))
        told = (paper.number, moment_text(paper.issued_at), self.tr("set {0}").format(paper.form_set),
                self.tr("printed {0} times").format(paper.prints))  # fmt: skip
        return row((two_lines(paper.title.capitalize(), " · ".join(told)), 1), again)

    def _files(self, sheet: CaseSheet) -> QLayout:
        add = button(self.tr("&Attach a file"), kind="flat", picture="paperclip")
        menu = QMenu(add)
        menu.aboutToShow.connect(partial(self._offer, menu, sheet.scan_folder))
        add.setMenu(menu)
        return column(*(self._file(one) for one in sheet.attachments), row(add, STRETCH), gap=4)

    def _offer(self, menu: QMenu, folder: str) -> None:
        menu.clear()
        scans = self._scans(folder)
        if scans:
            menu.addSection(self.tr("Newest scans"))
        for path in scans:
            menu.addAction(path.replace("\\", "/").rpartition("/")[2], partial(self.attached.emit, path))
        menu.addSeparator()
        menu.addAction(self.tr("Choose a file…"), partial(self.attached.emit, ""))

    def _file(self, one: AttachmentLine) -> QLayout:
        view = button(self.tr("Look"), partial(self.viewed.emit, one), kind="flat", picture="eye")
        view.setAccessibleName(self.tr("Look: {0}").format(one.name))
        gone = button(self.tr("Take away"), partial(self.detached.emit, one), kind="flat", picture="x")
        gone.setAccessibleName(self.tr("Take away: {0}").format(one.name))
        size = self.tr("{0} kB").format(number(max(one.size // 1000, 1)))
        told = " · ".join((one.kind.upper(), size, moment_text(one.added_at), one.officer, one.sha256[:12]))
        return row((two_lines(one.name, told), 1), view, gone)

    def _history(self, events: Sequence[EventLine]) -> QLayout:
        return column(*(self._event(event) for event in reversed(events)), gap=6)

    def _event(self, event: EventLine) -> QLayout:
        at = event.recorded_at if event.action == UNDO else event.at
        who = " · ".join(filter(None, (moment_text(at), event.officer, event.approver)))
        why = [event.reason] if event.reason else []
        if event.undone and event.action != UNDO:
            why.append(self.tr("taken back"))
        if event.old_due != event.new_due and event.new_due is not None:
            why.append(self.tr("due {0}").format(moment_text(event.new_due)))
        why += [self._breach(name) for name in event.data.get("breaches", ())]
        if "no_apology" in event.data:
            why.append(event.data["no_apology"])
        return column(text(" · ".join([event.label, *why]), wrap=True), text(who, "quiet", wrap=True), gap=0)


def section(title: str, body: QLayout) -> QWidget:
    """Put a part of the page under its title."""
    holder = QWidget()
    holder.setLayout(column(text(title, "section"), body, gap=4))
    return holder


def two_lines(words: str, detail: str) -> QLayout:
    """Lay words out with a quieter line below."""
    quiet = [text(detail, "quiet", wrap=True)] if detail else []
    return column(text(words, wrap=True), *quiet, gap=0)


def pairs(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    """Lay label and value out in two columns, leaving out what is empty."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for place, (label, value) in enumerate((label, value) for label, value in lines if value):
        shown: QLabel = text(value, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(text(label, "label"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, place, 1)
    return grid


def _person_lines(person: Person, role: str) -> list[tuple[str, str]]:
    contact = (person.id_number or person.tax_code, person.phone, person.email)
    return [(role, person.name), ("", " · ".join(filter(None, contact))), ("", person.address)]
