"""Issue the papers of a case: filled and laid out once, kept as issued, printed again identically."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, CaseEvent
from papi_desk.db.models.papers import IssuedPaper
from papi_desk.db.notes import Note, note
from papi_desk.db.numbers import next_number
from papi_desk.domain.cases import Action
from papi_desk.domain.errors import Refused
from papi_desk.domain.forms import Form, FormSet
from papi_desk.domain.names import READABLE
from papi_desk.domain.papers import CaseWords
from papi_desk.domain.records import Record, asdict, replace
from papi_desk.domain.vietqr import office_account, transfer_text
from papi_desk.services.case_files import CaseFile, EventLine, case_file, whole_case_file
from papi_desk.services.case_words import batch_rows, case_words
from papi_desk.services.cases import find_case
from papi_desk.services.forms import find_form
from papi_desk.services.reference import Reference, reference

LayOut = Callable[[Form, FormSet, Any], bytes]
"""Lays a form out for good; given by who may know documents, so that one transaction numbers and keeps the paper."""

CASE_FORMS: Final[Mapping[str, frozenset[str]]] = {
    **{name: frozenset() for name in ("receipt", "thermal", "control", "fee-slip", "rating")},
    "supplement": frozenset({Action.SUPPLEMENT}),
    "refusal": frozenset({Action.DENY, Action.REFUSE}),
    "extension": frozenset({Action.EXTEND}),
    "apology": frozenset({Action.APOLOGISE, Action.EXTEND}),
    "stop": frozenset({Action.STOP, Action.WITHDRAW, Action.CLOSE}),
    "result-receipt": frozenset({Action.RETURN}),
}
"""The papers of a case, each with the steps it tells of; none: it tells of the case itself."""

_KEY_LENGTH: Final = 15
"""Letters of a key: 75 bits, which nobody guesses and who holds the slip can type."""
_NOT_OF_THE_CASE: Final = frozenset(
    {
        "office",
        "issued_on",
        "number",
        "lookup",
        "lookup_page",
        "lookup_key",
        "contact",
        "unit",
        "signer",
        "signer_title",
        "transfer",
        "payee",
        "questions",
    }
)
"""What may change without the case having changed: no reason for a new issue."""


class Printed(Record):
    """A paper to be printed: its layout as issued, and how often it was printed again."""

    form: str
    form_set: str
    title: str
    number: str
    desk_number: str
    layout: bytes
    copies: int
    reprint: int
    """0 for the first print."""


def issue_paper(
    session: Session,
    code: str,
    form: str = "receipt",
    *,
    lay_out: LayOut,
    at: datetime,
    by: int | str | None = None,
    form_set: str = "",
    batch: Sequence[str] = (),
) -> Printed:
    """Return a paper of a case: printed again as it was issued, or issued now where the case has changed since.

    ``batch`` names further cases handed in together. A letter takes its number at issue, never before. Raises
    ``Refused`` for a form the case has had no step for, a set without the form, a letter that no face has.
    """
    case, ref = find_case(session, code, lock=True), reference(session)
    file = whole_case_file(session, code, at=at)
    template, of_set = find_form(ref, _known(form), file.received_at.date(), form_set)
    event_id, event = _step_told(session, case.id, file, form)
    words = case_words(session, file, event, on=at.date())
    if batch:
        words = replace(words, batch=batch_rows([file, *(whole_case_file(session, other, at=at) for other in batch)]))
    content = _shown(template, words)
    kept = _kept(session, case.id, form, of_set, event_id, content)
    officer = ref.officer(by, at.date())
    if kept is not None and kept.layout is not None:
        kept.prints += 1
        note(session, Note(at, officer.name, "reprint", case.code, {"form": form, "time": kept.prints - 1}))
        return _printed(kept, template, case.code)
    number = letter_number(session, template, at.date()) or case.code
    key = _lookup_key(session, case.id)
    transfer, payee = _transfer(ref, file)
    words = replace(words, number=number, transfer=transfer, payee=payee)
    words = _with_lookup(words, ref, file.code, key)
    issued = IssuedPaper(
        case_id=case.id, form=form, form_set=of_set.name, number=number, event_id=event_id, lookup=key,
        template=template.digest, layout=lay_out(template, of_set, words), prints=1, issued_at=at,
        officer_id=officer.id, content=content,
    )  # fmt: skip
    session.add(issued)
    told = {"form": form, "set": of_set.name, "number": number, "template": template.digest}
    note(session, Note(at, officer.name, "paper", case.code, told))
    return _printed(issued, template, case.code)


def print_again(session: Session, paper: int, *, at: datetime, by: int | str | None = None) -> Printed:
    """Return a paper as it was issued, and count the print; raises ``Refused`` for one kept before layouts were."""
    issued, ref = session.get_one(IssuedPaper, paper), reference(session)
    case = session.get_one(Case, issued.case_id)
    template, _ = find_form(ref, _known(issued.form), at.date(), issued.form_set)
    if issued.layout is None:
        return issue_paper(session, case.code, issued.form, lay_out=_not_kept, at=at, by=by)
    issued.prints += 1
    told = {"form": issued.form, "number": issued.number, "time": issued.prints - 1}
    note(session, Note(at, ref.officer(by, at.date()).name, "reprint", case.code, told))
    return _printed(issued, template, case.code)


def _not_kept(form: Form, _of_set: FormSet, _words: Any) -> bytes:
    raise Refused("paper-not-kept", "form", form=form.title)


def printable_forms(session: Session, file: CaseFile) -> list[tuple[str, str]]:
    """Return the papers that the case's steps allow now, with their titles."""
    ref, had, found = reference(session), {event.action for event in file.history}, []
    for name, steps in CASE_FORMS.items():
        if not steps or steps & had:
            found.append((name, find_form(ref, name, file.received_at.date())[0].title))
    return found


