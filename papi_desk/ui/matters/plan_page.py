"""The yearly plan: the tree of its tasks, and the quarter with what the program measures of each content."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QTabWidget

from papi_desk.domain.plan import CONTENT, DONE, TASK, TASKS, WHOLE
from papi_desk.domain.records import replace
from papi_desk.domain.reports import Report
from papi_desk.services.matter_books import matter_book
from papi_desk.services.matter_lists import MatterLine, find_matters
from papi_desk.services.plan import PlanNode, load_example, plan_tree
from papi_desk.services.reports.plan import quarter_result
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import Chip, day_text, number, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.matters.matter_dialogs import MatterDialog
from papi_desk.ui.matters.matters_page import MattersList, line_chip, line_tip
from papi_desk.ui.matters.plan_quarter import QuarterTab
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.papers import write_report
from papi_desk.ui.rows import Column

_INDENT = "\u2003"


class PlanList(MattersList):
    """The plan as a tree: contents below the plan, tasks below the contents."""

    def __init__(self, desk: Desk) -> None:
        self._places: dict[str, PlanNode] = {}
        super().__init__(desk, matter_book(TASKS), quarter_result)

    def _columns(self) -> tuple[Column[MatterLine], ...]:
        return (
            Column(self.tr("Plan, contents, tasks"), self._title, tip=_tip),
            Column(self.tr("State"), chip=_chip, tip=line_tip, width=168),
            Column(self.tr("Done"), _progress, width=78, right=True, figures=True),
            Column(self.tr("Due"), lambda line: day_text(line.due_on), width=112, figures=True),
        )

    def empty_words(self) -> str:
        """Say how a plan begins."""
        return self.tr("No plan yet. Load the sample plan above, or write your own with Ctrl+N.")

    def _title(self, line: MatterLine) -> str:
        depth = self._places[line.key].depth if line.key in self._places else 0
        return f"{_INDENT * depth}{line.title}"

    def _found(self, lines: Sequence[MatterLine]) -> None:
        nodes = plan_tree(lines)
        self._places = {node.line.key: node for node in nodes}
        self.view.parents = {node.line.key: _above(node) for node in nodes if not node.is_task}
        super()._found([node.line for node in nodes])

    def add(self) -> None:
        """Write a task below the content that is chosen, or below that of the task that is."""
        chosen = self.list.chosen()
        above = "" if chosen is None else chosen.parent if chosen.content.get("kind") == TASK else chosen.key
        MatterDialog(self, self._desk, self.book, self.show_key, parents=self.view.parents, parent_key=above).open()


class PlanPage(Page):
    """What the commune set itself to do this year, and how far it is."""

    tables = frozenset(
        {"matters", "matter_events", "matter_files", "cases", "ratings", "settings", "case_events", "payments"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tasks_list = PlanList(desk)
        self.quarter = QuarterTab(desk)
        self.said = text("", "quiet", wrap=True)
        self.told = text("", "note", wrap=True)
        self.load = button(self.tr("&Load the sample plan"), self.load_sample, picture="download-simple")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.tasks_list, self.tr("Tasks"))
        self.tabs.addTab(self.quarter, self.tr("Result of the quarter"))
        self.tabs.currentChanged.connect(lambda _at: self._other_tab())
        self.quarter.wanted_file.connect(self._save)
        head = row(text(self.tr("Plan to govern better"), "title"), (self.said, 1), STRETCH, self.load, gap=16)
        layout = column(head, self.told, (self.tabs, 1), gap=6)
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)
        self.told.hide()

    def refresh(self) -> None:
        """Read the plan again."""
        self._refresh_shown()
        today = self.desk.clock().date()
        self.desk.tasks.read(self, find_matters, TASKS, on=today).then(self._sum_up)

    def _other_tab(self) -> None:
        self.told.hide()
        self._refresh_shown()

    def _refresh_shown(self) -> None:
        """Read what is shown; the quarter's figures are reckoned only when they are looked at."""
        if self.tabs.currentWidget() is self.quarter:
            self.quarter.refresh()
        else:
            self.tasks_list.refresh()

    def show_what(self, what: str) -> None:
        """Show a line of the plan by its number, or the quarter."""
        if what == "quarter":
            self.tabs.setCurrentWidget(self.quarter)
        elif what:
            self.tabs.setCurrentWidget(self.tasks_list)
            self.tasks_list.show_key(what)

    def load_sample(self) -> None:
        """Write the packaged example as this year's plan."""
        now = self.desk.clock()
        loading = self.desk.tasks.run(self, load_example, now.year, at=now, by=self.desk.officer() or None)
        words = self.tr("Loaded: look every task over, name who answers for it and by when.")
        loading.then(lambda key: self._loaded(key, words)).failed(lambda no: self._tell(sentence(no), "late"))

    def _loaded(self, key: str, words: str) -> None:
        self._tell(words, "done")
        self.tasks_list.show_key(key)

    def _sum_up(self, lines: Sequence[MatterLine]) -> None:
        year = self.desk.clock().year
        nodes = [node for node in plan_tree(lines) if node.year == year]
        tasks = [node.line for node in nodes if node.is_task]
        late = sum(any(one.tone == "late" for one in line.warnings) for line in tasks)
        done = sum(line.status == DONE for line in tasks)
        words = self.tr("{0}: {1} tasks, {2} done, {3} late")
        self.said.setText(words.format(year, number(len(tasks)), number(done), number(late)) if tasks else "")
        self.load.setVisible(not any(node.line.content.get("kind") == WHOLE for node in nodes))

    def _save(self, report: Report, name: str) -> None:
        path = self.desk.papers_folder / name

        def write(password: str) -> None:
            writing = self.desk.tasks.work(self, write_report, report, path, (), password)
            writing.then(partial(self._saved, self.tr("Saved: {0}")))

        self.desk.printing.export(report.name, path, self.window(), write, lambda no: self._tell(sentence(no), "late"))

    def _saved(self, words: str, path: Path) -> None:
        self._tell(words.format(path), "done")
        self.desk.open_file(path)

    def _tell(self, words: str, tone: str) -> None:
        self.told.show()
        self.told.setText(words)
        restyle(self.told, "tone", tone)


def _above(node: PlanNode) -> str:
    return f"{_INDENT * node.depth}{node.line.title}"


def _chip(line: MatterLine) -> Chip:
    """Tell how far a content is, and the most urgent thing of a task."""
    if line.content.get("kind") != TASK:
        return Chip(
            f"{_KINDS[line.content['kind']]}: {_counted(line)}" if line.children else line.status_words, "accent"
        )
    if line.status == DONE and not line.warnings:
        return Chip(line.status_words, "done", "check-circle")
    found = line_chip(line)
    return replace(found, words=found.words.partition(" (")[0])


_KINDS = {WHOLE: "Kế hoạch", CONTENT: "Nội dung"}


def _counted(line: MatterLine) -> str:
    below = sum(line.children.values())
    return f"{below} mục" if line.content.get("kind") == WHOLE else f"{line.children.get(DONE, 0)}/{below}"


def _progress(line: MatterLine) -> str:
    if line.content.get("kind") != TASK:
        return ""
    return "100 %" if line.status == DONE else f"{line.content.get('progress') or 0} %"


def _tip(line: MatterLine) -> str:
    return "\n".join(filter(None, (line.title, line.responsible, line.content.get("result"))))
