"""Choose a procedure by typing its words, initials or code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from papi_desk import services
from papi_desk.ui.fields import Field
from papi_desk.ui.pages import Desk
from papi_desk.ui.suggest import Suggestion, SuggestLine


class ProcedurePicker(Field):
    """The line in which a procedure is picked; tells when its whole sheet has been read."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.line = SuggestLine(
            self._ask,
            name=self.tr("Procedure"),
            placeholder=self.tr("Type words, initials or a code: khai sinh, ks, 2.000815"),
        )
        super().__init__(self.tr("&Procedure"), self.line)
        self.sheet: services.procedures.ProcedureSheet | None = None
        self.line.textEdited.connect(self._edited)
        self.line.taken.connect(self.choose)
        self.line.submitted.connect(self._not_found)

    def choose(self, code: str) -> None:
        """Choose a procedure by its code and read its sheet."""
        today = self._desk.clock().date()
        self._desk.tasks.read(self, services.procedures.procedure_sheet, code, on=today).then(self._chosen).failed(
            lambda _refusal: self._not_found(code)
        )

    def clear(self) -> None:
        """Choose none."""
        self.sheet = None
        self.line.show_chosen("")
        self.clear_note()

    def _ask(self, typed: str) -> None:
        today = self._desk.clock().date()
        asked = self._desk.tasks.read(
            self, services.procedures.find_procedures, query=typed, offered_on=today, limit=30, by_use=True
        )
        asked.then(lambda found: self._found(typed, found))

    def _found(self, typed: str, found: Sequence[services.procedures.ProcedureLine]) -> None:
        self.line.suggest(typed, [_suggestion(line) for line in found])
        if typed.strip() and not found and typed == self.line.text():
            self.complain(self.tr("No procedure of this office has these words. See F9 for all of them."))

    def _chosen(self, sheet: services.procedures.ProcedureSheet) -> None:
        self.sheet = sheet
        line = sheet.line
        self.line.show_chosen(line.name)
        code = line.code or line.internal_id
        self.clear_note()
        facts = " · ".join(part for part in (code, line.field, line.limit_words) if part)
        if line.checks:
            self.warn(self.tr("{0} · to be checked: {1}").format(facts, "; ".join(line.checks)))
        else:
            self.hint(facts)
        self.chosen.emit(sheet)

    def _not_found(self, _typed: str) -> None:
        self.complain(self.tr("Choose a procedure from the list."))

    def _edited(self) -> None:
        self.sheet = None
        self.clear_note()
        self.changed.emit()


def _suggestion(line: services.procedures.ProcedureLine) -> Suggestion:
    code = line.code or line.internal_id
    detail = " · ".join(part for part in (code, line.field, line.limit_words) if part)
    return Suggestion(code, line.name, detail)
