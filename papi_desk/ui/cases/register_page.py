"""Receive a case: from the first key, or the first scan, to the printed slip."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from papi_desk import services
from papi_desk.domain.cases import Action
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import replace
from papi_desk.domain.scans import Card, Slip
from papi_desk.services.office import office_profile
from papi_desk.ui.cases.drafts import DraftKeeper
from papi_desk.ui.cases.held_button import HeldButton
from papi_desk.ui.cases.register_form import RegisterForm
from papi_desk.ui.cases.stops_strip import StopsStrip
from papi_desk.ui.cases.undo_button import undo_button
from papi_desk.ui.cases.worked_out import DuePanel, FeePanel
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import due_sentence, sentence
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, roomy, row, text, tip
from papi_desk.ui.lines import Lines
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.document import Document
from papi_desk.ui.printing.slips import issued_document
from papi_desk.ui.tasks import Pending
from papi_desk.ui.typed_ahead import TypedAhead

PREVIEW_AFTER_MS = 120


class RegisterPage(Page):
    """The page where a case begins."""

    tables = frozenset({"offices", "settings"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = RegisterForm(desk)
        self.stops = StopsStrip(lambda code: desk.go("cases", f"={code}"))
        self.due = DuePanel()
        self.fee = FeePanel()
        self.result = Lines(1, "note")
        self.drafts = DraftKeeper(desk, "register", self._payload, self)
        self.held = HeldButton(self.drafts, self._take_up)
        self._asked: Pending[services.cases.Preview] | None = None
        self._saving = False
        self._ahead = TypedAhead(self)
        self._slip: Document | None = None
        self._saved_code = ""
        self._saved_by: int | str = ""
        self._preview_soon = QTimer(self, singleShot=True, interval=PREVIEW_AFTER_MS)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.drafts.told.connect(self._tell)
        self.drafts.load(self._restored)

    def _make_buttons(self) -> None:
        self.hold = button(self.tr("Put on hold"), self._hold, kind="flat", picture="pause", key="Ctrl+G")
        self.pin = button(self.tr("Pin"), self._pin, kind="flat", picture="push-pin", key="Ctrl+Shift+P")
        self.reprint = button(self.tr("Open the slip again"), self._open_again, kind="flat", picture="file-pdf")
        self.undo = undo_button(self.desk, self, lambda: self._saved_code, self._tell, self._undone)
        self.missing = button(self.tr("Papers missing"), self._ask_missing, kind="flat", key="Ctrl+B")
        self.empty = button(self.tr("New form"), self._start_anew, kind="flat", key="Ctrl+N")
        self.save = button(self.tr("Save and print the slip"), self._register, kind="primary", key="Ctrl+Return")
        self.save.setMinimumHeight(40)

    def _lay_out(self) -> None:
        for hidden in (self.reprint, self.undo, self.missing, self.pin):
            hidden.hide()
        panels = row((self.due, 1), (self.fee, 1), gap=12)
        ends = self._buttons = (self.undo, self.reprint, self.missing, self.empty, self.save)
        bottom = column(self.stops, panels, row((self.result, 1), *ends, gap=8), margin=12, gap=8)
        bottom.setContentsMargins(20, 8, 20, 8)
        head = row(text(self.tr("Register a case"), "title"), STRETCH, self.pin, self.held, self.hold, gap=8)
        inner = column(head, self.form, margin=0, gap=6)
        inner.setContentsMargins(20, 12, 20, 4)
        content = QWidget()
        content.setLayout(inner)
        layout: QVBoxLayout = column((roomy(content), 1), boxed(bottom, "foot"), gap=0)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.form.changed.connect(self._preview_soon.start)
        self.form.changed.connect(self._show_tools)
        self.form.procedure_chosen.connect(lambda _sheet: self._to_owner())
        self._preview_soon.timeout.connect(self._preview)
        self.fee.pay_made.connect(self._order_tabs, Qt.ConnectionType.QueuedConnection)
        self.form.after = self._buttons
        self.form.order_tabs()
        trace = QShortcut(QKeySequence("Alt+I"), self)
        trace.activated.connect(self._show_trace)

    def _order_tabs(self) -> None:
        """Let Tab come from the form to how it is paid, and from there to the buttons below."""
        pay = self.fee.pay
        self.form.after = (pay.means.widget, pay.cash.widget, *self._buttons)
        self.form.order_tabs()

    def seated(self) -> None:
        """Offer to take back the registration only to who wrote it."""
        super().seated()
        if self.desk.officer() != self._saved_by and not self.desk.seat.locked:
            self.undo.hide()

    def refresh(self) -> None:
        """Read the names of the units, and what is on the number keys."""
        reading = self.desk.tasks.read(self, office_profile, on=self.desk.clock().date())
        reading.then(lambda office: self.form.show_office(office.unit, office.superior))
        self.form.favourites.refresh()

    def show_what(self, what: str) -> None:
        """Start at the procedure, or with the one asked for."""
        if what:
            self.form.procedure.choose(what)
        self.form.procedure.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form.procedure.line.selectAll()

    def leave(self) -> None:
        """Keep the form as it is at this moment."""
        self.drafts.save()

    def take_scan(self, scan: Card | Slip) -> bool:
        """Fill in a card; a slip opens its case."""
        if isinstance(scan, Card):
            self._tell(self.form.take_card(scan), "soon" if scan.doubts else "done")
        return isinstance(scan, Card)

    # --- what is worked out ------------------------------------------------------------------------------------

    def _to_owner(self) -> None:
        if self.form.owner.is_empty():
            first = self.form.event_day if self.form.event_day.isVisible() else self.form.owner.name
            first.widget.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_tools(self) -> None:
        """Show what can be done with a form that has a procedure; the number keys while it has none."""
        chosen = self.form.procedure.sheet is not None
        self.form.favourites.setVisible(not chosen)
        self.pin.setVisible(chosen)
        self.missing.setVisible(chosen)

    def _preview(self) -> None:
        new = self.form.new_case()
        if self._asked is not None:
            self._asked.drop()
        if new is None:
            self.due.clear()
            self.fee.clear()
            self.stops.clear()
            return
        at = self.form.received.moment_or_none() or self.desk.clock()
        self._asked = self.desk.tasks.read(self, services.cases.preview_case, new, at=at).then(self._show)

    def _show(self, preview: services.cases.Preview) -> None:
        sheet = self.form.procedure.sheet
        if sheet is None:
            return
        self.due.show_preview(preview, sheet.line.limit_words, sheet.line.checks)
        self.fee.show_preview(preview)
        self.stops.show_stops(preview.stops)

    def _show_trace(self) -> None:
        import_module("papi_desk.ui.cases.trace_dialog").TraceDialog(self, self.due.trace).open()

    # --- saving ------------------------------------------------------------------------------------------------

    def _new_case(self) -> services.cases.NewCase | None:
        new = self.form.new_case()
        return new and replace(new, paid=self.fee.pay.paid())

    def _register(self) -> None:
        if self._saving:
            return
        wrong = self.form.complaint()
        new = self._new_case()
        if wrong is not None or new is None:
            if wrong is not None:
                self._tell(f"{wrong.name}: {wrong.words}", "late")
                wrong.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._working(True)
        now, officer, draft = self.desk.clock(), self.desk.officer(), self.drafts.hand_over()
        seen, by_transfer = frozenset(self.stops.seen), self.fee.pay.by_transfer()
        at, blank_slip = self.form.received.moment_or_none() or now, self.form.blank_slip.value()
        saving = self.desk.tasks.run(
            self, services.cases.register_case, new,
            at=at, by=officer, recorded_at=now, blank_slip=blank_slip, draft=draft, seen=seen,
        )  # fmt: skip
        saving.then(lambda case: self._registered(case, by_transfer)).failed(self._refused)
        saving.hindered(self.drafts.hindered).always(lambda: self._working(False))

    def _registered(self, case: services.cases.Registered, by_transfer: bool) -> None:
        self.drafts.became_a_case()
        due = due_sentence(case.due_at) if case.due_at is not None else self.tr("without a due date")
        self._tell(self.tr("Saved {0} · due {1}").format(case.code, due), "done")
        self._slip, self._saved_code, self._saved_by = None, case.code, self.desk.officer()
        self.reprint.hide()
        self.undo.show()
        self._clear()
        self.show_what("")
        self._ahead.type()
        now, officer = self.desk.clock(), self.desk.officer()
        self.desk.tasks.run(self, services.papers.issue_paper, case.code, lay_out=kept_layout, at=now, by=officer).then(
            self._issued
        )
        if by_transfer:
            self.desk.tasks.read(self, services.papers.transfer_of, case.code).then(self._ask_for_transfer)

    def _issued(self, printed: services.papers.Printed) -> None:
        writing = self.desk.tasks.work(self, issued_document, printed, self.desk.papers_folder)
        writing.then(self._written)

    def _written(self, slip: Document) -> None:
        self._slip = slip
        self.reprint.setToolTip(tip(slip.file_name))
        self.reprint.show()
        saved = self.result.text()
        self.desk.printing.show(slip, self, lambda words, tone: self._tell(f"{saved} · {words}", tone or "done"))

    def _refused(self, refusal: Refused) -> None:
        field = self.form.refuse(refusal)
        if refusal.field == "cash":
            field = self.fee.pay.cash
        self._tell(sentence(refusal), "late")
        if refusal.kind in ("look-first", "attention-refused"):
            self._preview()
        elif field is not None:
            field.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undone(self) -> None:
        self.undo.hide()
        self.reprint.hide()

    # --- money by transfer -------------------------------------------------------------------------------------

    def _ask_for_transfer(self, transfer: services.papers.Transfer | None) -> None:
        if transfer is None:
            self._tell(self.tr("The office has set no account for VietQR: note the payment on the case."), "soon")
            return
        dialog = import_module("papi_desk.ui.cases.transfer_dialog").TransferDialog
        dialog(self, transfer, lambda: self._transferred(transfer)).open()

    def _transferred(self, transfer: services.papers.Transfer) -> None:
        now, officer = self.desk.clock(), self.desk.officer()
        ask = services.cases.StepDetails(amount=transfer.amount, method="transfer")
        paying = self.desk.tasks.run(
            self, services.cases.take_step, transfer.code, Action.PAID, at=now, by=officer, ask=ask
        )
        paying.then(lambda taken: self._tell(self.tr("Paid by transfer: {0}").format(taken.code), "done"))

    # --- citizens who wait, or come again ------------------------------------------------------------------------

    def _hold(self) -> None:
        """Put the form on hold; on an empty one show who waits."""
        if self.drafts.hold(self._held_now):
            return
        if self.drafts.held:
            self.held.menu().popup(self.held.mapToGlobal(QPoint(0, self.held.height())))

    def _held_now(self) -> None:
        self._clear()
        self._tell(self.tr("On hold. Serve the next citizen."), "done")
        self.show_what("")

    def _take_up(self, draft: int, _checked: bool = False) -> None:
        def show(content: dict[str, Any]) -> None:
            self._clear()
            self._restore(content)
            self._tell(self.tr("Taken up again."), "done")

        def take() -> None:
            self.drafts.take_up(draft, show)

        if not self.drafts.hold(take):
            take()

    def _ask_missing(self) -> None:
        """Send the citizen home with form 02 for what is not ticked; the form waits for them."""
        new = self.form.new_case()
        if new is not None:
            dialog = import_module("papi_desk.ui.cases.missing_dialog").MissingDialog
            about, missing = (new.procedure, new.owner, new.submitter), self.form.papers.missing()
            dialog(self, self.desk, *about, missing, self._turned_away).open()

    def _turned_away(self, printed: services.papers.Printed) -> None:
        self._issued(printed)
        self.drafts.hold(self._held_now)

    # --- the form as a whole -----------------------------------------------------------------------------------

    def _payload(self) -> dict[str, Any] | None:
        content = self.form.payload()
        return content and {**content, "pay": self.fee.pay.payload()}

    def _restore(self, content: dict[str, Any]) -> None:
        self.form.restore(content)
        self.fee.pay.restore(content.get("pay", {}))

    def _restored(self, content: dict[str, Any]) -> None:
        self._restore(content)
        self._tell(self.tr("Your unfinished form is here again. Ctrl+N begins a new one."), "soon")

    def _clear(self) -> None:
        self.fee.start_anew()
        self.stops.clear()
        self.form.clear()

    def _start_anew(self) -> None:
        self.drafts.forget()
        self._clear()
        self._tell("", "")
        self.show_what("")

    def _pin(self) -> None:
        sheet = self.form.procedure.sheet
        if sheet is not None:
            menu = self.form.favourites.pin_menu(sheet.line.code or sheet.line.internal_id, self)
            menu.popup(self.pin.mapToGlobal(QPoint(0, self.pin.height())))

    def _open_again(self) -> None:
        if self._slip is not None:
            self.desk.printing.preview(self._slip, self)

    def _working(self, working: bool) -> None:
        self._saving = working
        if working:
            self._ahead.hold()
        else:
            self._ahead.let_go()
            self.drafts.go_on()
        self.save.setEnabled(not working)

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)
