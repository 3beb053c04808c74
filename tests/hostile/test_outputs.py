"""Words that somebody typed to do harm: in no output do they become a formula, an element, an action or a path."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from papi_desk.commands.answers import show
from papi_desk.documents.delimited import rows_csv
from papi_desk.documents.forms import lay_out
from papi_desk.documents.layout import layout_pdf
from papi_desk.documents.report_pdf import report_pdf
from papi_desk.documents.report_text import report_clip, report_csv
from papi_desk.documents.report_workbook import report_xlsx
from papi_desk.documents.sample_papers import OFFICE, sample_words
from papi_desk.documents.site import site_files
from papi_desk.documents.spreadsheet import rows_xlsx
from papi_desk.domain.forms import read_form
from papi_desk.domain.names import composed_text, tidy_name
from papi_desk.domain.papers import FORM_WORDS, PaperRow, SheetWords, StepRow
from papi_desk.domain.public_site import MonthFigures, PublicFile, PublicNotice, PublicSite
from papi_desk.domain.records import field_names, is_record, replace
from papi_desk.domain.reports import Report, ReportColumn, ReportRow
from papi_desk.settings import resource
from tests.hostile.test_inputs import TRIES

NOW = datetime(2026, 11, 23, 9, 15)
WORDS = (
    "=cmd|' /C calc'!A0", "=\n1+1", "\0=1+1", " =1+1", "+1+cmd|x!A0", "-HYPERLINK(1)", "@SUM(1)", "＝1+1",
    "a;=cmd|x!A0", "a\r=1+1", 'a\t"=1', '";=1+1;"', "\ud800", "\ufffe=1", "\x1b[31m\x9b2J", "\u202etxt.exe",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "</title><b>", "javascript:alert(1)", "&lt;b&gt;",
    "]]></x>", "<para><font color='red'>x</font>", "<a href='file:///etc/passwd'>x</a>", "{name}", "{/}", "**b**",
    "%s%n", "../../../x", "C:\\x", "x" * 400,
)  # fmt: skip
ANY = (
    st.sampled_from(WORDS) | st.text(max_size=40) | st.tuples(st.sampled_from(WORDS), st.text(max_size=9)).map("".join)
)
_RUNS = re.compile(r"\s*[=@＝＠].|\s*[+\-＋－].", re.DOTALL)
_RUNS_ELSEWHERE = re.compile(r"\s*[=@＝＠].|\s*[+\-][^,;\t]*(\||\w\()", re.DOTALL)


def tries(share: float = 1.0) -> Any:
    return settings(max_examples=max(8, round(TRIES * share)))


# --- CSV, workbooks, the clipboard ---------------------------------------------------------------------------


def cells(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@tries()
@given(words=st.lists(ANY, min_size=2, max_size=4), delimiter=st.sampled_from(",;"))
def test_no_cell_of_a_csv_is_a_formula_however_the_spreadsheet_parts_it(words: list[str], delimiter: str) -> None:
    text = rows_csv(["a"] * len(words), [words, words], delimiter=delimiter)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", text)
    own = cells(text, delimiter)
    assert [len(row) for row in own] == [len(words)] * 3
    assert not [cell for row in own for cell in row if _RUNS.match(cell)]
    for other in {",", ";", "\t"} - {delimiter}:
        assert not [cell for row in cells(text, other) for cell in row if _RUNS_ELSEWHERE.match(cell)]


def test_a_name_that_begins_a_line_of_its_own_opens_no_second_row() -> None:
    assert len(rows_csv(["a"], [["x\r=1+1"]]).splitlines()) == len("a\n'\"x\n'=1+1\"".splitlines())
    assert cells(rows_csv(["a"], [["x\r=1+1"]]), ",")[1] == ["x\n'=1+1"]


def parts_of(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def formulas(workbook: bytes) -> list[str]:
    """Return the formulas of a workbook whose every part is sound XML and which asks for nothing outside."""
    parts = parts_of(workbook)
    assert not [name for name in parts if re.search("external|vba|macro|embed|connections", name, re.IGNORECASE)]
    trees = [ElementTree.fromstring(body) for name, body in parts.items() if name.endswith((".xml", ".rels"))]
    assert not [one for tree in trees for one in tree.iter() if one.get("TargetMode") == "External"]
    return [one.text or "" for tree in trees for one in tree.iter() if one.tag.endswith("}f")]


@tries(0.4)
@given(title=ANY, head=ANY, words=ANY)
def test_no_cell_of_a_list_is_a_formula_and_the_workbook_is_whole(title: str, head: str, words: str) -> None:
    content = rows_xlsx(title, [head], [[words], [words]])
    assert formulas(content) == []
    kinds = {cell.data_type for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}


def report_of(words: str, title: str = "Bảng") -> Report:
    columns = (ReportColumn("name", (words,), "text"), ReportColumn("count", ("Số", words), "count"))
    rows = (
        ReportRow((words,), "section"), ReportRow((words, 3)), ReportRow((words, 3), "subtotal"),
        ReportRow(("Tổng số", 3), "total"),
    )  # fmt: skip
    return Report(
        "x", replace(OFFICE, unit=words, superior=words), title, columns, rows, NOW, form_number=words, period=words,
        summary=(words,), footnotes=(words,), signatures=((words, words, words),), particulars=((words, words),),
    )  # fmt: skip


@tries(0.2)
@given(words=ANY)
def test_a_report_has_no_formula_but_its_own_sums(words: str) -> None:
    report = report_of(words, title=words)
    assert not [one for one in formulas(report_xlsx(report)) if not re.fullmatch(r"SUM\(B\d+:B\d+\)", one)]
    assert not [cell for row in cells(report_csv(report), ",") for cell in row if _RUNS.match(cell)]
    clip = report_clip(report)
    assert not [cell for line in clip.text.split("\n") for cell in line.split("\t") if _RUNS.match(cell)]
    assert shape(clip.html) == shape(report_clip(report_of("Mẫu")).html)


# --- HTML ----------------------------------------------------------------------------------------------------


class _Shape(HTMLParser):
    """What a browser would build of a page: elements and attributes, of the texts only those that are addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = sorted(name for name, _ in attrs)
        where = [value or "" for name, value in attrs if name in ("href", "src", "action")]
        assert not [one for one in where if re.match(r"\s*(javascript|data|vbscript|file):", one, re.IGNORECASE)]
        self.found.append((tag, *names))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment",))

    def handle_pi(self, data: str) -> None:
        self.found.append(("instruction",))


