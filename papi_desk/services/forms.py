"""The forms the office prints: packaged templates, the office's own wording over them, and which one holds when."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.offices import OfficeRule
from papi_desk.domain.errors import Refused
from papi_desk.domain.forms import Form, FormSet, read_form
from papi_desk.domain.papers import FORM_WORDS
from papi_desk.domain.records import Record
from papi_desk.services.office import noted
from papi_desk.services.reference import Reference, packaged, reference

__all__ = [
    "Form", "FormLine", "FormSet", "drop_form", "every_form", "find_form", "form_text", "list_forms", "load_form",
    "sample_form",
]  # fmt: skip

_KIND = "form"
_WIDE = "A4-landscape"
_SETS = {"TT 01/2018/TT-VPCP": "2018", "TT 03/2025/TT-VPCP": "2025"}


class FormLine(Record):
    """A form of a set as lists show it."""

    form: str
    set: str
    title: str
    number: str
    basis: str
    page: str
    own: bool
    template: bool = True
    """Whether it is laid out from a template that can be seen and changed; tables are not."""


def list_forms(session: Session) -> list[FormLine]:
    """List every paper: the forms of every set, the statutory book, and the tables."""
    ref = reference(session)
    own = {key for kind, key, _ in ref.own_rules if kind == _KIND}
    forms = [
        FormLine(form.form, one.name, form.title, one.number, one.basis, form.page, name in own)
        for name, form in ref.forms.items()
        for one in form.sets
    ]
    return [*forms, *_tables()]


def _tables() -> list[FormLine]:
    """List the papers that are tables: A4 landscape, their heads in the data files of books and reports."""
    books = [
        FormLine("book", _SETS[row["circular"]], row["title"], row["number"], row["circular"], _WIDE, False, False)
        for row in packaged("books.toml")["register"]
    ]
    reports = [
        FormLine(name, "", row["title"], row.get("number", ""), row.get("basis", ""), _WIDE, False, False)
        for name, row in packaged("reports.toml").items()
        if isinstance(row, dict) and "columns" in row
    ]
    return [*books, *reports]


def every_form(session: Session) -> list[Form]:
    """Return every form as it holds now."""
    return list(reference(session).forms.values())


def find_form(ref: Reference, name: str, day: date, chosen: str = "") -> tuple[Form, FormSet]:
    """Return the form of the set asked for, else of the office's set, else of the set in force on the day.

    A form with one set is used in that set. Raises ``Refused`` for a form nobody knows or not in the set.
    """
    if name not in FORM_WORDS:
        raise Refused("form-unknown", "form", form=name, known=", ".join(FORM_WORDS))
    form = ref.form(name)
    if chosen:
        return form, form.in_set(chosen)
    preferred = ref.setting("form_set")
    named = next((one for one in form.sets if one.name == preferred), None)
    in_force = (one for one in form.sets if one.valid_from <= day <= one.valid_to)
    return form, named or next(in_force, form.sets[-1])


def sample_form(session: Session, name: str, of_set: str) -> tuple[Form, FormSet]:
    """Return a form of a set as it holds now, to be looked at."""
    return find_form(reference(session), name, date.max, of_set)


def form_text(session: Session, name: str) -> str:
    """Return the template of a form as it holds now, to be changed and loaded again."""
    return find_form(reference(session), name, date.max)[0].text


def load_form(session: Session, text: str, *, at: datetime, by: int | str | None = None) -> FormLine:
    """Take over the office's own wording of a form; a template that cannot be read is refused with its line.

    Papers issued before keep the wording they were issued with.
    """
    text = unicodedata.normalize("NFC", text)
    form = read_form(text, FORM_WORDS)
    if not form.sets:
        raise Refused("form-line-wrong", "file", line=1, text="set:")
    row = session.scalars(select(OfficeRule).where(OfficeRule.kind == _KIND, OfficeRule.key == form.form)).first()
    row = row or OfficeRule(kind=_KIND, key=form.form)
    row.content = {"text": text, "digest": form.digest}
    session.add(row)
    noted(session, _KIND, form.form, {"digest": form.digest}, at, by)
    one = form.sets[-1]
    return FormLine(form.form, one.name, form.title, one.number, one.basis, form.page, True)


def drop_form(session: Session, name: str, *, at: datetime, by: int | str | None = None) -> None:
    """Go back to the packaged wording of a form."""
    rows = session.scalars(select(OfficeRule).where(OfficeRule.kind == _KIND)).all()
    row = next((one for one in rows if one.key == name), None)
    if row is None:
        raise Refused("own-rule-unknown", "form", key=name, known=", ".join(sorted(one.key for one in rows)) or "–")
    session.delete(row)
    noted(session, f"{_KIND}-dropped", name, {"digest": row.content["digest"]}, at, by)
