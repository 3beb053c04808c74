"""Reports that count cases: rows by field, procedure, officer …, columns by the measures of their definition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from papi_desk.domain.periods import Period, known_words
from papi_desk.domain.records import replace
from papi_desk.domain.report_definitions import UNSURE, Definition
from papi_desk.domain.reports import Report, ReportColumn, ReportRow, Value
from papi_desk.domain.statistics import percent_words, share
from papi_desk.services.reference import office_head, reference
from papi_desk.services.reports.counting import GROUPS, Behind, Counted, Wanted, behind, count
from papi_desk.services.reports.facts import Asked

TOTAL: Final = "Tổng số"
SHARES: Final[Mapping[str, tuple[str, str]]] = {
    "solved": ("[(8)+(9)] / (7)", "hồ sơ đã giải quyết"),
    "received": ("tiếp nhận và giải quyết đúng, trước hạn trong kỳ / tiếp nhận trong kỳ", "hồ sơ tiếp nhận trong kỳ"),
    "due": ("giải quyết không quá hạn / đến hạn trong kỳ", "hồ sơ đến hạn trong kỳ"),
    "to-process": ("[(8)+(9)] / (3)", "hồ sơ phải giải quyết: tiếp nhận trong kỳ và từ kỳ trước chuyển sang"),
}
"""The denominators of the on-time share that offices use: how it is reckoned, and of what it is a share."""
SIGNATURES: Final = (("NGƯỜI LẬP BIỂU", "", ""), ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)", ""))
_TERM: Final = re.compile(r"Σ?[a-z_][\w-]*")
_COMPARED: Final = {"previous": "kỳ trước", "last-year": "cùng kỳ năm trước"}


def wanted_of(definition: Definition) -> Wanted:
    """Return what the columns of a report count."""
    return Wanted(definition.counted, definition.identities)


def counted_report(session: Session, definition: Definition, asked: Asked) -> Report:
    """Count a report, with the on-time share by the denominator asked for and what it is compared with."""
    counted = count(session, asked, _with_shares(definition, asked))
    report = framed(session, definition, asked)
    rows = [
        ReportRow(tuple(_values(definition, counted, row.figures, number, row.name, asked.share)), key=row.key)
        for number, row in enumerate(counted.rows, 1)
    ]
    total = ReportRow(tuple(_values(definition, counted, counted.total, None, TOTAL, asked.share)), "total", "total")
    figures = {**report.figures, **_shares(session, counted, definition, asked)}
    compared = _comparison(session, definition, asked)
    beside = {"share": _share_line(figures, asked.share), "no_due": _no_due_line(figures)}
    notes = [beside[name] for name in _NOTES.get(definition.name, ()) if beside[name]]
    notes += [_share_line(figures, name) for name in shares_of(definition, asked) if name != asked.share]
    head = (f"Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn: {_percent(figures['on_time_percent'])}",)
    return replace(
        report,
        columns=_columns(definition, asked),
        rows=(*rows, total),
        summary=head if "share" in _NOTES.get(definition.name, ()) else (),
        footnotes=(*notes, *_compared_lines(compared, definition, counted.total), *report.footnotes),
        figures={**figures, **({"compared": compared} if compared else {})},
    )


def counted_behind(session: Session, definition: Definition, asked: Asked) -> list[Behind]:
    """Return the cases that a report counts."""
    return behind(session, asked, wanted_of(definition))


_NOTES: Final[Mapping[str, tuple[str, ...]]] = dict.fromkeys(("ii06a", "summary", "officers"), ("share", "no_due"))


def framed(session: Session, definition: Definition, asked: Asked) -> Report:
    """Return a report without rows: office, title, period, what is unsure, signatures."""
    ref, period = reference(session), asked.period
    notes = list(ref.calendar.warnings(period.first, period.last))
    if definition.note:
        notes.append(definition.note)
    if definition.sure == UNSURE:
        notes.append("Chưa thấy văn bản quy định biểu này: cột và cách tính cần kiểm tra, cơ quan sửa được.")
    if asked.known_at is not None:
        notes.append(f"Số liệu theo những gì đã ghi nhận đến {asked.known_at:%H:%M %d/%m/%Y}.")
    return Report(
        name=definition.name, office=office_head(ref.office(period.last)), title=definition.title,
        columns=definition.columns, rows=(), compiled_at=asked.now, form_number=definition.number,
        form_basis=definition.basis, period=known_words(period), report_to="" if definition.to else None,
        unit=definition.unit, footnotes=tuple(notes), signatures=SIGNATURES,
        figures={"from": period.first, "to": period.last},
    )  # fmt: skip


def shares_of(definition: Definition, asked: Asked) -> tuple[str, ...]:
    """Return the denominators whose share is told: all of them in the summary, else the one asked for."""
    return tuple(SHARES) if definition.name == "summary" else (asked.share,)


def _with_shares(definition: Definition, asked: Asked) -> Wanted:
    """Return what the report counts, with the two sides of its shares beside it."""
    wanted = wanted_of(definition)
    sides = [f"{name}_{part}" for name in shares_of(definition, asked) for part in ("good", "all")]
    terms = (
        term.lstrip("Σ")
        for column in definition.columns
        if column.kind == "percent"
        for term in _TERM.findall(column.formula)
    )
    hidden = {name: definition.measures.get(name, name) for name in terms if not name.startswith("share_")}
    beside = {name: name for name in (*sides, "no_due")}
    return Wanted({**beside, **hidden, **wanted.columns}, wanted.identities)


def _columns(definition: Definition, asked: Asked) -> tuple[ReportColumn, ...]:
    """Return the columns, the one of names headed by what the rows are grouped by."""
    if asked.by == definition.by[0]:
        return definition.columns
    return tuple(
        replace(column, heads=(GROUPS[asked.by],)) if column.name == "name" else column for column in definition.columns
    )


def _values(
    definition: Definition,
    counted: Counted,
    figures: Mapping[str, int],
    number: int | None,
    name: str,
    denominator: str,
) -> list[Value]:
    plain: dict[str, Value] = {"STT": number, "name": name}
    return [
        _portion(column.formula.replace("share_", f"{denominator}_"), figures, counted.total)
        if column.kind == "percent"
        else plain.get(column.name, figures.get(column.name))
        for column in definition.columns
    ]


def _portion(formula: str, figures: Mapping[str, int], total: Mapping[str, int]) -> float | None:
    """Reckon «a+b/c+d» in percent; «Σa» is the column's total."""
    upper, _, lower = formula.partition("/")
    part, whole = (sum(_term(term, figures, total) for term in _TERM.findall(side)) for side in (upper, lower))
    percent = share(part, whole)
    return None if percent is None else float(percent)