def shape(page: str) -> list[tuple[str, ...]]:
    parser = _Shape()
    parser.feed(page)
    parser.close()
    return parser.found


def site_of(words: str) -> PublicSite:
    office = replace(OFFICE, unit=words, superior=words, address=words, phone=words, email=words, website=words)
    rows = (StepRow(words, words),)
    sheet = SheetWords(
        office, NOW.date(), words, "1.000001", words, ways=words,
        papers=(PaperRow(words, 1), PaperRow(words, note=words)),
        papers_note=words, sets=words, limit=words, variants=rows, authority=words, result=words, fees=rows,
        legal_basis=words, checks=rows,
    )  # fmt: skip
    notice = PublicNotice(
        "CK-2026-0001", words, f"1. {words}", words, words, NOW.date(), None, (words, words),
        (PublicFile(f"{words}.pdf", b"%PDF-"),),
    )  # fmt: skip
    table = MonthFigures(date(2026, 10, 1), date(2026, 10, 31), words, ((words, (0,) * 11),), (0,) * 11, (words,))
    return PublicSite(office, NOW, ((words, words),), (sheet,), (notice,), table)


@tries(0.2)
@given(words=ANY.map(tidy_name).filter(bool))
def test_the_published_site_has_the_same_elements_whatever_the_words(words: str) -> None:
    plain, hostile = (dict(site_files(site_of(one), {}, salt="s")) for one in ("Mẫu", words))
    assert len(plain) == len(hostile)
    for (_, good), (name, bad) in zip(plain.items(), hostile.items(), strict=True):
        assert re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*\.[a-z]{2,4}", name), name
        if name.endswith(".html"):
            assert shape(bad.decode()) == shape(good.decode())


def test_lines_of_a_notice_are_paragraphs_and_nothing_else() -> None:
    bad = dict(site_files(site_of("<b>\n\n<script>\0\ud800"), {}, salt="s"))["cong-khai/ck-2026-0001.html"].decode()
    assert ("script",) not in shape(bad)
    assert bad.count("<p>&lt;b&gt;</p><p>&lt;script&gt;</p>") == 1


# --- PDF -----------------------------------------------------------------------------------------------------


def _filled(words: Any, typed: str) -> Any:
    """Put the words in every text of a paper that is no code."""
    made = {}
    for name in field_names(words):
        value = getattr(words, name)
        if is_record(value):
            made[name] = _filled(value, typed)
        elif isinstance(value, tuple):
            made[name] = tuple(_filled(one, typed) if is_record(one) else one for one in value)
        elif isinstance(value, str) and name not in ("lookup", "transfer", "desk_number"):
            made[name] = typed
    return replace(words, **made)


def _objects(pdf: PdfReader) -> Iterator[str]:
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(pdf.trailer["/Root"])  # type: ignore[arg-type]
    for page in pdf.pages:
        assert not {"/Annots", "/AA"} & set(page)
        yield page.extract_text()


PRINTED = (
    "<para><font size=90>A</font>",
    "<a href='https://example.vn'>A</a>",
    "&amp;<br/>",
    "**A** __B__ {name}",
    ") Tj (A",
)


@pytest.mark.parametrize("typed", PRINTED)
def test_a_paper_shows_marks_letter_by_letter_and_does_nothing_when_opened(typed: str) -> None:
    def bare(text: str) -> str:
        return "".join(text.split())

    for path in sorted(resource("forms").glob("*.form")):
        form = read_form(path.read_text(encoding="utf-8"), FORM_WORDS)
        words = _filled(sample_words(form, date(2026, 3, 2)), typed)
        reader = PdfReader(io.BytesIO(layout_pdf(lay_out(form, form.sets[-1], words))))
        shown = bare("".join(_objects(reader)))
        if form.form not in ("blank-slip", "ticket"):
            assert bare(typed) in shown or bare(typed).upper() in shown, form.form
        ElementTree.fromstring(reader.trailer["/Root"]["/Metadata"].get_data())  # type: ignore[index]
    reader = PdfReader(io.BytesIO(report_pdf(report_of(typed, typed))))
    assert bare(typed) in bare("".join(_objects(reader)))


# --- the command line ----------------------------------------------------------------------------------------


@tries()
@given(words=ANY)
def test_an_answer_never_commands_the_terminal(words: str) -> None:
    said = io.StringIO()
    for as_json in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout", said)
            show([{"name": words}, words], as_json=as_json)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", said.getvalue())


@tries()
@given(words=ANY | st.text(st.characters(), max_size=30))
def test_what_is_kept_can_be_written_anywhere(words: str) -> None:
    kept: list[Callable[[str], str]] = [tidy_name, composed_text]
    for keep in kept:
        keep(words).encode()
        assert keep(keep(words)) == keep(words)
