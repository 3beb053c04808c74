"""Speak Vietnamese on the screens, Qt's own buttons and menus included; English on request."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from papi_desk.settings import resource

CATALOGUES: Final = ("papi_desk_vi", "qt_vi")
"""Our screens; and Qt's standard texts, for which PySide6 ships no Vietnamese."""
_held: Final[list[bytes]] = []
"""What the catalogues read from. Qt would map the files, and fall over when an update replaces them under it."""


def speak(application: QCoreApplication, language: str = "vi") -> list[QTranslator]:
    """Install the catalogues of the language; return them (English needs none)."""
    QLocale.setDefault(QLocale("vi_VN" if language == "vi" else "en_GB"))
    if language != "vi":
        return []
    translators = [QTranslator(application) for _ in CATALOGUES]
    for translator, name in zip(translators, CATALOGUES, strict=True):
        _held.append(resource("i18n", f"{name}.qm").read_bytes())
        if not translator.load(_held[-1]):
            raise FileNotFoundError(f"{name}.qm")
        application.installTranslator(translator)
    return translators
