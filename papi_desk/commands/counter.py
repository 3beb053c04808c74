"""What the commands for work at the counter do: taking back a step, keeping the attention list."""

from __future__ import annotations

from typing import Any

from papi_desk.commands.answers import plain
from papi_desk.commands.arguments import Misuse
from papi_desk.commands.given import Given, now_of, read_date, read_whole, register_of
from papi_desk.domain.attention import Attention
from papi_desk.services.attention import AttentionLine, add_attention, attention_list, end_attention
from papi_desk.services.undo import undo_step


def undo(given: Given) -> Any:
    """Take back the last step of a case."""
    return register_of(given).transact(undo_step, given.code, at=now_of(given), by=given.by)


def attention(given: Given) -> Any:
    """List the attention list, add an entry to it, or end one."""
    database, now = register_of(given), now_of(given)
    if given.what == "list":
        return [_line(line) for line in database.read(attention_list, on=now.date())]
    if given.what == "end":
        number = read_whole(given.subject, "number")
        if number is None:
            raise Misuse("Thiếu số của mục chú ý.")
        return database.transact(end_attention, number, reason=given.reason or "", at=now, by=given.by)
    entry = Attention(
        0, given.effect, given.reason or "", given.number or "", given.name or "", given.words or "",
        given.procedure or "", read_date(given.first, "from"), read_date(given.last, "to"),
    )  # fmt: skip
    return database.transact(add_attention, entry, at=now, by=given.by)


def _line(line: AttentionLine) -> dict[str, Any]:
    return {
        **plain(line.entry), "in_force": line.in_force, "officer": line.officer,
        "recorded_at": plain(line.recorded_at),
    }  # fmt: skip
