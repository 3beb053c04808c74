"""Read a scanner on a serial port (RS-232, USB-COM, HID-POS in its COM mode): no keyboard, no letter lost."""

from __future__ import annotations

import threading
from typing import Final

from PySide6.QtCore import QObject, Signal
from serial import Serial, SerialException
from serial.tools.list_ports import comports

RATES: Final = (9600, 19200, 38400, 57600, 115200)
AGAIN_AFTER_S: Final = 2.0
"""An unplugged reader is looked for again after so long."""
_PAUSE_S: Final = 0.05
"""Silence that ends a scan without a line end."""


def ports() -> dict[str, str]:
    """Return the serial ports of this computer with what the system calls them."""
    return {port.device: f"{port.device} – {port.description}" for port in sorted(comports())}


class SerialReader(QObject):
    """Reads one port on a thread of its own until it is stopped; finds the reader again when it was unplugged."""

    received = Signal(str)
    """One scan, without its line end."""
    opened = Signal(bool)
    """Whether the port can be read now."""

    def __init__(self, port: str, rate: int = 9600, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._rate = rate
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="desk-scanner", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End reading and let the port go."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        told: bool | None = None
        while not self._stop.is_set():
            try:
                with Serial(self._port, self._rate, timeout=_PAUSE_S) as port:
                    self.opened.emit(True)
                    told = True
                    self._read(port)
            except (SerialException, OSError, ValueError):
                if told is not False:
                    self.opened.emit(False)
                    told = False
                self._stop.wait(AGAIN_AFTER_S)

    def _read(self, port: Serial) -> None:
        kept = b""
        while not self._stop.is_set():
            new = port.read(max(1, port.in_waiting))
            *whole, kept = (kept + new).replace(b"\r", b"\n").split(b"\n")
            if not new and kept:
                whole, kept = [*whole, kept], b""
            for line in filter(None, whole):
                self.received.emit(_text(line))


def _text(line: bytes) -> str:
    """Return a scan as text: UTF-8, as the card is written, else the letters of Western Windows."""
    try:
        return line.decode("utf-8").strip()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace").strip()
