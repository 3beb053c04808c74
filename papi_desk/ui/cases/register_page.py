"""Receive a case: from the first key to the printed slip."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.cases import Preview, Registered, preview_case, register_case
from papi_desk.services.office import office_profile
from papi_desk.services.papers import Printed, issue_paper
from papi_desk.ui.cases.drafts import DraftKeeper
from papi_desk.ui.cases.register_form import RegisterForm
from papi_desk.ui.cases.trace_dialog import TraceDialog
from papi_desk.ui.cases.worked_out import DuePanel, FeePanel
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import due_sentence, sentence
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, row, scrolled, text
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.document import Document
from papi_desk.ui.printing.slips import issued_document
from papi_desk.ui.tasks import Pending

PREVIEW_AFTER_MS = 120


class RegisterPage(Page):
    """The page where a case begins."""

    tables = frozenset({"offices"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = RegisterForm(desk)
        self.due = DuePanel()
        self.fee = FeePanel()
        self.result = text("", "note")
        self.result.setMinimumHeight(20)
        self.reprint = button(self.tr("Open the slip again"), self._open_again, kind="flat", picture="file-pdf")
        self.save = button(self.tr("Save and print the slip"), self._register, kind="primary", key="Ctrl+Return")
        self.save.setMinimumHeight(40)
        self.empty = button(self.tr("New form"), self._start_anew, kind="flat", key="Ctrl+N")
        self.drafts = DraftKeeper(desk, "register", self.form.payload, self)
        self._asked: Pending[Preview] | None = None
        self._saving = False
        self._slip: Document | None = None
        self._preview_soon = QTimer(self, singleShot=True, interval=PREVIEW_AFTER_MS)
        self._lay_out()
        self._connect()
        self.drafts.load(self._restored)

    def _lay_out(self) -> None:
        self.reprint.hide()
        panels = row((self.due, 1), (self.fee, 1), gap=12)
        line = row((self.result, 1), self.reprint, self.empty, self.save, gap=8)
        bottom = column(panels, line, margin=12, gap=8)
        bottom.setContentsMargins(20, 8, 20, 8)
        head = row(text(self.tr("Register a case"), "title"), STRETCH)
        inner = column(head, self.form, margin=0, gap=6)
        inner.setContentsMargins(20, 12, 20, 4)
        content = QWidget()
        content.setLayout(inner)
        layout: QVBoxLayout = column((scrolled(content), 1), boxed(bottom, "foot"), gap=0)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.form.changed.connect(self._preview_soon.start)
        self.form.procedure_chosen.connect(lambda _sheet: self._to_owner())
        self._preview_soon.timeout.connect(self._preview)
        trace = QShortcut(QKeySequence("Alt+I"), self)
        trace.activated.connect(self._show_trace)

    def refresh(self) -> None:
        """Read the names of the units."""
        reading = self.desk.tasks.read(self, office_profile, on=self.desk.clock().date())
        reading.then(lambda office: self.form.show_office(office.unit, office.superior))

    def show_what(self, what: str) -> None:
        """Start at the procedure, or with the one asked for."""
        if what:
            self.form.procedure.choose(what)
        self.form.procedure.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form.procedure.line.selectAll()

    def leave(self) -> None:
        """Keep the form as it is at this moment."""
        self.drafts.save()

    def _to_owner(self) -> None:
        if self.form.owner.is_empty():
            first = self.form.event_day if self.form.event_day.isVisible() else self.form.owner.name
            first.widget.setFocus(Qt.FocusReason.TabFocusReason)

    def _preview(self) -> None:
        new = self.form.new_case()
        if self._asked is not None:
            self._asked.drop()
        if new is None:
            self.due.clear()
            self.fee.clear()
            return
        self._asked = self.desk.tasks.read(self, preview_case, new, at=self.desk.clock()).then(self._show)

    def _show(self, preview: Preview) -> None:
        sheet = self.form.procedure.sheet
        if sheet is None:
            return
        self.due.show_preview(preview, sheet.line.limit_words, sheet.line.checks)
        self.fee.show_preview(preview)

    def _register(self) -> None:
        if self._saving:
            return
        wrong = self.form.complaint()
        new = self.form.new_case()
        if wrong is not None or new is None:
            if wrong is not None:
                self._tell(f"{wrong.name}: {wrong.words}", "late")
                wrong.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._working(True)
        now, officer = self.desk.clock(), self.desk.officer()
        saving = self.desk.tasks.run(self, register_case, new, at=now, by=officer, draft=self.drafts.hand_over())
        saving.then(self._registered).failed(self._refused).always(lambda: self._working(False))

    def _registered(self, case: Registered) -> None:
        self.drafts.became_a_case()
        due = due_sentence(case.due_at) if case.due_at is not None else self.tr("without a due date")
        self._tell(self.tr("Saved {0} · due {1}").format(case.code, due), "done")
        self._slip = None
        self.reprint.hide()
        self.form.clear()
        self.show_what("")
        now, officer = self.desk.clock(), self.desk.officer()
        self.desk.tasks.run(self, issue_paper, case.code, lay_out=kept_layout, at=now, by=officer).then(self._issued)

    def _issued(self, printed: Printed) -> None:
        writing = self.desk.tasks.work(self, issued_document, printed, self.desk.papers_folder)
        writing.then(self._written)

    def _written(self, slip: Document) -> None:
        self._slip = slip
        self.reprint.setToolTip(slip.file_name)
        self.reprint.show()
        saved = self.result.text()
        self.desk.printing.show(slip, self, lambda words, tone: self._tell(f"{saved} · {words}", tone or "done"))

    def _refused(self, refusal: Refused) -> None:
        field = self.form.refuse(refusal)
        self._tell(sentence(refusal), "late")
        if field is not None:
            field.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restored(self, payload: dict[str, object]) -> None:
        self.form.restore(payload)
        self._tell(self.tr("Your unfinished form is here again. Ctrl+N begins a new one."), "soon")

    def _start_anew(self) -> None:
        self.drafts.forget()
        self.form.clear()
        self._tell("", "")
        self.show_what("")

    def _open_again(self) -> None:
        if self._slip is not None:
            self.desk.printing.preview(self._slip, self)

    def _show_trace(self) -> None:
        TraceDialog(self, self.due.trace).open()

    def _working(self, working: bool) -> None:
        self._saving = working
        if not working:
            self.drafts.go_on()
        self.save.setEnabled(not working)

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)