def _term(term: str, figures: Mapping[str, int], total: Mapping[str, int]) -> int:
    return total[term[1:]] if term.startswith("Σ") else figures[term]


# --- shares ----------------------------------------------------------------------------------------------


def _shares(session: Session, counted: Counted, definition: Definition, asked: Asked) -> dict[str, Any]:
    """Return the on-time shares, the chosen one among them, and how many cases have no due date."""
    total = counted.total
    apart = reference(session).conventions.no_limit == "footnote"
    found = {name: share(total[f"{name}_good"], total[f"{name}_all"]) for name in shares_of(definition, asked)}
    percents = {name: None if percent is None else float(percent) for name, percent in found.items()}
    return {
        "on_time_percent": percents[asked.share],
        "share": asked.share,
        "shares": percents,
        "without_due": total["no_due"] if apart else 0,
    }


def _percent(value: Any) -> str:
    return percent_words(None if value is None else share(round(value * 100), 10_000))


def _share_line(figures: Mapping[str, Any], denominator: str) -> str:
    how, of = SHARES[denominator]
    return f"Tỷ lệ trước hạn và đúng hạn = {how} = {_percent(figures['shares'][denominator])} (mẫu số: {of})."


def _no_due_line(figures: Mapping[str, Any]) -> str:
    if not figures["without_due"]:
        return ""
    return (
        f"{figures['without_due']} hồ sơ không có hạn trả: tính vào cột (9) khi xong, cột (12) khi đang giải quyết; "
        "không tính vào tỷ lệ."
    )


# --- comparison ------------------------------------------------------------------------------------------


def compared_period(asked: Asked) -> Period | None:
    """Return the period to set beside the one asked for."""
    if asked.compare == "previous":
        return asked.period.before()
    return asked.period.a_year_before() if asked.compare == "last-year" else None


def _comparison(session: Session, definition: Definition, asked: Asked) -> dict[str, Any] | None:
    period = compared_period(asked)
    if period is None:
        return None
    counted = count(session, replace(asked, period=period, compare=""), _with_shares(definition, asked))
    return {
        "with": asked.compare,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "total": {name: counted.total[name] for name in definition.counted},
        "shares": _shares(session, counted, definition, asked)["shares"],
    }


def _compared_lines(compared: Mapping[str, Any] | None, definition: Definition, total: Mapping[str, int]) -> list[str]:
    """Return, for each column, the figure of the other period and the change."""
    if compared is None:
        return []
    said = [
        f"{column.number or column.heads[-1]} {was} → {total[column.name]} ({total[column.name] - was:+d})"
        for column in definition.columns
        if (was := compared["total"].get(column.name)) is not None
    ]
    return [f"So với {_COMPARED[compared['with']]} (từ {compared['from']} đến {compared['to']}): {'; '.join(said)}."]
