"""What a case is promised and charged, before there is a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from papi_desk.domain.cases import CHANNELS
from papi_desk.domain.deadlines import Due, due
from papi_desk.domain.errors import Refused
from papi_desk.domain.fee_rules import flat_rule, read_lateness, set_by_province
from papi_desk.domain.fees import Bill, summed
from papi_desk.domain.procedures import limit_of
from papi_desk.services.reference import Reference, packaged
from papi_desk.services.versions import Version

_CHANNEL_WORDS = {"counter": "direct"}


def channel_of(text: str) -> str:
    """Return our word for a channel of reception."""
    channel = _CHANNEL_WORDS.get(text, text)
    if channel not in CHANNELS:
        raise Refused("channel-unknown", "channel", channel=text)
    return channel


def case_due(ref: Reference, version: Version, at: datetime, variant: str = "") -> Due:
    """Count a procedure's limit from a moment."""
    limit = limit_of(version.content, variant, ref.conventions)
    return due(limit, at, ref.calendar, ref.conventions)


def lateness_of(ref: Reference, code: str, event_date: date | None, at: datetime) -> dict[str, str]:
    """Tell the condition «late» when a birth or death is registered after its time, worked out as a deadline."""
    rule = read_lateness(packaged("fees.toml")).get(code)
    if rule is None or event_date is None:
        return {}
    last = ref.calendar.on_or_after(event_date + timedelta(days=rule.days))
    return {rule.condition: "yes"} if at.date() > last else {}


def bill_of(
    ref: Reference,
    version: Version,
    *,
    quantities: Mapping[str, int],
    conditions: Mapping[str, str],
    channel: str,
    exempt: str,
    on: date,
    further: Sequence[Mapping[str, int]] = (),
) -> Bill:
    """Return the bill of a case; a procedure without a rule is charged its flat amount of the catalogue.

    ``further`` are the figures of further papers of the same kind in the case, each charged by itself.
    """
    table, code, content = ref.fees, version.code, version.content
    if not table.covers(code):
        doubtful = content.fee_vnd is None or set_by_province(content.fee_note)
        unsure = (content.fee_note or "nguồn không ghi mức phí") if doubtful else ""
        amount = None if set_by_province(content.fee_note) else content.fee_vnd
        name = f"Phí, lệ phí: {content.name}"
        rule = flat_rule(f"flat:{code}", name, code, amount, content.fee_unit, content.legal_basis, unsure)
        table = table.with_rule(rule)
    bills = [
        table.bill(
            procedure=code, quantities=figures, conditions=conditions, channel=channel, exempt=exempt or None, on=on,
            province=ref.setting("province"),
        )
        for figures in (quantities, *further)
    ]  # fmt: skip
    return bills[0] if len(bills) == 1 else summed(bills)
