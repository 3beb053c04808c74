"""The forms the office prints: seen with sample words, their wording changed, the packaged wording taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QFontDatabase, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.forms import FormLine, drop_form, form_text, list_forms, load_form, sample_form
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.labels import Chip, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import sample_pdf
from papi_desk.ui.printing.document import Document
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.theme import current_tokens


class WordingDialog(Sheet):
    """The template of a form as text; a line that cannot be read is marked."""

    def __init__(self, parent: QWidget, desk: Desk, line: FormLine, template: str) -> None:
        self._desk = desk
        self.edit = QPlainTextEdit(template)
        self.edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.edit.setAccessibleName(self.tr("Wording of the form"))
        self.edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        hint = self.tr("Papers issued before keep their wording. {0} are filled in when the paper is made.")
        body = column(text(hint.format("{…}"), "quiet", wrap=True), (self.edit, 1))
        super().__init__(parent, line.title, body, agree=self.tr("&Save"))
        self.setMinimumSize(820, 620)
        self.edit.textChanged.connect(lambda: self.edit.setExtraSelections([]))

    def agree(self) -> None:
        """Take the wording over where it can be read."""
        self.agree_button.setEnabled(False)
        now, officer = self._desk.clock(), self._desk.officer()
        loading = self._desk.tasks.run(self, load_form, self.edit.toPlainText(), at=now, by=officer or None)
        loading.then(lambda _line: self.accept()).failed(self._refuse)

    def _refuse(self, refusal: Refused) -> None:
        self.complain(sentence(refusal))
        line = refusal.data.get("line")
        if isinstance(line, int):
            self.mark(line)

    def mark(self, line: int) -> None:
        """Mark a line, the first being 1, and go there."""
        cursor = QTextCursor(self.edit.document().findBlockByNumber(line - 1))
        marked = QTextEdit.ExtraSelection()
        marked.cursor = cursor
        marked.format.setBackground(QColor(current_tokens().late_soft))
        marked.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        self.edit.setTextCursor(cursor)
        self.edit.setExtraSelections([marked])
        self.edit.setFocus()


class FormsTab(QWidget):
    """Every form of every set in a line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        columns = (
            Column[FormLine](self.tr("Form"), lambda f: f.title.capitalize()),
            Column[FormLine](self.tr("No."), lambda f: f.number, width=110),
            Column[FormLine](self.tr("Set"), lambda f: f.basis or f.set, width=190),
            Column[FormLine](self.tr("Sheet"), lambda f: f.page, width=110),
            Column[FormLine](self.tr("Wording"), chip=self._source, width=150),
        )
        self.list = RowsView(columns, name=self.tr("Forms"))
        self.show_button = button(self.tr("Show with sample words"), self._show_chosen, picture="eye", key="Ctrl+P")
        self.change = button(self.tr("Change the wording"), self._change, picture="pencil-simple", key="Ctrl+H")
        self.drop = button(self.tr("Back to the packaged one"), self._drop)
        self.result = text("", "note", wrap=True)
        hint = text(self.tr("Enter shows the chosen form with sample words."), "quiet")
        tools = row(self.show_button, self.change, self.drop, STRETCH)
        self.setLayout(column(hint, (self.list, 1), tools, self.result, margin=16))
        self.list.opened.connect(self._preview)
        self.list.picked.connect(self._picked)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Read the forms."""
        self._desk.tasks.read(self, list_forms).then(self._show)

    def _show(self, lines: Sequence[FormLine]) -> None:
        self.list.show_rows(lines, same=lambda line: (line.form, line.set))
        if lines and self.list.chosen() is None:
            self.list.choose(0)

    def _picked(self, line: FormLine) -> None:
        self.drop.setEnabled(line.own)
        for one in (self.change, self.show_button):
            one.setEnabled(line.template)

    def _source(self, line: FormLine) -> Chip:
        if line.own:
            return Chip(self.tr("this office"), "accent", "buildings")
        return Chip(self.tr("packaged"), "quiet", "package")

    def _show_chosen(self) -> None:
        line = self.list.chosen()
        if line is not None:
            self._preview(line)

    def _preview(self, line: FormLine) -> None:
        if line.template:
            today = self._desk.clock().date()
            making = self._desk.tasks.read(self, _sample, line, today)
            making.then(self._shown).failed(self._refused)

    def _shown(self, document: Document) -> None:
        self._desk.printing.preview(document, self, say=self._tell)

    def _change(self) -> None:
        line = self.list.chosen()
        if line is not None and line.template:
            reading = self._desk.tasks.read(self, form_text, line.form)
            reading.then(lambda template: self._edit(line, template)).failed(self._refused)

    def _edit(self, line: FormLine, template: str) -> None:
        self.edit_wording(line, template)

    def edit_wording(self, line: FormLine, template: str) -> WordingDialog:
        """Open the wording of a form."""
        dialog = WordingDialog(self, self._desk, line, template)
        dialog.accepted.connect(self._again.start)
        dialog.open()
        return dialog

    def _drop(self) -> None:
        line = self.list.chosen()
        if line is not None:
            now, officer = self._desk.clock(), self._desk.officer()
            dropping = self._desk.tasks.run(self, drop_form, line.form, at=now, by=officer or None)
            dropping.then(lambda _done: self.refresh()).failed(self._refused)

    def _refused(self, refusal: Refused) -> None:
        self._tell(sentence(refusal), "late")

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)


def _sample(session: Any, line: FormLine, day: date) -> Document:
    """Lay a form out with sample words."""
    form, of_set = sample_form(session, line.form, line.set)
    content = sample_pdf(form, of_set, day)
    return Document(form.form, f"Mẫu thử: {form.title.capitalize()}", str(Path(f"mau-{form.form}.pdf")), content)
