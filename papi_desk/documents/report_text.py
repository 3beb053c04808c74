"""Any report as plain text: CSV, JSON values, a table on a terminal, and what is pasted into Excel or Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import Any, NamedTuple

from papi_desk.documents.delimited import rows_csv, safe_cell
from papi_desk.documents.report_columns import checked_rows, head_cells, words
from papi_desk.documents.tables import HeadCell
from papi_desk.domain.reports import SUMMED, Report, ReportColumn, ReportRow

_RIGHT = SUMMED | {"percent"}
_TERMINAL_WIDEST = 48
_AS_TEXT = "style=\"mso-number-format:'\\@'\""
"""Tells Excel that a pasted cell is a text, whatever it looks like."""


class Clip(NamedTuple):
    """What is copied: tab-separated text for a plain editor, HTML for Excel and Word."""

    text: str
    html: str


def report_csv(report: Report, *, delimiter: str = ",") -> str:
    """Return the report as CSV text, one column for each of its own, named as programs know them.

    The writer of the file adds the byte-order mark. With a semicolon, shares have a decimal comma, as Excel with
    Vietnamese settings reads them.
    """
    rows = (_filled(row, report.columns) for row in checked_rows(report))
    if delimiter == ";":
        rows = ([f"{v:.2f}".replace(".", ",") if isinstance(v, float) else v for v in row] for row in rows)
    return rows_csv([column.name for column in report.columns], rows, delimiter=delimiter)


def _filled(row: ReportRow, columns: Sequence[ReportColumn]) -> list[object]:
    """Return a row's values, those of a section head filled up with nothing."""
    return [*row.values, *[None] * (len(columns) - len(row.values))]


def report_json(report: Report) -> dict[str, Any]:
    """Return the report as plain values: rows and total by the columns' names, then the figures beside the table."""
    rows, totals = list[dict[str, Any]](), list[dict[str, Any]]()
    section = ""
    for row in checked_rows(report):
        if row.kind == "section":
            section = str(row.values[0])
            continue
        named = {
            column.name: _plain(value)
            for column, value in zip(report.columns, row.values, strict=True)
            if column.kind != "order" and (row.kind == "row" or column.kind in _RIGHT)
        }
        kept = {**({"section": section} if section else {}), **({"key": row.key} if row.key else {})}
        (rows if row.kind == "row" else totals).append({**named, **kept} if row.kind != "total" else named)
    total = totals.pop() if totals else {}
    subtotals = {"subtotals": totals} if totals else {}
    figures = {name: _plain(value) for name, value in report.figures.items()}
    head = {"report": report.name, "title": report.title, "period": report.period}
    return {**figures, **head, "rows": rows, **subtotals, "total": total, "footnotes": list(report.footnotes)}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def report_table(report: Report) -> str:
    """Return the report as lines for a terminal: title, period, columns under their numbers or names, remarks."""
    lines = [[words(v, c) for v, c in zip(row.values, report.columns, strict=False)] for row in checked_rows(report)]
    heads = [column.number or column.heads[-1] for column in report.columns]
    widths = [
        min(_TERMINAL_WIDEST, max(len(line[place]) for line in [heads, *lines] if place < len(line)))
        for place in range(len(report.columns))
    ]
    table = [_terminal_line(line, widths, report.columns) for line in [heads, *lines]]
    return "\n".join([report.title, *filter(None, [report.period]), *table, *report.summary, *report.footnotes])


def _terminal_line(texts: Sequence[str], widths: Sequence[int], columns: Sequence[ReportColumn]) -> str:
    if len(texts) < len(columns):
        return " ".join(texts)
    cells = [
        (text[: width - 1] + "…" if len(text) > width else text).rjust(width)
        if column.kind in _RIGHT
        else (text[: width - 1] + "…" if len(text) > width else text).ljust(width)
        for text, width, column in zip(texts, widths, columns, strict=True)
    ]
    return "  ".join(cells).rstrip()


def report_clip(report: Report) -> Clip:
    """Return the report for the clipboard; the HTML keeps merged heads, figures as numbers and names as text."""
    rows, texts = list[str](), list[str]()
    heads = (column.number or column.heads[-1] for column in report.columns)
    texts.append("\t".join(str(safe_cell(" ".join(head.split()))) for head in heads))
    for row in checked_rows(report):
        said = [words(value, column) for value, column in zip(row.values, report.columns, strict=False)]
        texts.append("\t".join(str(safe_cell(" ".join(text.split()))) for text in said))
        rows.append("".join(_html_row(row, said, report.columns)))
    head = "".join(_html_heads(head_cells(report.columns)))
    title = f"<p><b>{escape(str(safe_cell(report.title)))}</b><br>{escape(str(safe_cell(report.period)))}</p>"
    table = f'<table border="1" style="border-collapse:collapse">{head}{"".join(rows)}</table>'
    return Clip("\n".join(texts) + "\n", f'<meta charset="utf-8">{title}{table}')


def _html_heads(cells: Sequence[HeadCell]) -> Iterator[str]:
    for level in range(max(cell.row for cell in cells) + 1):
        across = sorted((cell for cell in cells if cell.row == level), key=lambda cell: cell.column)
        spans = (f'<th rowspan="{cell.rows}" colspan="{cell.columns}">{escape(cell.text)}</th>' for cell in across)
        yield f"<tr>{''.join(spans)}</tr>"


def _html_row(row: ReportRow, said: Sequence[str], columns: Sequence[ReportColumn]) -> Iterator[str]:
    yield "<tr>"
    if row.kind == "section":
        yield f'<td colspan="{len(columns)}" {_AS_TEXT}><b>{escape(said[0])}</b></td>'
    for value, text, column in zip(row.values, said, columns, strict=False) if row.kind != "section" else ():
        shown = f"<b>{escape(text)}</b>" if row.kind != "row" else escape(text)
        if column.kind in _RIGHT:
            number = f' x:num="{value}"' if value is not None else ""
            yield f'<td align="right"{number}>{shown}</td>'
        else:
            yield f"<td {_AS_TEXT}>{shown}</td>"
    yield "</tr>"
