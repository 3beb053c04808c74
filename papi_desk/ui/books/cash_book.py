"""The day's money: every payment, what has to be in the drawer, and the count of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from papi_desk.domain.cash import DENOMINATIONS
from papi_desk.domain.errors import Refused
from papi_desk.services.cash import CashDay, PaymentLine, cash_day, cash_report, count_cash
from papi_desk.services.step_records import METHODS
from papi_desk.ui.books.panel import BookPanel
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import Counter, CountField, DayField, TextField, label_of
from papi_desk.ui.labels import money, number, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column


class CashBook(BookPanel[PaymentLine]):
    """Bảng kê thu phí, lệ phí trong ngày."""

    def __init__(self, desk: Desk, name: str) -> None:
        columns = (
            Column[PaymentLine](self.tr("Hour"), lambda p: f"{p.at:%H:%M}", width=62, figures=True),
            Column[PaymentLine](self.tr("Case"), lambda p: p.code, width=134, figures=True),
            Column[PaymentLine](self.tr("Payer"), lambda p: p.payer, width=136),
            Column[PaymentLine](self.tr("Procedure"), lambda p: p.procedure),
            Column[PaymentLine](self.tr("Amount"), lambda p: money(p.amount), width=96, right=True, figures=True),
            Column[PaymentLine](self.tr("How"), lambda p: METHODS[p.method], tip=_collector, width=96),
            Column[PaymentLine](self.tr("Receipt no."), lambda p: p.receipt_number, width=88, figures=True),
        )
        empty = self.tr("No money was taken on this day. A fee is taken on the case's page or when it is registered.")
        super().__init__(desk, columns, name=name, empty=empty)
        self.day = DayField(self.tr("&Day"))
        self.day.set_day(desk.clock().date())
        self.day.setFixedWidth(120)
        self.by_collector = QCheckBox(self.tr("&By collector"))
        self.drawer = text("", "section", wrap=True)
        paper = button(self.tr("Print"), self.print_book, kind="primary", picture="printer", key="Ctrl+P")
        table = button(self.tr("Save as &XLSX"), self.save_book, picture="table")
        self.count_button = button(self.tr("Count the drawer…"), self.count, picture="money", key="Ctrl+Shift+L")
        tools = row(paper, table, self.by_collector, STRETCH, self.count_button)
        self.lay_out(column(row(self.day, STRETCH), tools, gap=4), self.drawer)
        self.found: CashDay | None = None
        self.day.edit.editingFinished.connect(self.refresh)
        self.list.opened.connect(lambda line: self.open_case(line.code))

    def refresh(self) -> None:
        """Read the money of the day."""
        day = self.day.day_or_none()
        if day is not None:
            self.desk.tasks.read(self, cash_day, day).then(self._show)

    def print_book(self) -> None:
        """Show the day's list as it is printed."""
        self._write(self.show_paper)

    def save_book(self) -> None:
        """Save the day's list as a workbook."""
        self._write(self.save_table)

    def count(self) -> None:
        """Count the drawer."""
        if self.found is not None:
            CountDialog(self, self.desk, self.found, self._counted).open()

    def _write(self, how: Callable[..., None]) -> None:
        try:
            day = self.day.day() or self.desk.clock().date()
        except Refused as refusal:
            self.refused(refusal)
            return
        by = self.by_collector.isChecked()
        how(f"thu-phi-{day:%Y%m%d}", cash_report, day, by_collector=by, now=self.desk.clock())

    def _show(self, found: CashDay) -> None:
        self.found = found
        self.list.show_rows(found.payments)
        if found.payments and self.list.chosen() is None:
            self.list.choose(0)
        parts = [f"{METHODS[method]} {money(amount)}" for method, amount in found.by_method.items() if amount]
        words = self.tr("Taken: {0}").format(money(found.total)) + (f" ({', '.join(parts)})" if parts else "")
        if found.without_receipt:
            words = f"{words}. " + self.tr("Without a receipt number: {0}").format(", ".join(found.without_receipt))
        self.told.setText(words)
        self.drawer.setText(self._drawer_words(found))
        restyle(self.drawer, "tone", "late" if found.difference else "done" if found.count else "")

    def _drawer_words(self, found: CashDay) -> str:
        must = self.tr("There must be {0} in the drawer").format(money(found.expected))
        if found.count is None:
            return f"{must}; " + self.tr("not counted yet.")
        counted = self.tr("counted {0} at {1} by {2}").format(
            money(found.count.counted), f"{found.count.at:%H:%M}", found.count.officer
        )
        if not found.difference:
            return f"{must}; {counted}: " + self.tr("it agrees.")
        words = self.tr("{0} too much") if found.difference > 0 else self.tr("{0} too little")
        told = words.format(money(abs(found.difference)))
        return f"{must}; {counted}: {told}. {found.count.explanation}".strip()

    def _counted(self, found: CashDay) -> None:
        self.say(self.tr("The count is kept."), "done")
        self._show(found)


