"""The office itself: setting up its register, its profile, officers, settings and calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.offices import CalendarDay, Office, Setting
from papi_desk.db.notes import Note, note
from papi_desk.domain.calendar import FIRST_YEAR, LAST_YEAR, Calendar
from papi_desk.domain.day_rules import DayRule
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, field_names
from papi_desk.domain.vietqr import check_bank_account, check_bank_bin
from papi_desk.services.reference import (
    reference,
    reference_changed,
    setting_names,
    setting_rule,
)

UNNAMED = {
    "superior": "ỦY BAN NHÂN DÂN XÃ …",
    "unit": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "place": "…",
}
_PROFILE_FIELDS = (
    "superior", "unit", "place", "province", "address", "phone", "email", "website",
    "signatory_title", "signatory_name", "valid_from", "valid_to",
)  # fmt: skip
_TIDIED = {"bank_bin": check_bank_bin, "bank_account": check_bank_account}
"""Settings that are refused when malformed, and kept without gaps."""
_MOST_DAYS = 366
"""The largest of the settings that are a number of days."""


class OfficeProfile(Record):
    """The office's profile as papers and screens show it."""

    superior: str
    unit: str
    place: str
    province: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    signatory_title: str = ""
    signatory_name: str = ""


class ProfileLine(Record):
    """A profile of the office with the days between which it holds."""

    id: int
    valid_from: date | None
    valid_to: date | None
    profile: OfficeProfile


class SettingLine(Record):
    """A setting with its value, its default and the choices there are."""

    name: str
    label: str
    value: str
    default: str
    choices: Mapping[str, str]
    basis: str


def is_unnamed(row: Office) -> bool:
    """Tell whether the office still has the name that an empty register comes with."""
    return row.superior == UNNAMED["superior"]


def has_no_name(session: Session, *, on: date) -> bool:
    """Tell whether the office of this register was never named."""
    return is_unnamed(reference(session).office(on))


def office_profile(session: Session, *, on: date) -> OfficeProfile:
    """Return the office's profile in force on the day."""
    return _profile(reference(session).office(on))


def set_office(session: Session, profile: Mapping[str, Any], *, at: datetime, by: int | str | None = None) -> None:
    """Write the office's profile; one with ``valid_from`` follows the earlier profile, which keeps its papers."""
    unknown = sorted(set(profile) - {*_PROFILE_FIELDS, "desk_code", "settings"})
    if unknown:
        raise Refused("office-field-unknown", unknown[0], name=unknown[0])
    given: dict[str, Any] = {name: _profile_value(name, profile[name]) for name in _PROFILE_FIELDS if name in profile}
    if not isinstance(profile.get("settings", {}), Mapping):
        raise Refused("office-field-wrong", "settings", name="settings", value=profile["settings"])
    starts: date | None = given.get("valid_from")
    current = _profile_row(session, None if starts else at.date())
    if current is not None and starts is not None and (current.valid_from or date.min) > starts:
        raise Refused("office-from-earlier", "valid_from", from_day=current.valid_from)
    if current is not None and starts is not None and current.valid_from != starts and not is_unnamed(current):
        old = {name: getattr(current, name) for name in _PROFILE_FIELDS}
        current.valid_to = date.fromordinal(starts.toordinal() - 1)
        session.add(Office(**{**old, "valid_to": None, **given}))
    else:
        row = current or Office(**UNNAMED)
        for name, value in given.items():
            setattr(row, name, value)
        session.add(row)
    for name, value in {**profile.get("settings", {}), **_only(profile, "desk_code")}.items():
        set_setting(session, name, str(value), at=at, by=by)
    noted(session, "office", "office", {name: str(value) for name, value in given.items()}, at, by)


def _profile_row(session: Session, day: date | None) -> Office | None:
    """Return the profile in force on the day, else the latest."""
    rows = session.scalars(select(Office).order_by(Office.id.desc())).all()
    in_force = (row for row in rows if day and (row.valid_from or date.min) <= day <= (row.valid_to or date.max))
    return next(in_force, rows[0] if rows else None)


def office_profiles(session: Session) -> list[ProfileLine]:
    """List the office's profiles over time, newest first."""
    return [
        ProfileLine(row.id, row.valid_from, row.valid_to, _profile(row)) for row in reversed(reference(session).offices)
    ]


def _profile(row: Office) -> OfficeProfile:
    return OfficeProfile(**{name: getattr(row, name) for name in field_names(OfficeProfile)})


def _profile_value(name: str, value: object) -> object:
    """Return a value of the profile as the register keeps it; raise ``Refused`` «office-field-wrong»."""
    try:
        if name in ("valid_from", "valid_to"):
            day = value.date() if isinstance(value, datetime) else value
            return day if isinstance(day, date) else date.fromisoformat(str(value))
        if isinstance(value, str) and (value.strip() or name not in UNNAMED):
            return value.strip()
    except ValueError:
        pass
    raise Refused("office-field-wrong", name, name=name, value=value)


