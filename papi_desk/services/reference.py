"""The office's reference data as one immutable object, read once and kept until its revision changes.

Settings, calendar, fee rates, step rules and officers change rarely; every use case needs them. A counter in
the database grows with each change, so another process's change is seen at the next use case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, time
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk import services
from papi_desk.db.models.offices import CalendarDay, Counter, Office, Officer, OfficeRule, Setting
from papi_desk.db.numbers import next_number
from papi_desk.domain.attention import Attention
from papi_desk.domain.calendar import Calendar
from papi_desk.domain.cases import StepRules
from papi_desk.domain.conventions import Conventions
from papi_desk.domain.day_rules import DayRule, read_days
from papi_desk.domain.desk_hours import DeskHours, read_desk_hours
from papi_desk.domain.errors import Refused
from papi_desk.domain.fees import ExemptionRule, FeeRule, FeeTable, read_fee_rules
from papi_desk.domain.forms import Form, read_form
from papi_desk.domain.papers import FORM_WORDS, OfficeHead
from papi_desk.domain.procedure_codes import plain_code
from papi_desk.domain.records import Record, field_names, replace
from papi_desk.domain.roles import RoleTable, read_roles
from papi_desk.settings import resource

if TYPE_CHECKING:
    from papi_desk.domain.procedures import ProcedureVersion

REVISION = "reference"
_REVISION = select(Counter.value).where(Counter.name == REVISION)
_NOW, _BEFORE = "reference", "reference_before"
"""Under these a session keeps the data it looks up, and those it began with."""
ROLE = "role"


@cache
def packaged(name: str) -> Mapping[str, Any]:
    """Return a packaged data file, parsed."""
    return tomllib.loads(resource("data", name).read_text(encoding="utf-8"))


@cache
def _packaged_days() -> tuple[DayRule, ...]:
    return tuple(read_days(resource("data", "holidays.csv").read_text(encoding="utf-8")))


@cache
def _packaged_forms() -> Mapping[str, Form]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(resource("forms").glob("*.form")))
    return {form.form: form for form in (read_form(text, FORM_WORDS) for text in texts)}


class OfficerLine(Record):
    """An officer as lists show them."""

    id: int
    name: str
    title: str
    retired_on: date | None = None
    roles: tuple[str, ...] = ()


class Reference:
    """Everything the use cases look up and never change."""

    def __init__(self, session: Session) -> None:
        self._database = session.info["database"]
        self.settings = {row.name: row.value for row in session.scalars(select(Setting))}
        self.days = [_day_rule(row) for row in session.scalars(select(CalendarDay))]
        self.officers = [
            OfficerLine(row.id, row.name, row.title, row.retired_on, tuple(row.roles.split()))
            for row in session.scalars(select(Officer).order_by(Officer.id))
        ]
        rules = session.scalars(select(OfficeRule).order_by(OfficeRule.id))
        self.own_rules = [(row.kind, row.key, row.content) for row in rules]
        self.offices = list(session.scalars(select(Office).order_by(Office.id)))
        for office in self.offices:  # nothing else: a use case may have begun to change its rows
            session.expunge(office)
        self._versions: dict[str, list[services.versions.Version]] = {}
        self._attention: list[Attention] | None = None
        self._by_id: dict[int, services.versions.Version] = {}
        self.searched: list[tuple[services.versions.Version, str, str]] | None = None
        """Every version with its search key and initials, once a list has been asked for."""

    def setting(self, name: str) -> str:
        """Return a setting's value, the packaged default where the office chose nothing."""
        if name in self.settings:
            return self.settings[name]
        return str(setting_rule(name)["default"])

    @cached_property
    def conventions(self) -> Conventions:
        """Return the office's answers to the points the law leaves open."""
        return Conventions(**{name: self.setting(name) for name in field_names(Conventions)})

    @cached_property
    def roles(self) -> RoleTable:
        """Return who may do what: the packaged roles, the office's own in their place."""
        own = ((key, content) for kind, key, content in self.own_rules if kind == ROLE)
        return read_roles(packaged("roles.toml"), own)

    @cached_property
    def calendar(self) -> Calendar:
        """Return the calendar: packaged days, the office's own over them, and the desk hours."""
        ignore = frozenset({"culture-day"}) if self.setting("culture_day") == "on" else frozenset()
        rules = {rule.date: rule for rule in (*_packaged_days(), *self.days)}
        return Calendar(rules.values(), self.desk_hours, ignore=ignore)

    @cached_property
    def desk_hours(self) -> list[DeskHours]:
        """Return the office's own desk hours, then the packaged ones."""
        own = read_desk_hours({"hours": self._own("hours")}) if self._own("hours") else []
        return [*(replace(hours, own=True) for hours in own), *read_desk_hours(packaged("desk_hours.toml"))]

    @cached_property
    def fee_rules(self) -> tuple[list[FeeRule], list[ExemptionRule]]:
        """Return rates and exemptions: the office's own, then the packaged ones.

        An own rate goes first while it is in force; an own exemption replaces the packaged one of its key.
        """
        rules, exemptions = read_fee_rules(packaged("fees.toml"))
        own_rules = [replace(FeeRule.from_json(row), own=True) for row in self._own("rule")]
        own = [replace(ExemptionRule.from_json(row), own=True) for row in self._own("exemption")]
        keys = {one.key for one in own}
        return [*own_rules, *rules], [*own, *(one for one in exemptions if one.key not in keys)]

    @cached_property
    def fees(self) -> FeeTable:
        """Return the fee rates and exemptions."""
        return FeeTable(*self.fee_rules)

    @property
    def forms(self) -> Mapping[str, Form]:
        """Return the templates of papers by name: the packaged ones, the office's own wording in their place."""
        return {name: self.form(name) for name in _packaged_forms()}

    def form(self, name: str) -> Form:
        """Return the template of a paper; an own wording that this version cannot read stops this paper alone."""
        own = next((row["text"] for kind, key, row in self.own_rules if (kind, key) == ("form", name)), None)
        return _packaged_forms()[name] if own is None else read_form(own, FORM_WORDS)

    def _own(self, kind: str) -> list[Mapping[str, Any]]:
        return [content for one, _, content in self.own_rules if one == kind]

    def step_rules(self, day: date) -> StepRules:
        """Return the one-stop decree's numbers in force on the day."""
        data = dict(in_force(packaged("one_stop_rules.toml")["rules"], day))
        for name in ("valid_from", "valid_to"):
            data.pop(name, None)
        return StepRules(**data)

    def office(self, day: date) -> Office:
        """Return the office's profile in force on the day (the latest when none is)."""
        for row in reversed(self.offices):
            if (row.valid_from or date.min) <= day <= (row.valid_to or date.max):
                return row
        return self.offices[-1]

    def officer(self, named: int | str | None, day: date) -> OfficerLine:
        """Find an officer by number or name; when none is named, who signed in, else the first one at the desk."""
        named = self._database.at_desk if named is None else named
        for line in self.officers:
            active = line.retired_on is None or line.retired_on > day
            if (named is None and active) or named in (line.id, line.name, str(line.id)):
                if not active:
                    raise Refused("officer-retired", "by", officer=line.name)
                return line
        raise Refused("officer-unknown", "by", officer=named)

    def version(
        self, session: Session, code: str, day: date, *, in_force_only: bool = True
    ) -> services.versions.Version:
        """Return the version of a procedure in force on the day, by official code or internal id.

        What only reckons may take the latest version where none is in force. Raises ``Refused``.
        """
        plain = plain_code(code)
        if plain not in self._versions:
            self._versions[plain] = services.versions.versions_of(session, plain)
        found = [v for v in self._versions[plain] if v.covers(day)]
        if found:
            return found[-1]
        if not self._versions[plain]:
            raise Refused("procedure-unknown", "procedure", code=code)
        if not in_force_only:
            return self._versions[plain][-1]
        last = self._versions[plain][-1].content
        raise Refused(
            "procedure-not-in-force", "procedure", name=last.name, code=code, day=day,
            valid_from=last.valid_from or "…", valid_to=last.valid_to or "…",
        )  # fmt: skip

    def version_by_id(self, session: Session, key: int) -> services.versions.Version:
        """Return a version by its row's key, superseded ones included."""
        if key not in self._by_id:
            self._by_id[key] = services.versions.version_of_row(session, key)
        return self._by_id[key]

    def attention(self, session: Session) -> list[Attention]:
        """Return the attention list; read when it is first asked for."""
        if self._attention is None:
            self._attention = services.attention_entries.attention_of(session)
        return self._attention

    def clock(self, version: ProcedureVersion) -> services.versions.CaseClock:
        """Return how cases of this version count time."""
        return services.versions.CaseClock(version, self.calendar, self.conventions)


