"""Sample papers, of people and places who are plainly examples."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any, cast

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from papi_desk.documents.fonts import Typeface, packaged
from papi_desk.documents.forms import lay_out
from papi_desk.documents.layout import Layout
from papi_desk.documents.paper import SIGN_AND_SEAL
from papi_desk.documents.sample_papers import OFFICE, sample_words
from papi_desk.domain.forms import Form, read_form
from papi_desk.domain.papers import FORM_WORDS, CaseWords
from papi_desk.domain.report_definitions import Definition
from papi_desk.domain.reports import Report, ReportRow
from papi_desk.settings import resource

Made = Callable[..., Layout]


@pytest.fixture(scope="session")
def face() -> Typeface:
    return packaged()


@pytest.fixture(scope="session")
def forms() -> Mapping[str, Form]:
    """Return the packaged forms by name."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(resource("forms").glob("*.form")))
    return {form.form: form for form in (read_form(text, FORM_WORDS) for text in texts)}


@pytest.fixture(scope="session")
def made(forms: Mapping[str, Form]) -> Made:
    """Return what lays a packaged form out, in its newest set unless told which."""

    def lay(words: Any, form: str = "receipt", form_set: str = "", face: Typeface | None = None) -> Layout:
        found = forms[form]
        return lay_out(found, found.in_set(form_set) if form_set else found.sets[-1], words, face=face)

    return lay


@pytest.fixture
def words(forms: Mapping[str, Form]) -> CaseWords:
    """Return the words of a sample case."""
    return cast("CaseWords", sample_words(forms["receipt"], date(2024, 3, 4)))


II06A = Definition.read("ii06a", tomllib.loads(resource("data", "reports.toml").read_text(encoding="utf-8"))["ii06a"])


def _row(
    number: int, name: str, online: int, counter: int, before: int, early: int, on_day: int, late: int
) -> ReportRow:
    """Make a row whose columns add up; what is neither settled nor late is open and in time."""
    received, settled = online + counter + before, early + on_day + late
    left = received - settled
    figures = (received, online, counter, before, settled, early, on_day, late, left, left - 1, 1)
    return ReportRow((number, name, *figures))


def _table(rows: tuple[ReportRow, ...]) -> Report:
    total = (sum(column) for column in zip(*(row.values[2:] for row in rows), strict=True))
    return Report(
        name="ii06a",
        office=OFFICE,
        title=II06A.title,
        columns=II06A.columns,
        rows=(*rows, ReportRow((None, "Tổng số", *total), "total")),
        compiled_at=datetime(2024, 7, 1, 9, 30),
        form_number=II06A.number,
        form_basis=II06A.basis,
        period="Kỳ báo cáo: (từ ngày 01/06/2024 đến ngày 30/06/2024)",
        report_to="",
        unit=II06A.unit,
        summary=("Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn: 98,25 %",),
        footnotes=("Không tính 02 hồ sơ không có thời hạn.",),
        signatures=(("NGƯỜI LẬP BIỂU", "", ""), ("THỦ TRƯỞNG ĐƠN VỊ", SIGN_AND_SEAL, "")),
    )


@pytest.fixture
def table() -> Report:
    return _table(
        (
            _row(1, "Chứng thực", 900, 1234, 3, 1500, 600, 7),
            _row(2, "Hộ tịch", 12, 100, 5, 60, 40, 2),
            _row(3, '=HYPERLINK("http://example.vn")', 1, 2, 3, 1, 1, 1),
        )
    )


@pytest.fixture
def long_table() -> Report:
    return _table(tuple(_row(number, f"Lĩnh vực ví dụ {number}", 1, 20, 3, 10, 5, 1) for number in range(1, 71)))


@pytest.fixture
def read_back() -> Callable[[bytes], list[str]]:
    """Return the text of each page, blanks and line ends made single spaces."""
    return lambda content: [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


@pytest.fixture
def read_codes() -> Callable[[bytes, int], set[str]]:
    """Return the texts of the codes that a reader finds in the pages' pictures at so many dots an inch."""

    def read(content: bytes, dpi: int) -> set[str]:
        with pypdfium2.PdfDocument(content) as document:
            pictures = [page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze() for page in document]
        return {code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)}

    return read