class CountDialog(Sheet):
    """Count the drawer by its notes; the sum and the difference show while one types."""

    def __init__(self, parent: QWidget, desk: Desk, found: CashDay, done: Callable[[CashDay], None]) -> None:
        self._desk, self._day, self._done = desk, found.date, done
        self._cash = found.expected - (found.count.opening if found.count else 0)
        self.notes = {one: Counter() for one in DENOMINATIONS}
        grid = QGridLayout()
        for place, (one, counter) in enumerate(self.notes.items()):
            words = f"{number(one)} đ"
            counter.setAccessibleName(words)
            grid.addWidget(label_of(words, "label", counter), place % 6, 2 * (place // 6))
            grid.addWidget(counter, place % 6, 2 * (place // 6) + 1)
            counter.valueChanged.connect(self._add_up)
        grid.setHorizontalSpacing(14)
        self.opening = CountField(
            self.tr("Change in the drawer in the &morning"), value=found.count.opening if found.count else 0,
            most=1_000_000_000,
        )  # fmt: skip
        self.why = TextField(self.tr("&Why it differs"), longest=500)
        self.sum = text("", "section", wrap=True)
        self.sum.setMinimumHeight(40)
        title = self.tr("Count the drawer of {0}").format(f"{found.date:%d/%m/%Y}")
        super().__init__(
            parent, title, column(grid, self.opening, self.sum, self.why), agree=self.tr("&Keep the count")
        )
        self.opening.changed.connect(self._add_up)
        if found.count is not None:
            self.why.set_value(found.count.explanation)
            for name, times in found.count.denominations.items():
                self.notes[int(name)].setValue(times)
        self._add_up()
        next(iter(self.notes.values())).setFocus()

    def agree(self) -> None:
        """Keep the count."""
        self.agree_button.setEnabled(False)
        counting = self._desk.tasks.run(
            self, count_cash, self._day, self._counted(), opening=self.opening.value(), explanation=self.why.value(),
            denominations=self._denominations(), at=self._desk.clock(), by=self._desk.officer(),
        )  # fmt: skip
        counting.then(self._kept).failed(lambda refusal: self.complain(sentence(refusal)))

    def _denominations(self) -> dict[int, int]:
        return {one: counter.value() for one, counter in self.notes.items() if counter.value()}

    def _counted(self) -> int:
        return sum(one * times for one, times in self._denominations().items())

    def _add_up(self) -> None:
        counted, expected = self._counted(), self._cash + self.opening.value()
        words = self.tr("Counted {0}; there must be {1}.").format(money(counted), money(expected))
        differs = counted - expected
        if differs:
            told = self.tr("{0} too much") if differs > 0 else self.tr("{0} too little")
            words = f"{words} {told.format(money(abs(differs)))}."
        self.sum.setText(words)
        restyle(self.sum, "tone", "late" if differs else "done")

    def _kept(self, found: CashDay) -> None:
        self.accept()
        self._done(found)


def _collector(line: PaymentLine) -> str:
    return f"{METHODS[line.method]} · {line.collector}"
