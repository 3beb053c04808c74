"""Change what a procedure says from a day on."""

from __future__ import annotations

from typing import Any

from papi_desk.domain.errors import Refused
from papi_desk.domain.procedures import ProcedureVersion
from papi_desk.domain.version_words import document_lines, limit_words, read_document_lines, read_limit_words
from papi_desk.services.procedure_versions import VersionLine, change_procedure
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.fields import DayField, Field, TextField
from papi_desk.ui.labels import number, sentence
from papi_desk.ui.layouts import column, row
from papi_desk.ui.matters.matter_fields import LongField
from papi_desk.ui.pages import Desk


class ChangeDialog(Sheet):
    """A new version of a procedure; what is not touched stays as it was."""

    def __init__(self, parent: Any, desk: Desk, version: ProcedureVersion) -> None:
        self._desk = desk
        self._version = version
        self.fields: dict[str, TextField | LongField] = {
            "name": TextField(self.tr("Name"), longest=2000),
            "limit": TextField(self.tr("Limit"), hint=self.tr("e.g. 5 ngày làm việc + 15 ngày; trong ngày 15:00")),
            "limit_note": TextField(self.tr("Remark on the limit"), longest=2000),
            "fee_vnd": TextField(self.tr("Fee (đồng); empty: set by the province")),
            "fee_note": TextField(self.tr("Remark on the fee"), longest=2000),
            "result_document": TextField(self.tr("Result"), longest=1000),
            "online_level": TextField(self.tr("Online")),
            "documents": LongField(
                self.tr("Papers"),
                hint=self.tr("one a line: name | originals | certified copies | photocopies"),
                lines=3,
            ),
        }
        self.first = DayField(self.tr("In force from"))
        self.last = DayField(self.tr("until"), hint=self.tr("empty: no end"))
        self.basis = TextField(self.tr("Legal basis (number, date and body of the decision)"), longest=2000)
        title = self.tr("Change the procedure from a day on")
        super().__init__(parent, title, self._body(), agree=self.tr("&Save the new version"))
        self.setMinimumWidth(760)
        self._before = self._texts()
        for name, field in self.fields.items():
            field.set_value(self._before[name])
            if isinstance(field, TextField):
                field.edit.setCursorPosition(0)
        self.first.set_day(desk.clock().date())

    def _body(self) -> Any:
        pairs = (("limit", "limit_note"), ("fee_vnd", "fee_note"), ("result_document", "online_level"))
        rows = [row(*((self.fields[name], 1) for name in pair), gap=12) for pair in pairs]
        dates = row((self.first, 1), (self.last, 1), gap=12)
        return column(self.fields["name"], *rows, self.fields["documents"], dates, self.basis, gap=4)

    def _texts(self) -> dict[str, str]:
        version = self._version
        fee = "" if version.fee_vnd is None else number(version.fee_vnd)
        special = {"limit": limit_words(version.limit), "fee_vnd": fee, "documents": document_lines(version.documents)}
        return {name: special.get(name, getattr(version, name)) for name in self.fields}

    def changed(self) -> dict[str, Any]:
        """Return what was changed; raises ``Refused`` for what cannot be read."""
        texts = {name: field.value() for name, field in self.fields.items()}
        touched = {name: typed for name, typed in texts.items() if typed != self._before[name].strip()}
        return {name: _read(name, typed) for name, typed in touched.items()}

    def agree(self) -> None:
        """Write the new version."""
        try:
            first, last = self.first.day(), self.last.day()
            if first is None:
                raise Refused("valid-from-needed", "valid_from")
            changed = {**self.changed(), "valid_to": last, "legal_basis": self.basis.value()}
        except Refused as refusal:
            self.refuse(refusal)
            return
        self.agree_button.setEnabled(False)
        now, officer = self._desk.clock(), self._desk.officer()
        code = self._version.internal_id
        saving = self._desk.tasks.run(
            self, change_procedure, code, changed, valid_from=first, at=now, by=officer or None
        )
        saving.then(self._saved).failed(self.refuse)

    def refuse(self, refusal: Refused) -> None:
        """Show under its field why the version cannot be saved."""
        places: dict[str, Field] = {
            **self.fields, "legal_basis": self.basis, "valid_from": self.first, "valid_to": self.last,
            "cutoff": self.fields["limit"],
        }  # fmt: skip
        field = places.get(refusal.field or "")
        self.complain(sentence(refusal))
        if field is not None:
            field.complain(sentence(refusal))
            field.widget.setFocus()

    def _saved(self, _version: VersionLine) -> None:
        self.accept()


def _read(name: str, typed: str) -> Any:
    """Read what was typed into a field."""
    if name == "limit":
        return read_limit_words(typed)
    if name == "documents":
        return read_document_lines(typed)
    if name != "fee_vnd":
        return typed
    plain = typed.replace(".", "").replace(" ", "")
    if plain and not (plain.isascii() and plain.isdigit()):
        raise Refused("bad-number", "fee_vnd", text=typed)
    return int(plain) if plain else None
