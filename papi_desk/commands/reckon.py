"""The commands that only reckon, kept light so that they answer at once: due dates and fees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from papi_desk.commands.arguments import Misuse
from papi_desk.commands.given import Given, at_of, now_of, read_counts, read_date, read_pairs, register_of
from papi_desk.domain.deadlines import Due, Limit, Stage, Unit, parse_stage
from papi_desk.domain.deadlines import due as count_due
from papi_desk.domain.errors import Refused
from papi_desk.domain.fees import Bill
from papi_desk.domain.limits import parse_amount, parse_cutoff
from papi_desk.domain.procedures import ProcedureVersion, in_force, limit_of
from papi_desk.services.promises import bill_of, channel_of
from papi_desk.services.reference import reference


def due(given: Given) -> Any:
    """Count a due date and show each day with its reason."""
    if not (given.procedure or given.limit or given.stage or given.unit):
        raise Misuse("Hãy nêu --procedure, --limit và --unit, hoặc --stage.")
    found, doubts = register_of(given).read(_count_due, given)
    return _due_words(given, found, [*doubts, *found.warnings])


def _due_words(given: Given, found: Due, warnings: list[str]) -> Any:
    trace = found.trace()
    if given.json:
        return {"due_at": found.text(), "trace": trace, "warnings": warnings}
    lines = [f"Hẹn trả: {found.text() or 'không có'}"]
    lines += [f"  {day.date:%d/%m/%Y} {'×' if day.counted else ' '} {day.why}" for day in trace]
    return "\n".join([*lines, *(f"Chú ý: {warning}" for warning in warnings)])


def _count_due(session: Any, given: Given) -> tuple[Due, list[str]]:
    ref, at, doubts = reference(session), at_of(given), list[str]()
    if given.procedure:
        version = ref.version(session, given.procedure, at.date(), in_force_only=False).content
        limit, doubts = limit_of(version, given.variant or "", ref.conventions), _doubts(version, at.date())
    else:
        limit = _limit(given)
    return count_due(limit, at, ref.calendar, ref.conventions, validity=given.validity), doubts


def _doubts(version: ProcedureVersion, day: date) -> list[str]:
    """Say what has to be checked before relying on what is reckoned from a procedure."""
    not_in_force = f"Thủ tục không có hiệu lực ngày {day:%d/%m/%Y}: tính theo bản gần nhất, cần kiểm tra."
    return [*([] if in_force(version, day) else [not_in_force]), *version.checks]


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
    bill, doubts = register_of(given).read(_bill, given)
    lines = [
        {
            "name": line.name, "quantity": line.quantity, "unit_price": line.unit_price, "amount": line.amount,
            "basis": line.basis, "exemption": line.exemption,
        }
        for line in bill.lines
    ]  # fmt: skip
    return {"total": bill.total, "in_words": bill.in_words, "lines": lines, "warnings": [*doubts, *bill.warnings]}


def _bill(session: Any, given: Given) -> tuple[Bill, list[str]]:
    ref, day = reference(session), read_date(given.on, "on") or now_of(given).date()
    version = ref.version(session, given.procedure, day, in_force_only=False)
    bill = bill_of(
        ref, version, quantities=read_counts(given.quantity), conditions=read_pairs(given.condition),
        channel=channel_of(given.channel), exempt=given.exempt or "", on=day,
    )  # fmt: skip
    return bill, [] if in_force(version.content, day) else _doubts(version.content, day)[:1]
