"""What the command on ratings does: key one in, list, show, leave one out, count a period."""

from __future__ import annotations

from typing import Any

from papi_desk.commands.answers import plain
from papi_desk.commands.arguments import Misuse
from papi_desk.commands.given import Given, now_of, read_date, read_whole, register_of
from papi_desk.commands.lists import written
from papi_desk.commands.reports import period_of
from papi_desk.domain.periods import month_period
from papi_desk.domain.ratings import NewRating
from papi_desk.services.ratings import (
    RatingLine,
    find_rating,
    rating_scale,
    ratings_between,
    ratings_of_case,
    record_rating,
    void_rating,
)
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report


def ratings(given: Given) -> Any:
    """Keep what citizens say of how they were served."""
    return {"add": _add, "list": _list, "show": _show, "void": _void, "report": _report, "contents": _contents}[
        given.what
    ](given)


def _add(given: Given) -> Any:
    levels = list(rating_scale().levels)
    answers = {}
    for text in given.answer:
        content, _, level = text.partition("=")
        at = level.strip()
        answers[read_whole(content, "answers") or 0] = levels[int(at) - 1] if at in ("1", "2", "3", "4", "5") else at
    new = NewRating(
        answers, given.case or "", given.means, read_date(given.on, "on"), given.procedure or "", given.officer or "",
        given.remark or "",
    )  # fmt: skip
    return {"rating": register_of(given).transact(record_rating, new, at=now_of(given), by=given.by)}


def _list(given: Given) -> Any:
    database = register_of(given)
    if given.case:
        return [_line(line) for line in database.read(ratings_of_case, given.case)]
    period = _period(given)
    return [_line(line) for line in database.read(ratings_between, period.first, period.last)]


def _show(given: Given) -> Any:
    return _line(register_of(given).read(find_rating, _number(given)))


def _void(given: Given) -> Any:
    number = _number(given)
    reason = given.reason or ""
    register_of(given).transact(void_rating, number, reason=reason, at=now_of(given), by=given.by)
    return {"rating": number, "voided": True}


def _report(given: Given) -> Any:
    asked = Asked(_period(given), now_of(given), by=given.by or "")
    return written(register_of(given), given, report, "ratings", asked)


def _contents(_given: Given) -> Any:
    scale = rating_scale()
    return {"basis": scale.basis, "contents": dict(enumerate(scale.contents, 1)), "levels": dict(scale.levels)}


def _period(given: Given) -> Any:
    """Read the period; the current month unless one is named."""
    if any((given.month, given.quarter, given.half, given.year, given.first)):
        return period_of(given)
    now = now_of(given)
    return month_period(now.year, now.month)


def _number(given: Given) -> int:
    number = read_whole(given.number, "number")
    if number is None:
        raise Misuse("Thiếu số phiếu đánh giá.")
    return number


def _line(line: RatingLine) -> dict[str, Any]:
    scale = rating_scale()
    answers = [
        {"content": at, "words": scale.contents[at - 1], "level": level, "level_words": scale.levels.get(level, level)}
        for at, level in line.answers.items()
    ]
    return {**plain(line), "answers": answers}
