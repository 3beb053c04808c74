"""The commands that only reckon, kept light so that they answer at once: due dates and fees."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import Any

from papi_desk.answers import MISUSE
from papi_desk.domain.deadlines import Due, Limit, Stage, Unit, parse_stage
from papi_desk.domain.deadlines import due as count_due
from papi_desk.domain.errors import Refused
from papi_desk.domain.limits import parse_amount, parse_cutoff
from papi_desk.domain.procedures import limit_of
from papi_desk.given import Given, at_of, now_of, read_counts, read_date, read_pairs, register_of
from papi_desk.services.promises import bill_of, channel_of
from papi_desk.services.reference import reference


def due(given: Given) -> Any:
    """Count a due date and show each day with its reason."""
    if not (given.procedure or given.limit or given.stage or given.unit):
        print("Hãy nêu --procedure, --limit và --unit, hoặc --stage.", file=sys.stderr)
        return MISUSE
    return _due_words(given, register_of(given).read(_count_due, given))


def _due_words(given: Given, found: Due) -> Any:
    trace = found.trace()
    if given.json:
        return {"due_at": found.text(), "trace": trace, "warnings": found.warnings}
    lines = [f"Hẹn trả: {found.text() or 'không có'}"]
    lines += [f"  {day.date:%d/%m/%Y} {'×' if day.counted else ' '} {day.why}" for day in trace]
    return "\n".join([*lines, *(f"Chú ý: {warning}" for warning in found.warnings)])


def _count_due(session: Any, given: Given) -> Due:
    ref, at = reference(session), at_of(given)
    if given.procedure:
        limit = limit_of(ref.version(session, given.procedure, at.date()).content, given.variant or "", ref.conventions)
    else:
        limit = _limit(given)
    return count_due(limit, at, ref.calendar, ref.conventions, validity=given.validity)


def _limit(given: Given) -> Limit:
    cutoff = parse_cutoff(given.cutoff) if given.cutoff else None
    if given.stage:
        return Limit(tuple(parse_stage(text) for text in given.stage))
    try:
        unit = Unit(given.unit or "working-days")
    except ValueError as error:
        raise Refused("limit-not-understood", "unit", text=given.unit) from error
    amount = parse_amount(given.limit) if given.limit else Decimal(0)
    return Limit((Stage(amount, unit, cutoff),))


def fee(given: Given) -> Any:
    """Work out a fee."""
    bill = register_of(given).read(_bill, given)
    lines = [
        {
            "name": line.name, "quantity": line.quantity, "unit_price": line.unit_price, "amount": line.amount,
            "basis": line.basis, "exemption": line.exemption,
        }
        for line in bill.lines
    ]  # fmt: skip
    return {"total": bill.total, "in_words": bill.in_words, "lines": lines, "warnings": bill.warnings}


def _bill(session: Any, given: Given) -> Any:
    ref, day = reference(session), read_date(given.on) or now_of(given).date()
    return bill_of(
        ref, ref.version(session, given.procedure, day), quantities=read_counts(given.quantity),
        conditions=read_pairs(given.condition), channel=channel_of(given.channel), exempt=given.exempt or "", on=day,
    )  # fmt: skip
