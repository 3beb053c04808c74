"""The serial reader of this computer: which port, remembered in a small file; its scans go where the others go."""

from __future__ import annotations

import json
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from papi_desk.domain.records import Record
from papi_desk.ui.papers import write_file
from papi_desk.ui.scanning.scanner import Scanner
from papi_desk.ui.tasks import Tasks

READER_FILE: Final = "may-quet.toml"
_HEADING: Final = "# Máy quét nối cổng COM của máy tính này. Xóa tệp này thì chương trình không đọc cổng nào.\n"


class ReaderChoice(Record):
    """A serial port and its speed; no port means no reader, and scanners that type need none."""

    port: str = ""
    rate: int = 9600


class ReaderDesk(QObject):
    """Keeps the reader going; the port's library is loaded when a port is chosen."""

    told = Signal(str)
    """«open», «gone» or «none»."""
    heard = Signal(str)
    """The last scan as it came, to be tried out in the settings."""

    def __init__(self, parent: QObject, scanner: Scanner, tasks: Tasks, file: Path) -> None:
        super().__init__(parent)
        self._scanner = scanner
        self._tasks = tasks
        self._file = file
        self._reader: Any = None
        self.choice = read_choice(file)
        self.state = "none"

    def listen(self) -> None:
        """Begin to read the chosen port, once."""
        if self.choice.port and self._reader is None:
            module = import_module("papi_desk.ui.scanning.serial_reader")
            self._reader = module.SerialReader(self.choice.port, self.choice.rate, self)
            self._reader.received.connect(self._received)
            self._reader.opened.connect(lambda open_: self._tell("open" if open_ else "gone"))
            self._reader.start()

    def choose(self, choice: ReaderChoice) -> None:
        """Read another port from now on."""
        self.stop()
        self.choice = choice
        self._tasks.work(self, write_file, self._file, choice_text(choice).encode())
        self._tell("none")
        self.listen()

    def stop(self) -> None:
        """Let the port go."""
        if self._reader is not None:
            self._reader.stop()
            self._reader = None

    def ports(self) -> dict[str, str]:
        """Return the serial ports of this computer by name."""
        found: dict[str, str] = import_module("papi_desk.ui.scanning.serial_reader").ports()
        return found

    def _received(self, text: str) -> None:
        self.heard.emit(text)
        self._scanner.take(text)

    def _tell(self, state: str) -> None:
        self.state = state
        self.told.emit(state)


def read_choice(path: Path) -> ReaderChoice:
    """Read the file; what is missing or damaged means that no port was chosen."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return ReaderChoice(str(found.get("port", "")), int(found.get("rate", 9600)))
    except (OSError, ValueError, TypeError):
        return ReaderChoice()


def choice_text(choice: ReaderChoice) -> str:
    """Return a choice as the file keeps it."""
    return f"{_HEADING}port = {json.dumps(choice.port, ensure_ascii=False)}\nrate = {choice.rate}\n"
