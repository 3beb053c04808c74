"""Runs any report by its name: the one door for screen, command line and schedule."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from papi_desk.db.models.offices import Setting
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, replace
from papi_desk.domain.report_definitions import Definition
from papi_desk.domain.reports import Report
from papi_desk.services.office import noted
from papi_desk.services.reference import packaged, reference
from papi_desk.services.reports.counted import SHARES, counted_behind, counted_report
from papi_desk.services.reports.counting import Behind
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.feedback import feedback_report
from papi_desk.services.reports.lists import (
    disclosure_report,
    nothing_behind,
    register_behind,
    register_report,
)
from papi_desk.services.reports.measures import measures, sums
from papi_desk.services.reports.money import fees_report, money_behind, remittance_report
from papi_desk.services.reports.plan import plan_result
from papi_desk.services.reports.ratings import ratings_report
from papi_desk.services.reports.self_assessment import self_assessment_behind, self_assessment_report


class Builder(Record):
    """How a report is made, and how the cases behind its figures are found."""

    build: Callable[[Session, Definition, Asked], Report]
    behind: Callable[[Session, Definition, Asked], list[Behind]]


COUNTED: Final = ("ii06a", "summary", "officers", "channels", "hours", "lateness", "digitisation", "supplements")
BUILDERS: Final[Mapping[str, Builder]] = {
    **dict.fromkeys(COUNTED, Builder(counted_report, counted_behind)),
    "fees": Builder(fees_report, money_behind),
    "remittance": Builder(remittance_report, money_behind),
    "ratings": Builder(ratings_report, nothing_behind),
    "feedback": Builder(feedback_report, nothing_behind),
    "disclosure": Builder(disclosure_report, nothing_behind),
    "plan": Builder(plan_result, nothing_behind),
    "register": Builder(register_report, register_behind),
    "self-assessment": Builder(self_assessment_report, self_assessment_behind),
}
REPORTS: Final = tuple(BUILDERS)
OWN: Final = "report."
"""Settings of this name hold the office's own definitions."""


def definition_of(session: Session, name: str) -> Definition:
    """Return a report's definition: the packaged one with what the office itself changed in it."""
    if name not in BUILDERS:
        raise Refused("report-unknown", "name", name=name, known=", ".join(REPORTS))
    own = tomllib.loads(reference(session).settings.get(f"{OWN}{name}", ""))
    return Definition.read(name, {**packaged("reports.toml")[name], **own})


def define_report(session: Session, name: str, text: str, *, at: datetime, by: int | str | None = None) -> Definition:
    """Keep the office's own title, basis, notes or columns of a report (TOML); an empty text goes back to the packaged.

    Raises ``Refused`` for what cannot be read and for a column that counts nothing the program knows.
    """
    definition_of(session, name)
    try:
        found = Definition.read(name, {**packaged("reports.toml")[name], **tomllib.loads(text)})
    except tomllib.TOMLDecodeError as error:
        raise Refused("report-definition", name=name, why=str(error)) from error
    known = known_measures()
    unknown = [measure for measure in found.counted.values() if measure not in known]
    if name in COUNTED and unknown:
        raise Refused("report-definition", name=name, why=", ".join(unknown))
    row = session.get(Setting, f"{OWN}{name}")
    if text.strip():
        session.merge(Setting(name=f"{OWN}{name}", value=text))
    elif row is not None:
        session.delete(row)
    noted(session, "report-define", name, {"text": text}, at, by)
    return found


def known_measures() -> frozenset[str]:
    """Return what columns can count."""
    return frozenset({*measures("sqlite", known=False, apart=True), *sums("sqlite", known=False)})


def report(session: Session, name: str, asked: Asked) -> Report:
    """Run a report; raise ``Refused`` for one nobody knows, a grouping it has not, or figures that do not add up."""
    definition = definition_of(session, name)
    return BUILDERS[name].build(session, definition, asked_for(definition, asked))


def asked_for(definition: Definition, asked: Asked) -> Asked:
    """Check what is asked against what the report offers, and fill in its usual grouping."""
    if asked.by and asked.by not in definition.by:
        raise Refused("group-unknown", "by", by=asked.by, known=", ".join(definition.by))
    if asked.share not in SHARES:
        raise Refused("share-unknown", "share", share=asked.share, known=", ".join(SHARES))
    return replace(asked, by=asked.by or (definition.by or ("",))[0])


def report_names() -> dict[str, str]:
    """Return the reports and what each is called, in the order in which they are offered."""
    found: Mapping[str, Any] = packaged("reports.toml")
    return {name: str(found[name].get("short", found[name]["title"])) for name in BUILDERS}