def _only(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {name: data[name]} if name in data else {}


def settings_list(session: Session) -> list[SettingLine]:
    """List all settings."""
    return [get_setting(session, name) for name in setting_names()]


def get_setting(session: Session, name: str) -> SettingLine:
    """Return one setting."""
    rule, value = setting_rule(name), reference(session).setting(name)
    label = rule.get("label", "") + (": " + rule["question"] if "question" in rule else "")
    return SettingLine(name, label, value, str(rule["default"]), rule.get("choices", {}), rule.get("basis", ""))


def set_setting(session: Session, name: str, value: str, *, at: datetime, by: int | str | None = None) -> SettingLine:
    """Choose a setting's value; it must be one of the choices where there are such."""
    rule, value = setting_rule(name), value.strip()
    if name == "sign_in":
        raise Refused("sign-in-own-way", name)
    choices = rule.get("choices", {})
    if choices and value not in choices:
        raise Refused("setting-choice", name, name=name, value=value, choices=", ".join(choices))
    if name == "desk_code":
        _check_desk_code(session, value)
    if rule.get("days") and not (value.isascii() and value.isdigit() and 1 <= int(value) <= _MOST_DAYS):
        raise Refused("bad-number", name, text=value)
    value = _TIDIED[name](value) if name in _TIDIED else value
    row = session.get(Setting, name) or Setting(name=name)
    old, row.value = getattr(row, "value", None), value
    session.add(row)
    noted(session, "setting", name, {"old": old, "new": value}, at, by)
    return SettingLine(name, rule.get("label", ""), value, str(rule["default"]), choices, rule.get("basis", ""))


def _check_desk_code(session: Session, code: str) -> None:
    """Refuse a desk code that could be taken for a national identifier, or that cannot be part of a number."""
    if not code or not code.replace(".", "").isalnum() or not code.isascii() or len(code) > 20:
        raise Refused("desk-code-shape", "desk_code", code=code)
    national = code[0].isalpha() and code[1:3].isdigit() and (len(code) == 3 or code[3] == ".")
    if national and reference(session).setting("issues_official_codes") != "yes":
        raise Refused("desk-code-national", "desk_code", code=code)


def office_calendar(session: Session) -> Calendar:
    """Return the office's calendar with its desk hours."""
    return reference(session).calendar


def calendar_days(session: Session, year: int) -> list[DayRule]:
    """List the days off and swapped days of a year, the office's own included."""
    calendar = reference(session).calendar
    first = date(year, 1, 1).toordinal()
    rules = (calendar.rule(date.fromordinal(first + n)) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days))
    return [rule for rule in rules if rule is not None]


def set_day(
    session: Session,
    day: date,
    *,
    working: bool,
    basis: str,
    name: str = "",
    at: datetime,
    by: int | str | None = None,
) -> None:
    """Make a day off or a working day by the office's own decision, with its basis."""
    if not basis.strip():
        raise Refused("basis-needed", "basis")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused("year-range", "day", year=day.year, first=FIRST_YEAR, last=LAST_YEAR)
    name = name or ("Làm việc theo quyết định của cơ quan" if working else "Nghỉ theo quyết định của cơ quan")
    put_days(session, [DayRule(day, working, "office", name, basis, "announced")], at=at, by=by)


def put_days(session: Session, rules: Iterable[DayRule], *, at: datetime, by: int | str | None = None) -> int:
    """Write days of the office's own over the packaged calendar and return how many."""
    count = 0
    for rule in rules:
        count += 1
        session.merge(
            CalendarDay(
                day=rule.date, working=rule.working, kind=rule.kind, name=rule.name, basis=rule.basis,
                confidence=rule.confidence, swapped_with=rule.swapped_with, tag=rule.tag,
            )
        )  # fmt: skip
        data = {"working": rule.working, "kind": rule.kind, "basis": rule.basis}
        note(session, Note(at, officer_name(session, by, at), "calendar", rule.date.isoformat(), data))
    reference_changed(session)
    return count


def noted(
    session: Session, action: str, subject: str, data: dict[str, Any], at: datetime, by: int | str | None
) -> None:
    """Write a change of reference data into the audit log and let every process see it."""
    session.flush()
    note(session, Note(at, officer_name(session, by, at), action, subject, data))
    reference_changed(session)


def officer_name(session: Session, by: int | str | None, at: datetime) -> str:
    """Return the name of who changes reference data, empty for a scheduler."""
    return reference(session).officer(by, at.date()).name if by is not None else ""
