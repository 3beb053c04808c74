"""Assemble the program: the only module that knows every layer."""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

from PySide6.QtCore import QProcess, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QMessageBox, QWidget

from papi_desk import services
from papi_desk.commands.given import open_register
from papi_desk.db.database import Database
from papi_desk.db.keys import named_key
from papi_desk.documents.watermark import words_across
from papi_desk.domain.errors import Refused, Unavailable, where_it_failed
from papi_desk.services.damage import Trouble, trouble_of
from papi_desk.services.deeds import Seat, seat
from papi_desk.services.reference import reference
from papi_desk.services.sentences import sentence
from papi_desk.services.upgrading import Told
from papi_desk.settings import office_now, program, resource
from papi_desk.ui.language import speak
from papi_desk.ui.main_window import MainWindow
from papi_desk.ui.opening import opened, waited_for
from papi_desk.ui.printing.preferences import FILE_NAME, read_preferences
from papi_desk.ui.tasks import Tasks, Transact
from papi_desk.ui.theme import ARGUMENTS, Theme

if TYPE_CHECKING:
    from papi_desk.ui.display.display_window import DisplayWindow


def run(folder: Path, url: str | None, *, display: bool = False, practice: bool = False) -> int:
    """Open the window on a register, or the citizens' display alone; a second window raises the first."""
    application = QApplication.instance() or QApplication(ARGUMENTS)
    assert isinstance(application, QApplication)
    application.setApplicationName("PAPI Desk")
    application.setDesktopFileName("papi-desk")
    application.setWindowIcon(_icon())
    kept = read_preferences(folder / FILE_NAME)
    theme = Theme(application, scheme=kept.scheme, factor=kept.text_percent / 100)
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    name = f"papi-desk-{'display-' if display else ''}{digest}"
    if raised(name):
        return 0
    register = folder / "papi-desk.db"
    spoken = speak(application)  # what the office chose is only known once its register is open
    try:
        if url is None and not _mended(register):
            return 3
        database = opened(partial(_opened, folder, url, practice))
        language, sits = database.read(lambda session: (reference(session).setting("language"), seat(session)))
    except (Refused, Unavailable) as error:
        box = QMessageBox(QMessageBox.Icon.Critical, "PAPI Desk", sentence(error))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.exec()
        return 3
    if language != "vi":
        for translator in spoken:
            application.removeTranslator(translator)
        speak(application, language)
    band = words_across()
    application.setApplicationDisplayName(band)
    keep_log(folder)
    tasks = Tasks(cast("Transact", database.transact), cast("Transact", database.read))
    database.on_change.append(tasks.announce)
    sys.excepthook = lambda _kind, bug, _trace: tasks.report(where_it_failed(bug))
    database.on_reach.append(tasks.reach)
    database.listen()
    papers = folder / "giay-to"
    papers.mkdir(parents=True, exist_ok=True)
    window: MainWindow | DisplayWindow
    if display:
        window = _display(tasks, papers)
        window.open_on_second_screen()
    else:
        with theme.put_off():
            window = _desk(tasks, papers, folder / FILE_NAME, band, sits)
        window.showMaximized()  # it is worked in all day
        window.welcome()
        if url is None:
            window.keeper.begin()
    server = listen(name, window)
    code = application.exec()
    tasks.close()
    server.close()
    database.close()
    if url is None and named_key(register) is not None:
        services.encryption.forget_papers(register)
    if isinstance(window, MainWindow) and window.afterwards is not None:
        _do_or_say(window.afterwards)
        command, *words = program("--data", str(folder))
        QProcess.startDetached(command, words)
    return code


def _mended(register: Path) -> bool:
    """Look at the register before it is opened; a damaged one is taken back from a copy, or stays closed."""
    trouble = _seen(register)
    if trouble is None:
        return True
    tasks = Tasks(_no_register, _no_register)
    words = sentence(Unavailable(trouble.damage.kind, what=trouble.damage.what, folder=str(register.parent)))
    dialog = import_module("papi_desk.ui.settings.restore_dialog").DamageDialog(
        tasks, register, trouble, words, partial(_take_back, register)
    )
    mended = dialog.exec() == QDialog.DialogCode.Accepted
    tasks.close()
    return mended and trouble_of(register) is None


def _seen(register: Path) -> Trouble | None:
    """Look at the register, asking for its key where this computer has lost it."""
    while True:
        try:
            return trouble_of(register)
        except Unavailable as error:
            if error.kind not in ("key-missing", "keyring-missing", "key-note-unreadable"):
                raise
            typed, agreed = QInputDialog.getText(None, "PAPI Desk", sentence(error))
            if not agreed:
                raise
            _do_or_say(partial(services.encryption.unlock, register, typed))


def _do_or_say(job: Callable[[], object]) -> None:
    """Do something to the register that nobody has open, and say so where that fails: it is as it was then."""
    try:
        waited_for(job)
    except (Refused, Unavailable) as error:
        QMessageBox.critical(None, "PAPI Desk", sentence(error))


def _take_back(register: Path, copy: Path, secret: int | None) -> None:
    _do_or_say(partial(services.upkeep.restore_file, register, copy, secret, at=office_now()))


def _no_register(*_words: object, **_named: object) -> NoReturn:
    raise Unavailable("database-damaged")


def _opened(folder: Path, url: str | None, practice: bool, told: Told) -> Database:
    return open_register(folder, url, office_now(), practice=practice, told=told)


def _icon() -> QIcon:
    """Return the program's icon in the sizes that were drawn for them."""
    made = QIcon()
    for path in sorted(resource("icons").glob("papi-desk-*.png")):
        made.addFile(str(path))
    return made


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def raised(name: str) -> bool:
    """Ask a window that is already open on this register to come to the front."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(300):
        return False
    socket.write(b"raise")
    socket.waitForBytesWritten(300)
    return True


def _desk(tasks: Tasks, papers: Path, printers_file: Path, band: str, sits: Seat) -> MainWindow:
    return MainWindow(
        tasks=tasks, office_clock=office_now, papers_folder=papers, open_file=_open, printers_file=printers_file,
        band=band, seat=sits,
    )  # fmt: skip


def _display(tasks: Tasks, folder: Path) -> DisplayWindow:
    from papi_desk.ui.display.display_window import DisplayWindow

    return DisplayWindow(tasks, office_now, folder)


def listen(name: str, window: QWidget) -> QLocalServer:
    """Come to the front when a second window is opened on this register."""
    QLocalServer.removeServer(name)
    server = QLocalServer(window)

    def come_forward() -> None:
        server.nextPendingConnection().close()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    server.newConnection.connect(come_forward)
    server.listen(name)
    return server


def keep_log(folder: Path) -> None:
    """Write warnings and bugs into a file that stays small."""
    handler = RotatingFileHandler(folder / "papi-desk.log", maxBytes=500_000, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
