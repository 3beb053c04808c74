"""Taking the money with the case: how it is paid, the cash handed over, and the change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from papi_desk import services
from papi_desk.ui.fields import ChoiceField, TextField
from papi_desk.ui.labels import money, number
from papi_desk.ui.layouts import restyle, row, text


def parse_money(typed: str) -> int | None:
    """Read «50.000», «50000», «50k» or «50» (thousand: nothing costs less); None for what is no amount."""
    plain = typed.strip().lower().replace(".", "").replace(",", "").replace(" ", "").removesuffix("đ")
    thousand = plain.endswith("k")
    digits = plain.removesuffix("k")
    if not digits.isdecimal() or len(digits) > 10:
        return None
    value = int(digits)
    return value * 1000 if thousand or 0 < value < 1000 else value


class PayFields(QWidget):
    """A line in the fee panel."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        means = {"": self.tr("Not paid yet"), "cash": self.tr("Cash"), "transfer": self.tr("Bank transfer")}
        self.means = ChoiceField(self.tr("How the fee is paid"), means)
        self.cash = TextField(self.tr("Cash handed over"), placeholder=self.tr("cash  Ctrl+M"), check=self._tidy)
        self.back = text("", "section")
        """The change, placed by who shows these fields."""
        self._owed: int | None = None
        for field, width in ((self.means, 134), (self.cash, 112)):
            field.hide_label()
            field.setFixedWidth(width)
        self.setLayout(row(self.means, self.cash, gap=6))
        self.means.changed.connect(self._tell)
        self.cash.changed.connect(self._typed)
        key = QShortcut(QKeySequence("Ctrl+M"), self)
        key.activated.connect(self._to_cash)

    def show_owed(self, owed: int | None, *, known: bool) -> None:
        """Show these fields where something is owed, and the change for it."""
        self._owed = owed
        self.setVisible(known and owed != 0)
        self._tell()

    def paid(self) -> services.cases.Paid | None:
        """Return the payment to be kept with the case; a transfer is kept when it has come."""
        if self.means.value() != "cash" or self.isHidden():
            return None
        given = parse_money(self.cash.value()) if self.cash.value() else None
        return services.cases.Paid(self._owed if self._owed is not None else given, "cash", given=given)

    def by_transfer(self) -> bool:
        """Tell whether the citizen pays by transfer."""
        return self.means.value() == "transfer" and not self.isHidden()

    def payload(self) -> dict[str, str]:
        """Return what was typed, to keep as a draft."""
        return {"means": self.means.value(), "cash": self.cash.value()}

    def restore(self, payload: dict[str, str]) -> None:
        """Show a draft again."""
        self.means.set_value(payload.get("means", ""))
        self.cash.set_value(payload.get("cash", ""))

    def clear(self) -> None:
        """Take nothing."""
        self.restore({})

    def _to_cash(self) -> None:
        self.cash.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.cash.edit.selectAll()

    def _typed(self) -> None:
        self.means.set_value("cash" if self.cash.value() else "")
        self._tell()

    def _tell(self) -> None:
        given = parse_money(self.cash.value()) if self.cash.value() else None
        self.back.setText("")
        if given is not None and self._owed and self.means.value() == "cash":
            short = given < self._owed
            words = self.tr("{0} short") if short else self.tr("change {0}")
            self.back.setText(words.format(money(abs(given - self._owed))))
            restyle(self.back, "tone", "late" if short else "done")
        self.changed.emit()

    @staticmethod
    def _tidy(typed: str) -> str:
        value = parse_money(typed)
        return typed if value is None else number(value)
