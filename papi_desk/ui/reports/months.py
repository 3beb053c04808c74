"""Close a month from its page, and show what changed since it was closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import Period
from papi_desk.services.months import CaseDifference, Seal, Verified, close_month
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.labels import day_text, moment_text, sentence
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView


class CloseMonthDialog(Sheet):
    """Asks once more before a month is sealed."""

    def __init__(self, parent: QWidget, desk: Desk, period: Period, done: Callable[[Seal], None]) -> None:
        words = self.tr(
            "The figures from {0} to {1} are sealed as they are known now, with the cases behind each of them. "
            "Later corrections stay possible and show as differences."
        ).format(day_text(period.first), day_text(period.last))
        title = self.tr("Close {0}").format(period.words)
        super().__init__(parent, title, column(text(words, wrap=True)), agree=self.tr("&Close the month"))
        self._desk, self._period, self._done = desk, period, done

    def agree(self) -> None:
        """Close the month."""
        self.agree_button.setEnabled(False)
        closing = self._desk.tasks.run(self, close_month, self._period, at=self._desk.clock(), by=self._desk.officer())
        closing.named(self.tr("Closing the month…")).then(self._closed).failed(self._refused)

    def _closed(self, seal: Seal) -> None:
        self._done(seal)
        self.accept()

    def _refused(self, refusal: Refused) -> None:
        self.complain(sentence(refusal))


class DifferencesDialog(QDialog):
    """Shows a closed month: its seal, and the cases counted otherwise since."""

    def __init__(self, parent: QWidget, found: Verified, open_case: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Closed month"))
        self.resize(760, 440)
        seal = found.seal
        told = self.tr("Closed at {0} by {1}; {2} cases; seal {3}").format(
            moment_text(seal.closed_at), seal.officer, seal.cases, seal.hash[:16]
        )
        state = self.tr("The seal is whole.") if found.ok else self.tr("The seal is broken: tell your IT officer.")
        self.list: RowsView[CaseDifference] = RowsView(
            self._columns(), name=self.tr("Cases counted otherwise now"), empty=self.tr("Nothing has changed since.")
        )
        self.list.show_rows(found.cases)
        self.list.opened.connect(lambda case: self._open(open_case, case))
        head = (text(self.windowTitle(), "title"), text(told, "quiet", wrap=True), text(state, "quiet", wrap=True))
        close = button(self.tr("&Close"), self.reject)
        self.setLayout(column(*head, (self.list, 1), row(STRETCH, close), margin=16, gap=8))

    def _open(self, open_case: Callable[[str], None], case: CaseDifference) -> None:
        self.accept()
        open_case(case.code)

    def _columns(self) -> tuple[Column[CaseDifference], ...]:
        return (
            Column(self.tr("Number"), lambda one: one.code, width=160, figures=True),
            Column(self.tr("Row then"), lambda one: one.then or "–"),
            Column(self.tr("Row now"), lambda one: one.now or "–"),
            Column(self.tr("No longer in"), lambda one: _numbers(one.left), width=140),
            Column(self.tr("Now in"), lambda one: _numbers(one.entered), width=140),
        )


def _numbers(columns: tuple[str, ...]) -> str:
    return " ".join(f"({number})" for number in sorted(int(name[1:]) for name in columns))
