"""Where pages bring their papers: printed at once where this computer remembers how, else shown first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.files import plain_name
from papi_desk.domain.records import replace
from papi_desk.ui.labels import sentence
from papi_desk.ui.papers import write_file
from papi_desk.ui.printing.document import Document, Sent
from papi_desk.ui.printing.preferences import Preferences, PrintChoice, preferences_text, read_preferences
from papi_desk.ui.tasks import Pending, Tasks

if TYPE_CHECKING:
    from papi_desk.ui.printing.printers import Printers


class Goes(Protocol):
    """Told that something goes out (how, what, where to, under a password), before it does; tells why it may not."""

    def __call__(
        self, deed: Literal["print", "export"], what: str, where: str, *, locked: bool = False
    ) -> Refused | None:
        """Tell why it may not go out."""


Say = Callable[[str, str], None]
"""Tell words in a tone («done», «soon», «late») where the page tells its results."""


class PrintDesk(QObject):
    """Show, print, save and share papers, and remember how this computer does it."""

    shown = Signal(object)
    """A paper was shown or is being printed."""
    remembered = Signal()
    """This computer remembers something else now."""

    def __init__(
        self,
        tasks: Tasks,
        papers_folder: Path,
        open_file: Callable[[Path], None],
        file: Path,
        printers: Printers | None = None,
    ) -> None:
        super().__init__()
        self.tasks = tasks
        if printers is not None:
            self.printers = printers
        self._folder = papers_folder
        self._open_file = open_file
        self._file = file
        self._preferences: Preferences | None = None
        self.goes_out: Goes = lambda *_what, **_how: None
        self.locks_exports = False
        """Whether the office lets no file leave the register without a password."""

    @cached_property
    def printers(self) -> Printers:
        """Return the printers of this computer; Qt's part for them is loaded when they are first asked for."""
        return cast("Printers", import_module("papi_desk.ui.printing.printers").Printers())

    @property
    def preferences(self) -> Preferences:
        """Return what this computer remembers; read when it is first asked for."""
        if self._preferences is None:
            self._preferences = read_preferences(self._file)
        return self._preferences

    def remember(self, preferences: Preferences) -> None:
        """Remember other preferences, now and after the next start."""
        if preferences != self.preferences:
            self._preferences = preferences
            self.tasks.work(self, write_file, self._file, preferences_text(preferences).encode())
            self.remembered.emit()

    def remember_choice(self, kind: str, choice: PrintChoice) -> None:
        """Remember how a kind of paper is printed."""
        self.remember(self.preferences.with_choice(kind, choice))

    def remember_share_folder(self, folder: str) -> None:
        """Remember the folder that the office shares."""
        self.remember(replace(self.preferences, share_folder=folder))

    def show(self, document: Document, parent: QWidget, say: Say) -> None:
        """Print a paper at once where that is remembered for its kind, else show it."""
        choice = self.preferences.choice(document.kind)
        if not choice.direct:
            self.preview(document, parent, say=say)
            return

        def ask(trouble: Refused | Unavailable) -> None:
            say(sentence(trouble), "late")
            self.preview(document, parent, sentence(trouble), say)

        say(self.tr("Printing {0}…").format(document.title), "")
        self.shown.emit(document)
        printing = self.print_paper(document, choice, parent)
        printing.then(lambda printed: say(*self.words(printed))).failed(ask).hindered(ask)

    def preview(self, document: Document, parent: QWidget, complaint: str = "", say: Say | None = None) -> None:
        """Show a paper as it will be printed, with what stood in the way of printing it at once."""
        module = import_module("papi_desk.ui.printing.preview_dialog")
        dialog = module.PreviewDialog(self, document, parent.window(), complaint)
        if say is not None:
            dialog.sent.connect(say)
        dialog.open()
        self.shown.emit(document)

    def print_many(self, papers: Sequence[Callable[[], Document]], parent: QWidget, *, kind: str, title: str) -> None:
        """Print a selection of papers of one kind, each made when its turn comes."""
        module = import_module("papi_desk.ui.printing.batch_dialog")
        dialog: QDialog = module.BatchDialog(self, papers, parent.window(), kind=kind, title=title)
        dialog.open()

    def print_paper(
        self,
        paper: Document | Callable[[], Document],
        choice: PrintChoice,
        owner: QObject,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Pending[Sent]:
        """Print a paper (made first, where it is not yet) beside the window; a slow printer delays nothing else."""
        what = paper.title if isinstance(paper, Document) else ""
        if refusal := self.goes_out("print", what, choice.printer):
            return self.tasks.spool(owner, _say_no, refusal)
        return self.tasks.spool(owner, _print, paper, choice, self.printers, wanted).named(self.tr("Printing…"))

    def words(self, printed: Sent) -> tuple[str, str]:
        """Say what was handed to the printer, and in which tone."""
        if printed.at_rest:
            sent = self.tr("Sent to «{0}»: {1} pages.")
            return sent.format(printed.printer, printed.pages), "done"
        waiting = self.tr("«{0}» reports trouble. The paper waits there: look at the printer, do not print again.")
        return waiting.format(printed.printer), "soon"

    def open(self, document: Document, owner: QObject) -> Pending[Path]:
        """Open a paper in the system's viewer."""
        path = self._folder / plain_name(document.file_name)
        if refusal := self.goes_out("export", document.title, str(path)):
            return self.tasks.work(owner, _not_written, refusal)
        writing = self.tasks.work(owner, write_file, path, document.content)
        return writing.then(self._open_file)

    def export(
        self,
        what: str,
        path: Path,
        parent: QWidget,
        write: Callable[[str], object],
        refuse: Callable[[Refused], object],
    ) -> None:
        """Let a file leave the register: have it noted, then tell ``write`` its password, or ``refuse`` why not.

        The password is asked for where the office lets no file leave without one, else it is empty.
        """

        def go(password: str) -> None:
            refusal = self.goes_out("export", what, str(path), locked=bool(password))
            if refusal is None:
                write(password)
            else:
                refuse(refusal)

        if not self.locks_exports:
            go("")
        elif path.suffix.lower() in (".xlsx", ".pdf"):
            dialog = import_module("papi_desk.ui.printing.password_dialog").PasswordDialog(parent, path, go)
            dialog.open()
        else:
            refuse(Refused("export-not-lockable"))

    def share(self, document: Document, owner: QObject, password: str = "") -> Pending[Path]:
        """Copy a paper into the folder that the office shares."""
        return self.tasks.work(owner, _copy, document, Path(self.preferences.share_folder), password)


def _print(
    paper: Document | Callable[[], Document], choice: PrintChoice, printers: Printers, wanted: Callable[[], bool]
) -> Sent:
    """Load what prints when the first paper is printed."""
    document = paper if isinstance(paper, Document) else paper()
    press = import_module("papi_desk.ui.printing.press")
    printed: Sent = press.print_document(document, choice, printers, wanted)
    return printed


def _not_written(refusal: Refused) -> Path:
    raise refusal


def _say_no(refusal: Refused) -> Sent:
    raise refusal


def _copy(document: Document, folder: Path, password: str) -> Path:
    if not folder.is_dir():
        raise Unavailable("share-folder-gone", path=str(folder))
    return write_file(folder / plain_name(document.file_name), document.content, password)
