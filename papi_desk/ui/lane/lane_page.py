"""The certification lane: nine cases in ten, from the name to the certification number without the mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.scans import Card, Slip
from papi_desk.services.cases import NewCase
from papi_desk.services.certification_lane import LaneDay, LaneKind, LaneLine, hand_back_now, lane_day, lane_kinds
from papi_desk.services.papers import Printed, issue_paper
from papi_desk.services.visits import Visit, VisitPreview, preview_visit, register_visit
from papi_desk.ui.cases.drafts import DraftKeeper
from papi_desk.ui.cases.person_fields import PersonFields
from papi_desk.ui.dialogs import button, card
from papi_desk.ui.fields import TextField
from papi_desk.ui.labels import Chip, due_sentence, money, sentence
from papi_desk.ui.lane.batch_dialog import BatchDialog
from papi_desk.ui.lane.lane_lines import LaneLines, TotalsCard
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, roomy, row, text, tip
from papi_desk.ui.lines import Lines
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.slips import issued_document
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.tasks import Pending
from papi_desk.ui.typed_ahead import TypedAhead

PREVIEW_AFTER_MS = 80
THOUSANDS_BELOW = 1000
"""Cash typed below this means thousands: nobody hands over 50 đồng."""


def read_cash(typed: str) -> int | None:
    """Read cash: «50» means 50.000 đồng; None when empty. Raises ``Refused`` «bad-number»."""
    plain = typed.replace(".", "").replace(" ", "")
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit() or len(plain) > 12:
        raise Refused("bad-number", "cash", text=typed)
    amount = int(plain)
    return amount * 1000 if amount < THOUSANDS_BELOW else amount


class LanePage(Page):
    """One citizen after the other: person, lines, fee, cash, numbers."""

    tables = frozenset({"cases", "book_entries", "payments", "settings", "procedures"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.person = PersonFields(desk, "owner_")
        self.lines = LaneLines()
        self.hint = Lines(2)
        self.total = text(money(0), "figure")
        self.cash = TextField(self.tr("&Cash received"), longest=16)
        self.change = text("", "section")
        self.result = text("", "note", wrap=True)
        self.due = text("", "note")
        self.totals = TotalsCard()
        self.save = button(self.tr("Save"), self._register, kind="primary", key="Ctrl+Return")
        self.repeat = button(self.tr("Same as before"), self.repeat_last, kind="flat", key="Shift+F12")
        self.back = button(self.tr("Done, handed back"), self.hand_back, picture="hand-palm", key="Ctrl+D")
        self.batch = button(self.tr("Many at once…"), self._open_batch, kind="flat", key="Ctrl+Shift+N")
        self.empty = button(self.tr("New form"), self._start_anew, kind="flat", key="Ctrl+N")
        self.list = self._list()
        self.drafts = DraftKeeper(desk, "lane", self.payload, self)
        self._asked: Pending[VisitPreview] | None = None
        self._preview: VisitPreview | None = None
        self._last: Sequence[Mapping[str, Any]] = ()
        self._visit: Sequence[str] = ()
        self._saving = False
        self._ahead = TypedAhead(self)
        self._preview_soon = QTimer(self, singleShot=True, interval=PREVIEW_AFTER_MS)
        self._lay_out()
        self._connect()
        self.drafts.told.connect(self._tell)
        self.drafts.load(self._restore)

    def _state(self, line: LaneLine) -> Chip:
        if line.returned:
            return Chip(self.tr("handed back"), "done", "hand-palm")
        return Chip(self.tr("not handed back yet"), "quiet", "clock")

    def _list(self) -> RowsView[LaneLine]:
        columns = (
            Column[LaneLine](self.tr("No."), lambda line: line.numbers, width=64, figures=True, right=True),
            Column[LaneLine](self.tr("Name"), lambda line: line.name, tip=lambda line: f"{line.name} · {line.code}"),
            Column[LaneLine](self.tr("Kind"), lambda line: line.key.upper(), tip=lambda line: line.kind, width=56),
            Column[LaneLine](self.tr("Fee"), lambda line: money(line.fee), width=92, right=True),
            Column[LaneLine]("", mark=self._state, width=34, name=self.tr("Handed back")),
        )
        empty = self.tr(
            "Nothing was certified today yet. Name, Enter, then for each kind its letter and figures (Tab between "
            "them), Enter; Enter on the empty line goes to the cash, Ctrl+Enter saves."
        )
        made = RowsView(columns, name=self.tr("Certified today"), empty=empty)
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        return made

    def hand_back(self) -> None:
        """Finish and hand back at once: the lines chosen in the list, else the visit saved last."""
        codes = [line.code for line in self.list.all_chosen()] or self._visit
        if not codes:
            self._tell(self.tr("Save a visit first, or choose lines of today's list."), "soon")
            return
        giving = self.desk.tasks.run(self, hand_back_now, codes, at=self.desk.clock(), by=self.desk.officer())
        giving.then(self._handed_back).failed(self._refused)

    def _handed_back(self, count: int) -> None:
        self._visit = ()
        self.list.clearSelection()
        self._tell(self.tr("Handed back: {0} cases.").format(count), "done")

    def _lay_out(self) -> None:
        self.save.setMinimumHeight(40)
        self.cash.setFixedWidth(170)
        self.result.setMinimumHeight(36)
        head = row(text(self.tr("Certification"), "title"), STRETCH, self.batch, self.repeat, self.empty, gap=8)
        lines = QWidget()
        lines.setLayout(column(self.lines))
        form = column(self.person, self.hint, (roomy(lines), 1), gap=6)
        sums = column(text(self.tr("To pay"), "label"), self.total, self.due, gap=0)
        money_row = row((sums, 1), self.cash, column(text(self.tr("Change"), "label"), self.change, STRETCH), gap=16)
        foot = boxed(column(money_row, row((self.result, 1), self.save, gap=12), margin=12, gap=6), "card")
        left = column((form, 1), foot, gap=8)
        right = column(card(text(self.tr("Today"), "section"), self.totals), (self.list, 1), self.back, gap=8)
        side = QWidget()
        side.setFixedWidth(390)
        side.setLayout(right)
        layout = column(head, (row((left, 1), side, gap=16), 1), gap=8)
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)
        self.change.setMinimumWidth(110)

    def _connect(self) -> None:
        self.lines.changed.connect(self._preview_soon.start)
        self.person.changed.connect(self._preview_soon.start)
        self.lines.arranged.connect(self._order_tabs)
        self.lines.left.connect(lambda: self.cash.edit.setFocus(Qt.FocusReason.TabFocusReason))
        self.cash.changed.connect(self._cash_typed)
        self._preview_soon.timeout.connect(self._ask_preview)
        self.list.opened.connect(lambda line: self.desk.go("cases", f"={line.code}"))
        for field in self.person.fields.values():
            field.widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter in a person's field go on to the lines."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.lines.start()
                return True
        return super().eventFilter(watched, event)

    def _order_tabs(self) -> None:
        """Tab goes from the person through the lines to the cash."""
        fields = [self.person.email.widget, *self.lines.fields(), self.cash.edit, self.save]
        for one, other in pairwise(fields):
            QWidget.setTabOrder(one, other)

    def refresh(self) -> None:
        """Read the kinds and what the day came to."""
        today = self.desk.clock().date()
        self.desk.tasks.read(self, lane_kinds, on=today).then(self._show_kinds)
        self.desk.tasks.read(self, lane_day, today).then(self._show_day)

    def show_what(self, what: str) -> None:
        """Start at the name."""
        del what
        self.person.name.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_scan(self, scan: Card | Slip) -> bool:
        """Fill in a card and go on to the lines; a slip opens its case."""
        if isinstance(scan, Card):
            self.person.show_card(scan)
            self._tell(self.tr("Card of {0}").format(scan.name), "soon" if scan.doubts else "done")
            self.lines.start()
        return isinstance(scan, Card)

    def leave(self) -> None:
        """Keep the form as it is at this moment."""
        self.drafts.save()

    def payload(self) -> dict[str, Any] | None:
        """Return everything typed, None while the form is empty."""
        if self.person.is_empty() and not self.lines.filled():
            return None
        return {"owner": self.person.payload(), "lines": self.lines.payload(), "cash": self.cash.value()}

    def new_cases(self) -> list[NewCase]:
        """Return a case for each line."""
        owner = self.person.person()
        kinds = [(line.kind.kind(), line.counts()) for line in self.lines.filled()]
        return [NewCase(kind.procedure, owner, quantities=counts) for kind, counts in kinds if kind is not None]

    def repeat_last(self) -> None:
        """Fill in the lines of the visit before, for the next citizen."""
        if self._last:
            self.lines.restore(self._last)
            self.show_what("")

    def _show_kinds(self, kinds: Sequence[LaneKind]) -> None:
        self.lines.offer(kinds)
        self.hint.setText(" · ".join(f"{kind.key.upper()} {kind.name}" for kind in kinds))

    def _show_day(self, day: LaneDay) -> None:
        kinds = [(kind.name, kind.persons, kind.papers, kind.money) for kind in day.kinds]
        self.totals.show_day((day.persons, day.papers, day.money), kinds)
        self.list.show_rows(day.lines, same=lambda line: line.code)

    def _ask_preview(self) -> None:
        if self._asked is not None:
            self._asked.drop()
        cases = self.new_cases()
        if not cases:
            self._show_preview(VisitPreview((), 0, None, ()))
            return
        asking = self.desk.tasks.read(self, preview_visit, cases, at=self.desk.clock())
        self._asked = asking.then(self._show_preview)

    def _show_preview(self, preview: VisitPreview) -> None:
        self._preview = preview
        self.lines.show_fees(preview.fees)
        self.total.setText(money(preview.total))
        later = preview.due_at is not None and preview.due_at.date() > self.desk.clock().date()
        due = due_sentence(preview.due_at) if preview.due_at is not None else ""
        self.due.setText(self.tr("Due {0}").format(due) if due else "")
        self.due.setToolTip(tip("\n".join(preview.warnings)))
        restyle(self.due, "tone", "soon" if later else "")
        self._show_change()

    def _cash_typed(self) -> None:
        cash = self._cash()
        if not self.cash.wrong:
            self.cash.hint("" if cash is None else money(cash))
        self._show_change()

    def _cash(self) -> int | None:
        """Return the cash typed; what is no number is complained of."""
        try:
            return read_cash(self.cash.value())
        except Refused as refusal:
            self.cash.complain(sentence(refusal))
            return None

    def _show_change(self) -> None:
        cash, total = self._cash(), self._preview.total if self._preview is not None else 0
        short = cash is not None and total is not None and cash < total
        self.change.setText("" if cash is None or total is None else money(cash - total))
        restyle(self.change, "tone", "late" if short else "")

    def _register(self) -> None:
        if self._saving:
            return
        wrong = self.person.complaint()
        if wrong is not None:
            wrong.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        cash = self._cash()
        if self.cash.wrong and cash is None:
            self.cash.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._working(True)
        now, officer, cases = self.desk.clock(), self.desk.officer(), self.new_cases()
        saving = self.desk.tasks.run(
            self, register_visit, cases, at=now, by=officer, cash=cash, draft=self.drafts.hand_over()
        )
        saving.then(self._registered).failed(self._refused)
        saving.hindered(self.drafts.hindered).always(lambda: self._working(False))

    def _registered(self, visit: Visit) -> None:
        self.drafts.became_a_case()
        self._last, self._visit = self.lines.payload(), visit.codes
        self.list.clearSelection()
        told = ["; ".join(visit.numbers or visit.codes)]
        if visit.change:
            told.append(self.tr("change {0}").format(money(visit.change)))
        self._tell(self.tr("Saved {0}").format(" · ".join(told)), "done")
        self._clear()
        self._ahead.type()
        if visit.slip:
            self._print(visit)

    def _print(self, visit: Visit) -> None:
        """Print the slip: one for everything handed in together, on the roll one a case."""
        first, *others = visit.codes
        now, officer = self.desk.clock(), self.desk.officer()
        whole = visit.slip == "receipt"
        for code in (first,) if whole else visit.codes:
            issuing = self.desk.tasks.run(
                self, issue_paper, code, visit.slip, lay_out=kept_layout, at=now, by=officer,
                batch=others if whole else (),
            )  # fmt: skip
            issuing.then(self._issued)

    def _issued(self, printed: Printed) -> None:
        writing = self.desk.tasks.work(self, issued_document, printed, self.desk.papers_folder)
        saved = self.result.text()
        writing.then(
            lambda paper: self.desk.printing.show(
                paper, self, lambda words, tone: self._tell(f"{saved} · {words}", tone or "done")
            )
        )

    def _refused(self, refusal: Refused) -> None:
        field = self.person.refuse(refusal)
        if field is None and refusal.field == "cash":
            field = self.cash
            field.complain(sentence(refusal))
        self._tell(sentence(refusal), "late")
        if field is not None:
            field.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        elif refusal.kind == "visit-empty":
            self.lines.start()

    def _restore(self, payload: Mapping[str, Any]) -> None:
        self.person.restore(payload["owner"])
        self.lines.restore(payload["lines"])
        self.cash.set_value(payload["cash"])
        self._tell(self.tr("Your unfinished form is here again. Ctrl+N begins a new one."), "soon")

    def _start_anew(self) -> None:
        self.drafts.forget()
        self._clear()
        self._tell("", "")

    def _clear(self) -> None:
        self.person.clear()
        self.lines.restore(())
        self.cash.set_value("")
        self.change.setText("")
        self.show_what("")

    def _open_batch(self) -> None:
        BatchDialog(self, self.desk).open()

    def _working(self, working: bool) -> None:
        self._saving = working
        if working:
            self._ahead.hold()
        else:
            self._ahead.let_go()
            self.drafts.go_on()
        for one in (self.save, self.repeat):
            one.setEnabled(not working)

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)
