"""Speak Vietnamese on the screens, Qt's own buttons and menus included; English on request."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from papi_desk.settings import resource

CATALOGUES: Final = ("papi_desk_vi", "qt_vi")
"""Our screens; and Qt's standard texts, for which PySide6 ships no Vietnamese."""


def speak(application: QCoreApplication, language: str = "vi") -> list[QTranslator]:
    """Install the catalogues of the language; return them (English needs none)."""
    QLocale.setDefault(QLocale("vi_VN" if language == "vi" else "en_GB"))
    if language != "vi":
        return []
    translators = [QTranslator(application) for _ in CATALOGUES]
    for translator, name in zip(translators, CATALOGUES, strict=True):
        if not translator.load(str(resource("i18n", f"{name}.qm"))):
            raise FileNotFoundError(f"{name}.qm")
        application.installTranslator(translator)
    return translators