def _known(form: str) -> str:
    if form not in CASE_FORMS:
        raise Refused("form-unknown", "form", form=form, known=", ".join(CASE_FORMS))
    return form


def _step_told(session: Session, case_id: int, file: CaseFile, form: str) -> tuple[int | None, EventLine | None]:
    """Return the last step that the paper tells of; raise ``Refused`` when there was none."""
    steps = CASE_FORMS[form]
    if not steps:
        return None, None
    ids = session.scalars(select(CaseEvent.id).where(CaseEvent.case_id == case_id).order_by(CaseEvent.id))
    pairs = list(zip(ids, file.history, strict=True))
    for event_id, event in reversed(pairs):
        if event.action in steps and not event.undone:
            return event_id, event
    raise Refused("paper-needs-step", "form", form=form, steps=", ".join(sorted(steps)))


def _shown(form: Form, words: CaseWords) -> dict[str, Any]:
    """Return as plain values what the form shows of the words, also where it is empty."""
    plain = asdict(words)
    return {name: _plain(plain[name]) for name in sorted(form.names)}


def _kept(
    session: Session, case_id: int, form: str, of_set: FormSet, event_id: int | None, content: Mapping[str, Any]
) -> IssuedPaper | None:
    """Return the last issue of a paper where the case still says the same; another wording alone is no reason."""
    last = session.scalars(
        select(IssuedPaper)
        .where(IssuedPaper.case_id == case_id, IssuedPaper.form == form, IssuedPaper.form_set == of_set.name)
        .order_by(IssuedPaper.id.desc())
    ).first()
    if last is None or last.event_id != event_id:
        return None
    both = (last.content.keys() & content.keys()) - _NOT_OF_THE_CASE
    return last if all(last.content[name] == content[name] for name in both) else None


def letter_number(session: Session, form: Form, day: date) -> str:
    """Give a letter its number, running through the year; a form that has none of its own gets none."""
    if not form.letter:
        return ""
    number = next_number(session, f"letter/{form.form}/{day.year}")
    return form.letter.replace("{n}", f"{number:02}")


def _lookup_key(session: Session, case_id: int) -> str:
    """Return the random key a case is looked up by: the one its papers have, else a new one."""
    known = session.scalars(select(IssuedPaper.lookup).where(IssuedPaper.case_id == case_id, IssuedPaper.lookup != ""))
    return known.first() or "".join(secrets.choice(READABLE) for _ in range(_KEY_LENGTH))


def _with_lookup(words: CaseWords, ref: Reference, code: str, key: str) -> CaseWords:
    """Say in a QR code where to look the case up with its random key, and the same for who types it."""
    address = ref.setting("lookup_address").strip()
    if not address:
        return replace(words, lookup=f"{code} {key}")
    address += "tra-cuu.html" if address.endswith("/") else ""
    said = ref.setting("qr_text").replace("{address}", address).replace("{code}", code).replace("{key}", key)
    typed = " ".join(key[at : at + 5] for at in range(0, len(key), 5)) if len(key) == _KEY_LENGTH else key
    return replace(words, lookup=said, lookup_page=address.partition("://")[2] or address, lookup_key=typed)


def _transfer(ref: Reference, file: CaseFile) -> tuple[str, str]:
    """Return the VietQR text that pays what is owed, and whose account it goes to."""
    account = office_account(*map(ref.setting, ("bank_bin", "bank_account", "bank_account_name")))
    if account is None or not file.fee_total:
        return "", ""
    return transfer_text(account, file.fee_total, file.code), f"{account.number} {account.name}".strip()


class Transfer(Record):
    """A fee asked for by VietQR."""

    code: str
    text: str
    payee: str
    amount: int


def transfer_of(session: Session, code: str) -> Transfer | None:
    """Return what asks for a case's fee by VietQR; None where nothing is owed or the office has set no account."""
    file = case_file(session, code)
    text, payee = _transfer(reference(session), file)
    return Transfer(file.code, text, payee, file.fee_total or 0) if text else None


def _printed(issued: IssuedPaper, form: Form, code: str) -> Printed:
    return Printed(
        form=issued.form, form_set=issued.form_set, title=form.title, number=issued.number, desk_number=code,
        layout=issued.layout or b"", copies=max(1, len(form.copies)), reprint=issued.prints - 1,
    )  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
