"""Copies of the register: where they go, how often, which there are, and how one is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from papi_desk.domain.backups import BackupPlan
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import Record, replace
from papi_desk.services.access_log import note_copies
from papi_desk.services.backup_plan import BackupState, PlaceState, add_place, drop_place, read_plan, write_plan
from papi_desk.services.damage import known_copies
from papi_desk.services.deeds import why_not
from papi_desk.services.upkeep import restore_file
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import CountField
from papi_desk.ui.labels import Chip, moment_text, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.settings.restore_dialog import CopyList, Found, RestoreDialog


class PlaceLine(Record):
    """A place with what came of its last copy."""

    path: str
    state: PlaceState
    own: bool


class BackupsTab(QWidget):
    """The places of the copies, their plan, the copies, and the way back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._keeper, self._tasks = desk, desk.keeper, desk.tasks
        self._elsewhere: str | None = None
        self.last = text("", "section", wrap=True)
        self.now = button(self.tr("Make a copy now"), self.copy, kind="primary", picture="floppy-disk", key="Ctrl+B")
        self.places = self._place_list()
        self.places.setFixedHeight(142)
        self.list = CopyList()
        self.numbers = {
            "every_hours": CountField(self.tr("Every … &hours"), least=1, most=168),
            "keep_last": CountField(self.tr("&Keep the last"), least=1, most=1000),
            "keep_days": CountField(self.tr("then one a &day, days"), least=0, most=3660),
            "keep_months": CountField(self.tr("then one a &month, months"), least=0, most=240),
        }
        self.at_closing = QCheckBox(self.tr("Also when the program is &closed"))
        self.add = button(self.tr("&Add a place…"), self._choose_place, picture="plus")
        self.drop = button(self.tr("&Remove the place"), self._drop)
        self.back = button(self.tr("&Take this copy back…"), self.take_back)
        self.other = button(self.tr("&Look in another folder…"), self._choose_folder)
        self.drill = text("", "quiet", wrap=True)
        self.result = text("", "note", wrap=True)
        self._lay_out()
        self._connect()

    def _place_list(self) -> RowsView[PlaceLine]:
        columns = (
            Column[PlaceLine](self.tr("Place"), lambda one: one.path, tip=lambda one: one.path),
            Column[PlaceLine](self.tr("Last copy"), lambda one: _moment(one.state.done_at), width=150, figures=True),
            Column[PlaceLine](self.tr("State"), chip=self._chip, tip=lambda one: _trouble(one.state), width=230),
        )
        return RowsView(columns, name=self.tr("Places of the copies"))

    def _chip(self, line: PlaceLine) -> Chip:
        if line.state.trouble is not None:
            return Chip(self.tr("no copy: see below"), "late", "warning")
        if not line.state.done_at:
            return Chip(self.tr("not yet"), "quiet", "clock")
        if line.state.same_disk:
            return Chip(self.tr("proved; same disk"), "soon", "hard-drive")
        return Chip(self.tr("proved"), "done", "check-circle")

    def _lay_out(self) -> None:
        plan = row(*self.numbers.values(), column(16, self.at_closing, STRETCH), STRETCH, gap=12)
        self.setLayout(
            column(
                row((self.last, 1), self.now),
                row((self.places, 1), column(self.add, self.drop, STRETCH)),
                self.result, plan, (self.list, 1), row(self.back, self.other, (self.drill, 1), gap=12),
                margin=16,
            )
        )  # fmt: skip

    def _connect(self) -> None:
        self._keeper.changed.connect(self.show_state)
        self._keeper.finished.connect(self._finished)
        self.list.opened.connect(lambda _found: self.take_back())
        for name, field in self.numbers.items():
            field.counter.editingFinished.connect(partial(self._set_number, name))
        self.at_closing.clicked.connect(self._set_closing)

    def refresh(self) -> None:
        """See how the copies stand, those of this computer."""
        self._elsewhere = None
        self._keeper.refresh()

    def copy(self) -> None:
        """Copy the register now; work goes on meanwhile."""
        self._tell(self.tr("Copying…"), "")
        self.now.setEnabled(not self._keeper.start())

    def _finished(self, words: str, tone: str) -> None:
        self._tell(words, tone)
        self.now.setEnabled(True)

    def show_state(self, state: BackupState) -> None:
        """Show the plan, the places and the copies."""
        newest = moment_text(state.newest)
        self.last.setText(self.tr("Newest proved copy: {0}").format(newest) if newest else self.tr("No copy yet"))
        states = state.record.places
        lines = [
            PlaceLine(place, states.get(place, PlaceState()), own=not number)
            for number, place in enumerate(state.places)
        ]
        self.places.show_rows(lines, same=lambda line: line.path)
        troubles = [_trouble(line.state) for line in lines if line.state.trouble]
        if troubles and not self._keeper.running:
            self._tell(troubles[0], "late")
        self._show_plan(state.plan)
        self._show_drill(state)
        if self._elsewhere is None:  # else the copies stay that were looked for in another folder
            self._tasks.work(self, known_copies, self._keeper.folder).then(self._show_copies)

    def _show_plan(self, plan: BackupPlan) -> None:
        for name, field in self.numbers.items():
            if not field.counter.hasFocus():
                field.set_value(getattr(plan, name))
        self.at_closing.setChecked(plan.at_closing)

    def _show_drill(self, state: BackupState) -> None:
        done = state.record.drill
        if done is None:
            self.drill.setText(self.tr("The first copy is taken back for trial at once, then one each month."))
            return
        words = done.trouble.words if done.trouble else self.tr("whole and right, {0} cases").format(done.cases)
        self.drill.setText(self.tr("Last trial {0}: {1}").format(_moment(done.at), words))

    def _show_copies(self, found: Sequence[Found]) -> None:
        """Show copies, the newest chosen."""
        self.list.show_rows(found, same=lambda one: one[0])
        if found and self.list.chosen() is None:
            self.list.choose(0)

    def take_back(self) -> None:
        """Show what the chosen copy would bring and lack."""
        found = self.list.chosen()
        if found is not None:
            self._tasks.read(self, why_not, "restore").then(partial(self._may_take_back, found[0]))

    def _may_take_back(self, source: Path, refusal: Refused | None) -> None:
        if refusal is not None:
            self._refused(refusal)
            return
        register = self._keeper.folder / "papi-desk.db"
        RestoreDialog(self.window(), self._tasks, register, source, self._exchange).open()

    def _exchange(self, source: Path, secret: int | None) -> None:
        register, seat = self._keeper.folder / "papi-desk.db", self._desk.seat.seat
        officer = seat.officer.name if seat is not None and seat.officer is not None else ""
        job = partial(restore_file, register, source, secret, at=self._desk.clock(), officer=officer)
        self._desk.after_closing(job)

    def look_in(self, folder: str) -> None:
        """List the copies in another folder, brought from elsewhere."""
        self._elsewhere = folder
        looking = self._tasks.spool(self, known_copies, self._keeper.folder, [folder])
        looking.then(partial(self._show_found, folder))

    def _show_found(self, folder: str, found: Sequence[Found]) -> None:
        self._show_copies(found)
        if not found:
            self._tell(self.tr("There is no whole copy in {0}.").format(folder), "late")

    def add_place(self, place: str) -> None:
        """Copy to another place too."""
        self._change(add_place, place)

    def _drop(self) -> None:
        line = self.places.chosen()
        if line is not None and not line.own:
            self._change(drop_place, line.path)

    def _change(self, how: Callable[[Path, str], BackupPlan], place: str) -> None:
        """Change the plan off the screen's thread: a place may be slow to answer."""

        def change() -> None:
            changing = self._tasks.spool(self, how, self._keeper.folder, place)
            changing.then(lambda _plan: self.refresh()).failed(self._refused).hindered(self._refused)

        self._noted(place, change)

    def _noted(self, words: str, then: Callable[[], None]) -> None:
        """Write down that the plan is changed, where who sits here may change it."""
        now, officer = self._desk.clock(), self._desk.officer() or None
        noting = self._tasks.run(self, note_copies, "backup-plan", words, at=now, by=officer)
        noting.then(lambda _done: then()).failed(self._refused)

    def _set_number(self, name: str) -> None:
        value, state = self.numbers[name].value(), self._keeper.state
        if state is None or getattr(state.plan, name) != value:
            self._write(f"{name}={value}", lambda plan: plan.with_number(name, value))

    def _set_closing(self) -> None:
        closing = self.at_closing.isChecked()
        self._write(f"at_closing={closing}", lambda plan: replace(plan, at_closing=closing))

    def _write(self, words: str, change: Callable[[BackupPlan], BackupPlan]) -> None:
        folder = self._keeper.folder

        def write() -> None:
            writing = self._tasks.work(self, lambda: write_plan(folder, change(read_plan(folder))))
            writing.then(lambda _plan: self.refresh()).failed(self._refused).hindered(self._refused)

        self._noted(words, write)

    def _refused(self, error: Refused | Unavailable) -> None:
        self._tell(sentence(error), "late")

    def _choose_place(self) -> None:
        self._ask_folder(self.tr("Place of the copies"), self.add_place)

    def _choose_folder(self) -> None:
        self._ask_folder(self.tr("Folder of copies"), self.look_in)

    def _ask_folder(self, title: str, use: Callable[[str], None]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(use)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)


def _moment(text_: str) -> str:
    return moment_text(datetime.fromisoformat(text_)) if text_ else ""


def _trouble(state: PlaceState) -> str:
    return state.trouble.words if state.trouble else ""
