"""What holds for this computer: how its screens look."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from papi_desk.domain.records import replace
from papi_desk.services.office import SettingLine, get_setting, set_setting
from papi_desk.ui.fields import ChoiceField
from papi_desk.ui.layouts import STRETCH, column, restyle, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.printing.preferences import TEXT_PERCENTS
from papi_desk.ui.theme import Theme


class LookTab(QWidget):
    """Light or dark, the size of the text, and the language."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        schemes = {"system": self.tr("as the system"), "light": self.tr("light"), "dark": self.tr("dark")}
        self.scheme = ChoiceField(self.tr("Light or &dark"), schemes, hint=self.tr("This computer; takes hold at once"))
        self.text_size = ChoiceField(
            self.tr("Size of the &text"),
            {str(percent): f"{percent} %" for percent in TEXT_PERCENTS},
            hint=self.tr("This computer; every page fits after the next start"),
        )
        self.language = ChoiceField(
            self.tr("&Language"),
            {"vi": "Tiếng Việt", "en": "English"},
            hint=self.tr("The office; after the next start"),
        )
        self.result = text("", "note")
        fields = (self.scheme, self.text_size, self.language)
        for field in fields:
            field.setMaximumWidth(420)
        self.setLayout(column(*fields, self.result, STRETCH, margin=16, gap=6))
        self.scheme.changed.connect(self._remember)
        self.text_size.changed.connect(self._remember)
        self.language.changed.connect(self._speak)

    def refresh(self) -> None:
        """Show what is chosen."""
        kept = self._desk.printing.preferences
        self._quietly(self.scheme, kept.scheme)
        self._quietly(self.text_size, str(kept.text_percent))
        self._desk.tasks.read(self, get_setting, "language").then(self._show_language)

    def _show_language(self, line: SettingLine) -> None:
        self._quietly(self.language, line.value)

    def _quietly(self, field: ChoiceField, value: str) -> None:
        field.box.blockSignals(True)
        field.set_value(value)
        field.box.blockSignals(False)

    def _remember(self) -> None:
        printing = self._desk.printing
        scheme, percent = self.scheme.value(), int(self.text_size.value())
        printing.remember(replace(printing.preferences, scheme=scheme, text_percent=percent))
        running = QApplication.instance()
        theme = None if running is None else running.findChild(Theme)
        if theme is not None:
            theme.use(scheme, percent / 100)
        self._tell()

    def _speak(self) -> None:
        now, officer = self._desk.clock(), self._desk.officer()
        saving = self._desk.tasks.run(self, set_setting, "language", self.language.value(), at=now, by=officer or None)
        saving.then(lambda _line: self._tell())

    def _tell(self) -> None:
        self.result.setText(self.tr("Remembered."))
        restyle(self.result, "tone", "done")
