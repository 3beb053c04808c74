"""Keep what is being typed: every second on disk, there again after a crash; several citizens can wait.

While the server of a shared register is gone, the form is kept in a file of this computer, and goes to the server by
itself once that is there again. Beside an encrypted register it waits in the window alone, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from platform import node
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from papi_desk.domain.errors import Unavailable
from papi_desk.services.drafts import DraftLine, drop_draft, load_drafts, save_draft, take_up_draft
from papi_desk.services.kept_here import FOLDER, KeptHere, drop_here, keep_here, kept_here
from papi_desk.ui.labels import sentence
from papi_desk.ui.pages import Desk
from papi_desk.ui.server_line import SERVER_GONE
from papi_desk.ui.tasks import Pending

EVERY_MS: Final = 1000
Contents = dict[str, Any]


class DraftKeeper(QObject):
    """Save the form's contents when they changed, at most once a second; put forms on hold and take them up again."""

    held_changed = Signal()
    told = Signal(str, str)
    """What to say of a form that could not be saved, and its tone."""

    def __init__(self, desk: Desk, page: str, contents: Callable[[], Contents | None], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page = page
        self._counter = node()
        self._contents = contents
        self._saved: Contents | None = None
        self._saving: Pending[int] | None = None
        self.number: int | None = None
        self.held: Sequence[DraftLine] = ()
        self._handed: int | None = None
        self._file = desk.papers_folder / FOLDER / f"{page}.json"
        self._register = desk.keeper.folder / "papi-desk.db"
        self._here = False
        self._only_here = False
        self._unsaved = False
        desk.tasks.reached.connect(self._reached)
        self._every = QTimer(self, interval=EVERY_MS)
        self._every.timeout.connect(self.save)
        self._every.start()

    def load(self, show: Callable[[Contents], None]) -> None:
        """Read this counter's drafts: show the one that was being typed; the others wait."""

        def here(kept: KeptHere | None) -> None:
            if kept is not None and self._contents() is None:
                self.number, self._here = kept.draft, True
                show(kept.content)
            self._desk.tasks.read(self, load_drafts, self._page, self._counter).then(found)

        def found(drafts: list[DraftLine]) -> None:
            typed = [draft for draft in drafts if draft.held_at is None]
            if typed and self.number is None and self._contents() is None:
                self.number, self._saved = typed[-1].id, typed[-1].content
                show(typed[-1].content)
            self._show_held(drafts)

        self._desk.tasks.work(self, kept_here, self._file).then(here)

    def save(self) -> None:
        """Save the form when it differs from what was saved last; not while it is on its way to become a case."""
        if not self._every.isActive():
            return
        contents = self._contents()
        if self._saving is None and contents is not None and contents != self._saved:
            self._write(contents, held=False)

    def hold(self, then: Callable[[], None]) -> bool:
        """Put the form on hold, and call ``then`` once it is on disk; tell whether there was anything to hold."""
        contents = self._contents()
        if contents is None:
            return False
        if self._saving is not None:
            self._saving.always(lambda: self._saved_then_hold(then))
            return True
        self._write(contents, held=True).then(lambda _number: self._now_held(then))
        return True

    def take_up(self, draft: int, show: Callable[[Contents], None]) -> None:
        """Go on with a form that was on hold."""

        def taken(line: DraftLine) -> None:
            self.number, self._saved = line.id, line.content
            show(line.content)
            self.reread()

        self._desk.tasks.run(self, take_up_draft, draft).then(taken).failed(lambda _refusal: self.reread())

    def reread(self) -> None:
        """Read again who waits."""
        self._desk.tasks.read(self, load_drafts, self._page, self._counter).then(self._show_held)

    def hand_over(self) -> int | None:
        """Pause, and return the draft that goes with the case now being saved."""
        self._every.stop()
        self._unsaved = False
        self._handed = self.number
        return self.number

    def go_on(self) -> None:
        """Keep drafts again, whatever came of the case."""
        self._every.start()

    def hindered(self, error: Unavailable) -> None:
        """Say why the form is no case yet; it stays as it is, and the officer saves it when he wants to."""
        self._unsaved = error.kind == SERVER_GONE
        self.told.emit(sentence(error), "late")

    def became_a_case(self) -> None:
        """Begin a new form; a draft that was still being written when the case was saved is dropped now."""
        if self.number is not None and self.number != self._handed:
            self._desk.tasks.run(self, drop_draft, self.number)
        self.number = self._saved = None
        self._drop_here()

    def forget(self) -> None:
        """Throw the draft away and begin a new form."""
        if self.number is not None:
            self._desk.tasks.run(self, drop_draft, self.number)
        self.number = self._saved = None
        self._unsaved = False
        self._drop_here()

    def _write(self, contents: Contents, *, held: bool) -> Pending[int]:
        self._saved = contents
        self._saving = self._desk.tasks.run(
            self, save_draft, page=self._page, payload=contents, draft=self.number, at=self._desk.clock(),
            counter=self._counter, held=held,
        )  # fmt: skip
        return self._saving.then(self._kept).hindered(partial(self._keep_here, contents)).always(self._done)

    def _kept(self, number: int) -> None:
        self.number = number
        if self._only_here:
            self.told.emit(self.tr("The register keeps this form again."), "done")
        self._drop_here()

    def _keep_here(self, contents: Contents, error: Unavailable) -> None:
        """Keep the form on this computer while the register cannot be reached; it goes there when that can be done."""
        self._here = True
        keeping = self._desk.tasks.work(self, keep_here, self._file, KeptHere(self.number, contents), self._register)
        keeping.then(self._written)
        self._desk.tasks.unavailable.emit(error, self._save_again)

    def _written(self, written: bool) -> None:
        self._only_here = not written
        if not written:
            words = self.tr("The register is encrypted, so this form is in no file: it is kept in this window alone.")
            self.told.emit(words, "late")

    def _reached(self, there: bool) -> None:
        if there and self._here:
            self._save_again()
        if there and self._unsaved:
            self._unsaved = False
            self.told.emit(self.tr("The server is there again. This form is not saved yet."), "soon")

    def _save_again(self) -> None:
        self._saved = None
        self.save()

    def _drop_here(self) -> None:
        self._only_here = False
        if self._here:
            self._here = False
            self._desk.tasks.work(self, drop_here, self._file)

    def _done(self) -> None:
        self._saving = None

    def _saved_then_hold(self, then: Callable[[], None]) -> None:
        self._done()
        QTimer.singleShot(0, self, lambda: self.hold(then))

    def _now_held(self, then: Callable[[], None]) -> None:
        self.number = self._saved = None
        self._drop_here()
        then()
        self.reread()

    def _show_held(self, drafts: Sequence[DraftLine]) -> None:
        self.held = [draft for draft in drafts if draft.id != self.number]
        self.held_changed.emit()
