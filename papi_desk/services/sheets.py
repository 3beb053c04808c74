"""Papers that tell of no case: a procedure's public sheet, notices to post, blank slips and tickets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from papi_desk.db.models.offices import Office
from papi_desk.db.notes import Note, note
from papi_desk.domain.fee_rules import ExemptionRule, FeeRule
from papi_desk.domain.papers import NO_FEE, CaseWords, NoticeWords, PaperRow, SheetWords, SlipWords, StepRow
from papi_desk.domain.procedures import choosable_variants, limit_of
from papi_desk.domain.records import field_names
from papi_desk.services.case_words import contact_words
from papi_desk.services.forms import Form, FormSet, find_form
from papi_desk.services.office import officer_name
from papi_desk.services.papers import LayOut, Printed, letter_number
from papi_desk.services.reference import Reference, office_head, reference
from papi_desk.services.turned_away import TurnedAway
from papi_desk.services.versions import Version

_CHANNELS = {"direct": "trực tiếp", "online": "trực tuyến"}
_WAYS = "Nộp trực tiếp tại {unit}; qua dịch vụ bưu chính; trực tuyến trên Cổng Dịch vụ công quốc gia{online}."


def procedure_sheet_paper(session: Session, code: str, *, lay_out: LayOut, at: datetime) -> Printed:
    """Lay out the public sheet of a procedure in force on the day; raises ``Refused`` for one nobody knows."""
    ref = reference(session)
    version = ref.version(session, code, at.date(), in_force_only=False)
    words = sheet_words(ref, version, at.date())
    note(session, Note(at, "", "sheet", version.code, {"form": "sheet"}))
    return _printed(find_form(ref, "sheet", at.date()), words, lay_out, version.code)


def notice_paper(session: Session, form: str, given: Mapping[str, Any], *, lay_out: LayOut, at: datetime) -> Printed:
    """Lay out a notice to be posted («posting», «feedback-address»), filled with what is given and the office."""
    return filled_paper(session, form, NoticeWords, given, lay_out=lay_out, at=at)


def filled_paper(
    session: Session, form: str, words_of: type[Any], given: Mapping[str, Any], *, lay_out: LayOut, at: datetime
) -> Printed:
    """Lay out a form filled with what is given and the office, where its words have a place for it."""
    ref = reference(session)
    office = ref.office(at.date())
    own = {"office": office_head(office), "issued_on": at.date(), **_office_words(office)}
    known = set(field_names(words_of))
    words = words_of(**{**{name: value for name, value in own.items() if name in known}, **given})
    return _printed(find_form(ref, form, at.date()), words, lay_out, words.number or form)


def turned_away_paper(session: Session, line: TurnedAway, *, lay_out: LayOut, at: datetime) -> Printed:
    """Lay out form 02 or 03 for a citizen turned away before registration; its number is given now."""
    ref = reference(session)
    office, form = ref.office(at.date()), find_form(ref, line.form, at.date())
    number = letter_number(session, form[0], at.date())
    words = CaseWords(
        office=office_head(office), issued_on=at.date(), number=number, unit=office.unit, submitter=line.name,
        owner=line.name, address=line.address, phone=line.phone, request=line.procedure_name,
        procedure_code=line.procedure, reason=line.reason, missing=tuple(PaperRow(name, 1) for name in line.missing),
        officer=line.officer, contact=contact_words(office), result_place=ref.setting("result_place"),
        signer_title=office.signatory_title, signer=office.signatory_name,
    )  # fmt: skip
    note(session, Note(at, line.officer, "paper", f"turned-away/{line.form}/{line.number}", {"number": number}))
    return _printed(form, words, lay_out, number)


def slip_papers(
    session: Session,
    form: str,
    numbers: Sequence[str],
    *,
    lay_out: LayOut,
    at: datetime,
    counter: str = "",
    waiting: str = "",
) -> list[Printed]:
    """Lay out blank slips printed in advance, or queue tickets, one for each number."""
    ref = reference(session)
    office, found = ref.office(at.date()), find_form(ref, form, at.date())
    counter = counter or (office.unit if form == "blank-slip" else "")
    return [
        _printed(
            found,
            SlipWords(
                office=office_head(office), issued_on=at.date(), number=number, counter=counter,
                waiting=waiting, at=at, lines=tuple(StepRow("") for _ in range(6)),
            ),
            lay_out,
            number,
        )
        for number in numbers
    ]  # fmt: skip


def recovery_sheet(session: Session, code: str, officer: str, *, lay_out: LayOut, at: datetime) -> Printed:
    """Lay out the recovery code for the safe; it is printed, and kept nowhere in the register."""
    ref = reference(session)
    words = SlipWords(
        office=office_head(ref.office(at.date())), issued_on=at.date(), number=code, counter=officer, at=at
    )
    return _printed(find_form(ref, "recovery", at.date()), words, lay_out, "ma-khoi-phuc")


def key_sheet(
    session: Session, key: str, name: str, *, lay_out: LayOut, at: datetime, by: int | str | None = None
) -> Printed:
    """Lay out the key of an encrypted register for two safe places; it is noted that, and never the key."""
    ref, officer = reference(session), officer_name(session, by, at)
    words = SlipWords(
        office=office_head(ref.office(at.date())), issued_on=at.date(), number=key.replace("-", " "), waiting=name,
        counter=officer, at=at,
    )  # fmt: skip
    note(session, Note(at, officer, "encryption-sheet", "register", {"key": name}))
    return _printed(find_form(ref, "register-key", at.date()), words, lay_out, f"phieu-khoa-{name}")


def _printed(found: tuple[Form, FormSet], words: object, lay_out: LayOut, number: str) -> Printed:
    form, of_set = found
    return Printed(
        form=form.form, form_set=of_set.name, title=form.title, number=number, desk_number=number,
        layout=lay_out(form, of_set, words), copies=max(1, len(form.copies)), reprint=0,
    )  # fmt: skip


def _office_words(office: Office) -> dict[str, str]:
    return {
        "contact_unit": office.superior.capitalize() if office.superior.isupper() else office.superior,
        "hotline": office.phone, "signer_title": office.signatory_title or "Thủ trưởng cơ quan, đơn vị",
        "signer": office.signatory_name,
    }  # fmt: skip


# --- a procedure's sheet -------------------------------------------------------------------------------------


def sheet_words(ref: Reference, version: Version, day: date) -> SheetWords:
    """Fill the public sheet of a procedure: what the catalogue has, dots where it has nothing."""
    content, office = version.content, ref.office(day)
    limit = limit_of(content, "", ref.conventions).words()
    online = f" ({content.online_level})" if "trực tuyến" in content.online_level else ""
    return SheetWords(
        office=office_head(office), issued_on=day, name=content.name, code=content.code, field=content.field,
        ways=_WAYS.format(unit=office.unit, online=online),
        papers=tuple(PaperRow(d.name, d.originals, d.certified, d.photos, d.note) for d in content.documents),
        papers_note=f"Nguồn thành phần hồ sơ: {content.documents_source}" if content.documents_source else "",
        sets="01 bộ", limit=". ".join(filter(None, (limit, content.limit_note))),
        variants=tuple(StepRow(v.label, v.limit.words()) for v in choosable_variants(content)),
        authority=office.superior.capitalize() if office.superior.isupper() else office.superior,
        result=content.result_document, fees=tuple(StepRow(*line) for line in fee_lines(ref, version, day)),
        legal_basis=content.legal_basis, checks=tuple(StepRow(text) for text in content.checks),
        source=content.source_url, signer_title=office.signatory_title or "Thủ trưởng cơ quan, đơn vị",
        signer=office.signatory_name,
    )  # fmt: skip


def fee_lines(ref: Reference, version: Version, day: date) -> list[tuple[str, str]]:
    """Return what a procedure costs on the day: each rate in words, with its basis and who is exempt."""
    rules, exemptions = ref.fee_rules
    codes = {version.content.code, version.content.internal_id} - {""}
    mine = [rule for rule in rules if codes & set(rule.procedures) and _in_force(rule, day, ref.setting("province"))]
    lines = [(_rate_words(rule), _basis_words(rule, exemptions, day)) for rule in mine]
    if not lines and version.content.fee_vnd is not None:
        amount = _dong(version.content.fee_vnd) if version.content.fee_vnd else NO_FEE
        lines = [(amount, version.content.fee_note)]
    return lines


def _in_force(rule: FeeRule | ExemptionRule, day: date, province: str = "") -> bool:
    of_province = getattr(rule, "province", None)
    begun = (rule.valid_from or date.min) <= day <= (rule.valid_to or date.max)
    return begun and (of_province is None or of_province == province)


def _rate_words(rule: FeeRule) -> str:
    ways = f" ({', '.join(_CHANNELS[c] for c in sorted(rule.channels))})" if rule.channels else ""
    if rule.tiers:
        steps = "; ".join(f"từ trang {start}: {_dong(price)}/trang" for start, price in rule.tiers)
        cap = f"; tối đa {_dong(rule.cap)}/{rule.unit or 'bản'}" if rule.cap else ""
        return f"{rule.name}{ways}: {steps}{cap}"
    amount = "do HĐND cấp tỉnh quy định (cần kiểm tra)" if rule.amount is None else _dong(rule.amount)
    unit = f"/{rule.unit}" if rule.unit and rule.amount is not None else ""
    return f"{rule.name}{ways}: {amount}{unit}"


def _basis_words(rule: FeeRule, exemptions: Iterable[ExemptionRule], day: date) -> str:
    free = [one.name for one in exemptions if (rule.item or rule.key) in one.applies_to and _in_force(one, day)]
    labelled = (("", rule.basis), ("Miễn, giảm: ", "; ".join(free)), ("Cần kiểm tra: ", rule.unsure))
    return ". ".join(label + words for label, words in labelled if words)


def _dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " đồng"