def office_head(row: Office) -> OfficeHead:
    """Return the header block of an office's papers."""
    return OfficeHead(row.superior, row.unit, row.place, row.address, row.phone, row.email, row.website)


def in_force(rows: list[Mapping[str, Any]], day: date) -> Mapping[str, Any]:
    """Return the row of a data file in force on the day (the last one when none is)."""
    for row in rows:
        if row.get("valid_from", date.min) <= day <= row.get("valid_to", date.max):
            return row
    return rows[-1]


def setting_rule(name: str) -> Mapping[str, Any]:
    """Return what is known of a setting: label, default, choices; refuse a name nobody knows."""
    for file in ("settings.toml", "conventions.toml"):
        if name in packaged(file):
            rule: Mapping[str, Any] = packaged(file)[name]
            return rule
    raise Refused("setting-unknown", "name", name=name)


def setting_names() -> list[str]:
    """Return the names of all settings in the order of the data files."""
    return [*packaged("settings.toml"), *packaged("conventions.toml")]


def reference(session: Session) -> Reference:
    """Return the reference data of the session's register; looked up once a use case, again after it changed them."""
    info = session.info
    if info.get(_NOW) is None:
        info[_NOW] = Reference(session) if _NOW in info else _kept(session)
        info.setdefault(_BEFORE, info[_NOW])
    found: Reference = info[_NOW]
    return found


def _kept(session: Session) -> Reference:
    """Return what is kept of the register, read anew only when another revision is there."""
    cache_: dict[str, Any] = session.info["database"].cache
    revision = session.scalar(_REVISION)
    kept = cache_.get(REVISION)
    if kept is None or kept[0] != revision:
        kept = cache_[REVISION] = (revision, Reference(session))
    found: Reference = kept[1]
    return found


def reference_before(session: Session) -> Reference:
    """Return the reference data as they were when this use case began to look them up."""
    found: Reference = session.info.get(_BEFORE) or reference(session)
    return found


def closing_hour(session: Session, day: date) -> time:
    """Return when the desk closes on a day."""
    return reference(session).calendar.closing(day)


def reference_changed(session: Session) -> None:
    """Tell every process that reference data changed; call in the transaction that changes them.

    What this use case reads from now on is its own until it is committed: others never see what may be taken back.
    """
    next_number(session, REVISION)
    session.info[_NOW] = None
    session.info["changed"].add("settings")


def _day_rule(row: CalendarDay) -> DayRule:
    return DayRule(row.day, row.working, row.kind, row.name, row.basis, row.confidence, row.swapped_with, row.tag)
