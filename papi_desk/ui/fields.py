"""Fields of a form: label, field and one line below it for the error, so that nothing ever moves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from papi_desk.domain.errors import Refused
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import restyle, text, tip
from papi_desk.ui.tokens import STEP

_DAY: Final = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})")
_TIGHT_DAY: Final = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_HOUR: Final = re.compile(r"(\d{1,2})\s*[:hg.]\s*(\d{2})?")


def parse_day(typed: str) -> date | None:
    """Read «5/3/2024», «05-03-2024» or «05032024»; None when nothing was typed, ``Refused`` otherwise."""
    plain = typed.strip()
    if not plain:
        return None
    found = _DAY.fullmatch(plain) or _TIGHT_DAY.fullmatch(plain)
    if found is None:
        raise Refused("bad-date", text=plain)
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        raise Refused("bad-date", text=plain) from None


def parse_moment(typed: str, *, hour: Callable[[date], time]) -> datetime | None:
    """Read «16:30 05/03/2024», «05/03/2024 16h30» or a day alone, meaning its closing ``hour``."""
    words = typed.split()
    days = [word for word in words if "/" in word or len(word) >= 6]
    hours = [word for word in words if word not in days]
    if len(days) > 1 or len(hours) > 1:
        raise Refused("bad-date", text=typed.strip())
    day = parse_day(days[0] if days else "")
    if day is None:
        if hours:
            raise Refused("bad-date", text=typed.strip())
        return None
    return datetime.combine(day, _parse_hour(hours[0]) if hours else hour(day))


def _parse_hour(word: str) -> time:
    found = _HOUR.fullmatch(word)
    try:
        if found is None:
            raise ValueError(word)
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        raise Refused("bad-date", text=word) from None


class Field(QWidget):
    """One field of a form: a label above, the widget, and a line for the hint or the error below."""

    changed = Signal()

    def __init__(self, label: str, widget: QWidget, *, hint: str = "") -> None:
        super().__init__()
        self.widget = widget
        self.name = label.replace("&", "")
        self._hint = hint
        self.words = hint
        """The whole sentence under the field, also where there is no room for all of it."""
        self._label = text(label, "label")
        self._label.setBuddy(widget)
        self.note = text(hint, "note")
        self.note.setFixedHeight(4 * STEP + 1)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        widget.setAccessibleName(self.name)
        widget.setAccessibleDescription(hint)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        for part in (self._label, widget, self.note):
            box.addWidget(part)

    @property
    def entry(self) -> QWidget:
        """Return what takes the focus for the field."""
        return self.widget

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go into the field. A focus proxy would do it too, but through one Tab comes back into the fields for ever."""
        self.entry.setFocus(reason)

    def hide_label(self) -> None:
        """Show the field alone, where its place says what it is."""
        self._label.hide()
        self.note.hide()

    def rename(self, label: str) -> None:
        """Call the field something else."""
        self.name = label.replace("&", "")
        self._label.setText(label)
        self.widget.setAccessibleName(self.name)

    @property
    def wrong(self) -> bool:
        """Tell whether an error stands under the field."""
        return bool(self.widget.property("wrong"))

    def complain(self, words: str) -> None:
        """Show an error under the field."""
        self._tell(words, "late")
        restyle(self.widget, "wrong", True)

    def warn(self, words: str) -> None:
        """Show a warning under the field; it hinders nothing."""
        restyle(self.widget, "wrong", False)
        self._tell(words, "soon")

    def hint(self, words: str) -> None:
        """Show something worth knowing under the field."""
        restyle(self.widget, "wrong", False)
        self._tell(words, "")

    def clear_note(self) -> None:
        """Show the hint again."""
        restyle(self.widget, "wrong", False)
        self._tell(self._hint, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the sentence as there is room for."""
        super().resizeEvent(event)
        self._show_words()

    def _tell(self, words: str, tone: str) -> None:
        self.words = words
        self._show_words()
        self.widget.setAccessibleDescription(words)
        restyle(self.note, "tone", tone)

    def _show_words(self) -> None:
        words = self.words
        shown = self.note.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(self.width(), 120))
        self.note.setText(shown)
        self.note.setToolTip(tip(words if shown != words else ""))


class TextField(Field):
    """A line of text, kept in composed letters and without stray blanks."""

    confirmed = Signal()
    """What was doubtful is taken as right."""

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        placeholder: str = "",
        check: Callable[[str], list[str] | str | None] | None = None,
        longest: int = 300,
        suggested: Sequence[str] = (),
        edit: QLineEdit | None = None,
    ) -> None:
        self.edit = edit or QLineEdit()
        self.doubtful = False
        """Whether a scan may be wrong here; Enter in the field, or typing, confirms."""
        if suggested:
            self.edit.setCompleter(_completer(suggested, self.edit))
        super().__init__(label, self.edit, hint=hint)
        self._check = check
        self.edit.setPlaceholderText(placeholder)
        self.edit.setMaxLength(longest)
        self.edit.textEdited.connect(self._typed)
        self.edit.editingFinished.connect(self.check)
        self.edit.returnPressed.connect(self.confirm)

    def doubt(self, words: str) -> None:
        """Ask the officer to compare what is here, and highlight it until it is confirmed."""
        self.warn(words)
        self.doubtful = True
        restyle(self.widget, "doubtful", True)

    def confirm(self) -> None:
        """Take what is here as right."""
        if self.doubtful:
            self.doubtful = False
            restyle(self.widget, "doubtful", False)
            self.clear_note()
            self.confirmed.emit()

    def value(self) -> str:
        """Return what was typed, in composed letters, blanks tidied."""
        return " ".join(unicodedata.normalize("NFC", self.edit.text()).split())

    def set_value(self, value: str) -> None:
        """Show a value."""
        self.edit.setText(value)
        self.doubtful = False
        restyle(self.widget, "doubtful", False)
        self.clear_note()

    def check(self) -> bool:
        """Say what is wrong with the text, or warn; tell whether it can be used."""
        typed = self.value()
        if self.doubtful:
            return True
        if not typed or self._check is None:
            if typed:
                self.clear_note()
            return not self.wrong
        try:
            answer = self._check(typed)
        except Refused as refusal:
            self.complain(sentence(refusal))
            return False
        self.clear_note()
        if isinstance(answer, str):
            self.edit.setText(answer)
        elif answer:
            self.warn(answer[0])
        return True

    def _typed(self) -> None:
        if self.doubtful:
            self.doubtful = False
            restyle(self.widget, "doubtful", False)
        self.clear_note()
        self.changed.emit()


def _completer(words: Sequence[str], parent: QWidget) -> QCompleter:
    """Offer words that are usual in a field; anything else can be typed."""
    made = QCompleter(list(words), parent)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return made


def secret_field(label: str, *, hint: str = "") -> TextField:
    """Make a field that shows dots, and is kept out of any memory of what was typed."""
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    return TextField(label, hint=hint, edit=edit)


class LinesField(Field):
    """Several short texts, one a line; Tab leaves the field."""

    def __init__(self, label: str, *, rows: int = 4) -> None:
        self.edit = QPlainTextEdit()
        super().__init__(label, self.edit)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(rows * self.edit.fontMetrics().lineSpacing() + 16)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> tuple[str, ...]:
        """Return the lines that have words, in composed letters, blanks tidied."""
        lines = unicodedata.normalize("NFC", self.edit.toPlainText()).splitlines()
        return tuple(" ".join(line.split()) for line in lines if line.strip())

    def set_value(self, lines: Sequence[str]) -> None:
        """Show other lines."""
        self.edit.setPlainText("\n".join(lines))


class DayField(TextField):
    """A day as dd/MM/yyyy; digits alone are enough."""

    def __init__(self, label: str, *, hint: str = "") -> None:
        super().__init__(
            label,
            hint=hint,
            placeholder=QCoreApplication.translate("DayField", "dd/mm/yyyy"),
            check=self._tidy,
            longest=20,
        )

    def day(self) -> date | None:
        """Return the day, None when empty; raises ``Refused`` for what is no day."""
        return parse_day(self.value())

    def day_or_none(self) -> date | None:
        """Return the day, None also when what is typed is no day (yet)."""
        try:
            return self.day()
        except Refused:
            return None

    def set_day(self, day: date | None) -> None:
        """Show a day."""
        self.set_value("" if day is None else f"{day:%d/%m/%Y}")

    @staticmethod
    def _tidy(typed: str) -> str:
        day = parse_day(typed)
        return "" if day is None else f"{day:%d/%m/%Y}"


class MomentField(TextField):
    """An hour on a day, as HH:mm dd/MM/yyyy; without the hour it means the close of the desk."""

    def __init__(self, label: str, *, hour: Callable[[date], time], hint: str = "") -> None:
        self._hour = hour
        super().__init__(
            label,
            hint=hint,
            placeholder=QCoreApplication.translate("MomentField", "16:30 dd/mm/yyyy"),
            check=self._tidy,
            longest=30,
        )

    def moment(self) -> datetime | None:
        """Return the moment, None when empty; raises ``Refused`` for what is none."""
        return parse_moment(self.value(), hour=self._hour)

    def moment_or_none(self) -> datetime | None:
        """Return the moment, None also when what is typed is none (yet)."""
        try:
            return self.moment()
        except Refused:
            return None

    def _tidy(self, typed: str) -> str:
        moment = parse_moment(typed, hour=self._hour)
        return "" if moment is None else f"{moment:%H:%M %d/%m/%Y}"


class ChoiceField(Field):
    """One of a few values, shown by their words."""

    def __init__(self, label: str, choices: Mapping[str, str], *, hint: str = "") -> None:
        self.box = QComboBox()
        super().__init__(label, self.box, hint=hint)
        self.set_choices(choices)
        self.box.currentIndexChanged.connect(self._chosen)

    def set_choices(self, choices: Mapping[str, str]) -> None:
        """Offer these values, keeping the chosen one where it is still among them."""
        chosen = self.value()
        self.box.blockSignals(True)
        self.box.clear()
        for value, words in choices.items():
            self.box.addItem(words, value)
        self.box.setCurrentIndex(max(self.box.findData(chosen), 0))
        self.box.blockSignals(False)

    def value(self) -> str:
        """Return the value chosen."""
        return str(self.box.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose a value."""
        self.box.setCurrentIndex(max(self.box.findData(value), 0))

    def _chosen(self) -> None:
        self.clear_note()
        self.changed.emit()


class Counter(QSpinBox):
    """A small whole number: the digits are selected when the field is entered, so typing replaces them."""

    def __init__(self, value: int = 0, *, least: int = 0, most: int = 9999) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setValue(value)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the digits."""
        super().focusInEvent(event)
        self.selectAll()


class CountField(Field):
    """A whole number in a form."""

    def __init__(self, label: str, *, value: int = 0, least: int = 0, most: int = 9999) -> None:
        self.counter = Counter(value, least=least, most=most)
        super().__init__(label, self.counter)
        self.counter.valueChanged.connect(self.changed)

    def value(self) -> int:
        """Return the number."""
        return self.counter.value()

    def set_value(self, value: int) -> None:
        """Show a number."""
        self.counter.setValue(value)


def label_of(words: str, kind: str, buddy: QWidget) -> QLabel:
    """Make a label whose mnemonic moves to its buddy."""
    label = text(words, kind)
    label.setBuddy(buddy)
    return label
