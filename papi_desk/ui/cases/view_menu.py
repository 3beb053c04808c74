"""Saved lists: chosen, saved under a name for oneself or for the office, forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.saved_views import ViewLine, drop_view, name_view, save_view, saved_views
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import ChoiceField, TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import column, row
from papi_desk.ui.pages import Desk

_PAGE = "cases"


class ViewMenu(QWidget):
    """A button with the saved lists; keeps the columns as the officer left them, too."""

    chosen = Signal(object)
    """The content of a saved list."""
    remembered = Signal(object)
    """The list as this officer left it."""

    def __init__(self, desk: Desk, content: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__()
        self._desk = desk
        self._content = content
        self.views: Sequence[ViewLine] = ()
        self._button: QPushButton = button(self.tr("Saved &lists"), kind="flat", picture="bookmark-simple")
        self._menu = QMenu(self._button)
        self._menu.aboutToShow.connect(self._fill)
        self._button.setMenu(self._menu)
        self.setLayout(row(self._button))

    def read(self) -> None:
        """Read the lists that the officer at the desk sees."""
        reading = self._desk.tasks.read(self, _views, by=self._desk.officer())
        reading.then(self._keep)

    def _keep(self, views: Sequence[ViewLine]) -> None:
        self.views = views
        left = next((view for view in views if not view.name and not view.of_office), None)
        if left is not None:
            self.remembered.emit(left.content)

    def remember(self) -> None:
        """Keep the columns as they are now, for this officer."""
        self._desk.tasks.run(self, _keep_left, dict(self._content()), by=self._desk.officer())

    def save(self) -> None:
        """Ask for a name and save the list."""
        SaveDialog(self, self._desk, self._content(), self.read).open()

    def choose(self, view: ViewLine) -> None:
        """Show a saved list."""
        self.chosen.emit(view.content)

    def _fill(self) -> None:
        self._menu.clear()
        named = [view for view in self.views if view.name]
        for of_office, title in ((False, self.tr("Mine")), (True, self.tr("The office's"))):
            mine = [view for view in named if view.of_office is of_office]
            if mine:
                self._menu.addSection(title)
            for view in mine:
                self._menu.addAction(view.name, partial(self.choose, view))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Save this list…"), self.save)
        if named:
            gone = self._menu.addMenu(self.tr("Forget"))
            for view in named:
                gone.addAction(view.name, partial(self._drop, view))

    def _drop(self, view: ViewLine) -> None:
        self._desk.tasks.run(self, drop_view, view.id).then(lambda _done: self.read())


class SaveDialog(Sheet):
    """The name of a list, and for whom it is."""

    def __init__(self, parent: QWidget, desk: Desk, content: Mapping[str, Any], saved: Callable[[], None]) -> None:
        self._desk = desk
        self._what = dict(content)
        self._saved = saved
        self.name = TextField(self.tr("&Name of the list"), longest=60)
        whom = {"mine": self.tr("only me"), "office": self.tr("the whole office")}
        self.whom = ChoiceField(self.tr("&For"), whom)
        super().__init__(parent, self.tr("Save this list"), column(self.name, self.whom, gap=4), agree=self.tr("&Save"))
        self.name.setFocus()

    def agree(self) -> None:
        """Save it."""
        self.agree_button.setEnabled(False)
        by = None if self.whom.value() == "office" else self._desk.officer()
        saving = self._desk.tasks.run(self, _save_named, self.name.value(), self._what, by=by)
        saving.then(lambda _done: self._done()).failed(self._refused)

    def _done(self) -> None:
        self.accept()
        self._saved()

    def _refused(self, refusal: Refused) -> None:
        self.agree_button.setEnabled(True)
        self.name.complain(sentence(refusal))


def _views(session: Any, *, by: int | str) -> list[ViewLine]:
    return saved_views(session, _PAGE, officer=by)


def _keep_left(session: Any, content: Mapping[str, Any], *, by: int | str) -> None:
    save_view(session, _PAGE, "", content, officer=by)


def _save_named(session: Any, name: str, content: Mapping[str, Any], *, by: int | str | None) -> None:
    name_view(session, _PAGE, name, content, officer=by)
