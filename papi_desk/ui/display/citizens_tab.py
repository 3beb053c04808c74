"""What the desk does towards the citizens' screen: open it, call numbers to a counter, publish the web site."""

from __future__ import annotations

import secrets
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.public_site import PublicSite
from papi_desk.services.papers import Printed
from papi_desk.services.public_site import counter_of, note_publication, public_site
from papi_desk.services.queue import Call, call_again, call_next, take_ticket, waiting_now
from papi_desk.settings import resource
from papi_desk.ui.dialogs import button, card
from papi_desk.ui.fields import TextField
from papi_desk.ui.labels import number, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.slips import issued_document


class CitizensTab(QWidget):
    """The queue, the display, and the web site."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.display: Any = None
        self.counter = TextField(self.tr("This counter"), hint=self.tr("as it is called out: Quầy 1"))
        self.counter.setMaximumWidth(360)
        self.waiting = text("", "figure")
        self.result = text("", "note", wrap=True)
        self.call = button(self.tr("Call the &next number"), self.call_next, kind="primary", key="Ctrl+M")
        again = button(self.tr("Call &again"), self.call_again)
        ticket = button(self.tr("Print a &ticket"), self.take_ticket, picture="printer")
        queue = card(
            text(self.tr("Queue"), "section"), row(self.waiting, text(self.tr("waiting"), "quiet"), STRETCH, gap=8),
            self.counter, row(self.call, again, ticket, STRETCH),
        )  # fmt: skip
        show = button(self.tr("Open the &display"), self.open_display, picture="monitor")
        told = self.tr("Fills the second monitor. Esc asks for the officer's key, where one is set in the settings.")
        head = text(self.tr("Display for citizens"), "section")
        screen = card(head, text(told, "quiet", wrap=True), row(show, STRETCH))
        publish = button(self.tr("&Publish…"), self._choose_folder, picture="globe-simple")
        site_words = self.tr("Writes the web site into a folder for the portal; it replaces the whole folder.")
        site = card(text(self.tr("Web site"), "section"), text(site_words, "quiet", wrap=True), row(publish, STRETCH))
        self.setLayout(column(10, queue, screen, site, self.result, STRETCH, gap=12))

    def refresh(self) -> None:
        """Count who waits."""
        counting = self._desk.tasks.read(self, waiting_now, at=self._desk.clock())
        counting.then(lambda count: self.waiting.setText(number(count)))
        if not self.counter.value():
            asking = self._desk.tasks.read(self, counter_of, self._desk.officer() or None, on=self._desk.clock().date())
            asking.then(self._take_counter)

    def _take_counter(self, name: str) -> None:
        if not self.counter.value():
            self.counter.set_value(name)

    def call_next(self) -> None:
        """Call the next number to this counter."""
        if self._named():
            now, officer = self._desk.clock(), self._desk.officer()
            calling = self._desk.tasks.run(self, call_next, self.counter.value(), at=now, by=officer or None)
            calling.then(self._called).failed(self._refused)

    def call_again(self) -> None:
        """Call this counter's last number again."""
        if self._named():
            calling = self._desk.tasks.run(self, call_again, self.counter.value(), at=self._desk.clock())
            calling.then(self._called).failed(self._refused)

    def take_ticket(self) -> None:
        """Take the next number and print its ticket."""
        taking = self._desk.tasks.run(self, take_ticket, lay_out=kept_layout, at=self._desk.clock())
        taking.then(self._print)

    def open_display(self) -> None:
        """Open the display on the second monitor."""
        if self.display is None or not self.display.isVisible():
            module = import_module("papi_desk.ui.display.display_window")
            self.display = module.DisplayWindow(self._desk.tasks, self._desk.clock, self._desk.papers_folder)
        self.display.open_on_second_screen()

    def close_display(self) -> None:
        """Let the display go with the program."""
        if self.display is not None and isValid(self.display):
            self.display.leave()

    def publish(self, folder: Path) -> None:
        """Publish the web site into a folder."""
        reading = self._desk.tasks.read(self, public_site, now=self._desk.clock())
        reading.named(self.tr("Gathering what is published…")).then(lambda site: self._write(site, folder))

    def _named(self) -> bool:
        if self.counter.value():
            return True
        self.counter.complain(self.tr("Type the name of this counter first."))
        self.counter.setFocus()
        return False

    def _called(self, call: Call) -> None:
        self._tell(self.tr("Called number {0} to {1}.").format(call.number, call.counter), "done")
        self.refresh()

    def _print(self, printed: Printed) -> None:
        self.refresh()
        writing = self._desk.tasks.work(self, issued_document, printed, self._desk.papers_folder)
        writing.then(lambda paper: self._desk.printing.show(paper, self, self._tell))

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder of the web site"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.publish(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, site: PublicSite, folder: Path) -> None:
        writing = self._desk.tasks.work(self, write_site, site, folder).named(self.tr("Writing the web site…"))
        writing.then(lambda count: self._published(folder, *count)).failed(self._refused)

    def _published(self, folder: Path, files: int, _size: int) -> None:
        now, officer = self._desk.clock(), self._desk.officer()
        self._desk.tasks.run(self, note_publication, str(folder), at=now, by=officer or None)
        self._tell(self.tr("Published {0} files into {1}.").format(number(files), folder), "done")

    def _refused(self, trouble: Refused | Unavailable) -> None:
        self._tell(sentence(trouble), "late")

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)


def write_site(site: PublicSite, folder: Path) -> tuple[int, int]:
    """Set the site and put it into its folder; the writers are loaded when the first site is published."""
    files = import_module("papi_desk.documents.site").site_files
    replace = import_module("papi_desk.documents.site_folder").replace_site
    assets = {path.name: path.read_bytes() for path in sorted(resource("site").iterdir())}
    written: tuple[int, int] = replace(folder, files(site, assets, salt=secrets.token_hex(16)))
    return written
