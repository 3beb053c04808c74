"""What the program works out while the officer types: the due date and the fee, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from papi_desk import services
from papi_desk.domain.deadlines import TraceDay
from papi_desk.ui.cases.pay_fields import PayFields
from papi_desk.ui.labels import day_text, due_sentence, money, number
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text, tip
from papi_desk.ui.lines import BREAK, Lines


class DuePanel(QFrame):
    """The promised moment, why, and every day counted on request (the tooltip, or Alt+I)."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.figure = text("–", "figure")
        self.reason = Lines(2)
        hint = text(self.tr("Alt+I: day by day"), "quiet")
        head = row(text(self.tr("Due"), "section"), self.figure, STRETCH, hint, gap=12)
        self.setLayout(column(head, self.reason, margin=8, gap=2))
        self.trace: Sequence[TraceDay] = ()

    def show_preview(self, preview: services.cases.Preview, limit: str, checks: Sequence[str]) -> None:
        """Show the moment and the reason; ``checks`` stand under the procedure and are not said twice."""
        self.trace = preview.trace
        words = due_sentence(preview.due_at) if preview.due_at is not None else self.tr("no date")
        self.figure.setText(words)
        self.figure.setAccessibleName(words)
        warnings = [words for words in preview.warnings if words not in (*preview.fees.warnings, *checks)]
        self.reason.setText("; ".join(part for part in (limit, *warnings) if part))
        restyle(self.reason, "tone", "soon" if warnings else "")
        self.setToolTip(tip("\n".join(f"{day_text(day.date)}  {day.why}" for day in preview.trace)))

    def clear(self) -> None:
        """Show nothing."""
        self.trace = ()
        self.figure.setText("–")
        self.reason.setText("")
        self.setToolTip("")


class FeePanel(QFrame):
    """The fee line by line and its total."""

    pay_made = Signal()
    """There are fields now for how it is paid: Tab has to find them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.figure = text("–", "figure")
        self.reason = Lines(2)
        self._head: QHBoxLayout = row(text(self.tr("Fee"), "section"), self.figure, STRETCH, gap=12)
        self._below: QHBoxLayout = row((self.reason, 1), gap=12)
        self.setLayout(column(self._head, self._below, margin=8, gap=2))

    @cached_property
    def pay(self) -> PayFields:
        """Return the fields of how it is paid, made when they are first asked for."""
        made = PayFields()
        self._head.addWidget(made)
        self._below.addWidget(made.back)
        made.show_owed(None, known=False)
        self.pay_made.emit()
        return made

    def show_preview(self, preview: services.cases.Preview) -> None:
        """Show the total and how it comes about."""
        fees = preview.fees
        unknown = self.tr("amount to be checked")
        words = unknown if fees.total is None else money(fees.total)
        self._show_figure(words, "section" if fees.total is None else "figure")
        lines = [self._line(line.quantity, line.name, line.amount, line.exemption) for line in fees.lines]
        self.reason.setText(BREAK.join([*lines, *fees.warnings]) or self.tr("No fee is charged."))
        self.pay.show_owed(fees.total, known=True)
        restyle(self.reason, "tone", "soon" if fees.warnings or fees.total is None else "")
        basis = [f"{line.name}: {line.basis}" for line in fees.lines]
        self.setToolTip(tip("\n".join([*basis, fees.in_words or ""]).strip()))

    def clear(self) -> None:
        """Show nothing."""
        self._show_figure("–", "figure")
        self.reason.setText("")
        self.setToolTip("")
        if "pay" in vars(self):
            self.pay.show_owed(None, known=False)

    def start_anew(self) -> None:
        """Show nothing and take nothing."""
        self.clear()
        if "pay" in vars(self):
            self.pay.clear()

    def _show_figure(self, words: str, kind: str) -> None:
        """Show the total large, words about it in the usual size: they are longer than any total."""
        self.figure.setText(words)
        self.figure.setAccessibleName(words)
        restyle(self.figure, "kind", kind)

    @staticmethod
    def _line(quantity: int, name: str, amount: int | None, exemption: str) -> str:
        count = f"{number(quantity)} × " if quantity > 1 else ""
        return f"{count}{name} {money(amount)}" + (f" ({exemption})" if exemption else "")
