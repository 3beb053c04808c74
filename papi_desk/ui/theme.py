"""Dress the program: fonts, palette and the one style sheet, light or dark as the system asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from string import Template
from typing import Final

import fontpkg_be_vietnam_pro
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from papi_desk.settings import resource
from papi_desk.ui.tokens import DARK, LIGHT, SIZES, Tokens, enlarge, scaled

ARGUMENTS: Final = ["papi-desk", "-style", "Fusion"]
"""What Qt is started with: asked for a style later it makes all of its styles known to Python."""
FAMILY: Final = "Be Vietnam Pro"
_dress = [0]
_FACES: Final = ("Regular", "Medium", "SemiBold", "Italic")


def load_fonts() -> str:
    """Make the packaged Vietnamese font known; return the family to use (the system's when it is missing)."""
    folder = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
    faces = [QFontDatabase.addApplicationFont(str(folder / f"BeVietnamPro-{face}.ttf")) for face in _FACES]
    return FAMILY if faces[0] >= 0 else QGuiApplication.font().family()


def body_font(family: str) -> QFont:
    """Return the font of ordinary text."""
    font = QFont(family)
    font.setPointSizeF(SIZES["body"])
    return font


def palette(tokens: Tokens) -> QPalette:
    """Return Qt's palette for what the style sheet does not name."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: tokens.ground,
        roles.WindowText: tokens.text,
        roles.Base: tokens.surface,
        roles.AlternateBase: tokens.raised,
        roles.Text: tokens.text,
        roles.Button: tokens.surface,
        roles.ButtonText: tokens.text,
        roles.ToolTipBase: tokens.surface,
        roles.ToolTipText: tokens.text,
        roles.Highlight: tokens.accent,
        roles.HighlightedText: tokens.on_accent,
        roles.Link: tokens.accent,
        roles.PlaceholderText: tokens.quiet,
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.quiet))
    return made


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet filled with the colours and sizes."""
    text = resource("style.qss").read_text(encoding="utf-8")
    sizes = {name.replace("-", "_"): f"{size}pt" for name, size in SIZES.items()}
    icons = resource("icons").as_posix()
    check = "check-dark.svg" if tokens is DARK else "check.svg"
    light = {f"light_{name}": colour for name, colour in LIGHT.as_dict().items()}
    field = f"{scaled(22)}px"
    return Template(text).substitute(
        tokens.as_dict(), **light, **sizes, icons=icons, check=check, field=field, icon=f"{scaled(16)}px"
    )


class Theme(QObject):
    """Hold the theme in force and follow the system when it turns light or dark."""

    def __init__(self, application: QApplication, *, scheme: str = "system", factor: float = 1.0) -> None:
        super().__init__(application)
        self._application = application
        self._scheme = scheme
        self._family = load_fonts()
        enlarge(factor)
        if factor != 1:
            application.setStyle(import_module("papi_desk.ui.enlarging").Enlarging(factor))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.refresh)
        self.refresh()

    @property
    def tokens(self) -> Tokens:
        """Return the colours in force."""
        system_is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = system_is_dark if self._scheme == "system" else self._scheme == "dark"
        return DARK if dark else LIGHT

    def use(self, scheme: str, factor: float = 1.0) -> None:
        """Use «light», «dark», or what the «system» says, and text of another size."""
        self._scheme = scheme
        enlarge(factor)
        self.refresh()

    def refresh(self) -> None:
        """Dress every window anew."""
        _dress[0] += 1
        self._application.setFont(body_font(self._family))
        self._application.setPalette(palette(self.tokens))
        self._application.setStyleSheet(style_sheet(self.tokens))

    @contextmanager
    def put_off(self) -> Iterator[None]:
        """Make the first window without the sheet, and dress it once.

        Under a sheet Qt dresses a part anew each time something around it is put into something larger: ten times.
        Where anything was made under the sheet it stays on: taken from what it dressed, Qt falls at the next change.
        """
        if self._application.allWidgets():
            yield
            return
        sheet = self._application.styleSheet()
        self._application.setStyleSheet("")
        try:
            yield
        finally:
            self._application.setStyleSheet(sheet)


def current_tokens() -> Tokens:
    """Return the colours in force, told by the palette (for what is painted by hand)."""
    ground = QGuiApplication.palette().color(QPalette.ColorRole.Window).name().upper()
    return DARK if ground == DARK.ground else LIGHT


def dress() -> int:
    """Return the number of the dress in force: another one after every change of colours or of text size."""
    return _dress[0]
