from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from papi_desk.documents.paper import MM
from papi_desk.documents.statistics_table import statistics_csv, statistics_pdf
from papi_desk.documents.statistics_workbook import statistics_xlsx
from papi_desk.domain.errors import Refused
from papi_desk.domain.papers import StatisticsTable

ReadBack = Callable[[bytes], list[str]]


def _assert_in_order(text: str, pieces: list[str]) -> None:
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        assert found >= 0, f"{piece!r} is missing in {text}"
        place = found + len(piece)


def test_the_table_reads_in_the_order_of_the_form(table: StatisticsTable, read_back: ReadBack) -> None:
    [text] = read_back(statistics_pdf(table))
    expected = [
        "Biểu số II.06a/VPCP/KSTT",
        "(Ban hành theo TT 01/2020/TT-VPCP)",
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC",
        "Kỳ báo cáo: (từ ngày 01/06/2024 đến ngày 30/06/2024)",
        "Đơn vị báo cáo: Trung tâm Phục vụ hành chính công",
        "Đơn vị nhận báo cáo: ....",
        "Đơn vị tính: Số hồ sơ TTHC",
        "STT Lĩnh vực, công việc giải quyết theo cấp",
        "Số hồ sơ nhận giải quyết Số hồ sơ đã giải quyết Số hồ sơ đang giải quyết",
        "Tổng số Trong kỳ Trực tuyến Trực tiếp, dịch vụ bưu chính Từ kỳ trước",
        "Tổng số Trước hạn Đúng hạn Quá hạn Tổng số Trong hạn Quá hạn",
        "(1) (2) (3) (4) (5) (6) (7) (8) (9) (10) (11) (12) (13)",
        "1 Chứng thực 2.137 900 1.234 3 2.107 1.500 600 7 30 29 1",
        "2 Hộ tịch 117 12 100 5 102 60 40 2 15 14 1",
        '3 =HYPERLINK("http://example.vn") 6 1 2 3 3 1 1 1 3 2 1',
        "Tổng số 2.260 913 1.336 11 2.212 1.561 641 10 48 45 3",
        "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn: 98,25 %",
        "Không tính 02 hồ sơ không có thời hạn.",
        "NGƯỜI LẬP BIỂU",
        "Ví Dụ, ngày 01 tháng 7 năm 2024 THỦ TRƯỞNG ĐƠN VỊ",
    ]
    _assert_in_order(text, expected)


def test_a_long_table_has_its_head_on_every_a4_page_and_numbers_from_the_second(
    long_table: StatisticsTable, read_back: ReadBack
) -> None:
    content = statistics_pdf(long_table)
    pages = read_back(content)
    assert len(pages) > 2
    assert all("(1) (2) (3)" in page for page in pages)
    assert [page.split()[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert all(f" {n} Lĩnh vực ví dụ {n} 24 " in " ".join(pages) for n in range(1, 71))
    assert "Tổng số 1.680" in pages[-1]
    assert "THỦ TRƯỞNG ĐƠN VỊ" in pages[-1]
    box = PdfReader(BytesIO(content)).pages[0].mediabox
    assert [round(float(side) / MM) for side in box[2:]] == [297, 210]


def test_the_same_table_prints_to_the_same_bytes(table: StatisticsTable) -> None:
    assert statistics_pdf(table) == statistics_pdf(table)


def test_figures_that_do_not_add_up_are_not_printed(table: StatisticsTable) -> None:
    first, *others = table.rows
    wrong = replace(first, figures=(first.figures[0] + 1, *first.figures[1:]))
    for contradictory in (replace(table, rows=(wrong, *others)), replace(table, rows=tuple(others))):
        for write in (statistics_pdf, statistics_xlsx):
            with pytest.raises(Refused, match="statistics-do-not-add"):
                write(contradictory)


def test_a_month_without_cases_prints_its_zeros(table: StatisticsTable, read_back: ReadBack) -> None:
    empty = replace(table, rows=(), total=(0,) * 11, on_time_percent="–")
    assert "Tổng số 0 0 0 0 0 0 0 0 0 0 0" in read_back(statistics_pdf(empty))[0]
    sheet = load_workbook(BytesIO(statistics_xlsx(empty))).active
    assert sheet.cell(10, 3).value == 0


def test_the_workbook_has_the_forms_head_and_prints_like_it(table: StatisticsTable) -> None:
    sheet = load_workbook(BytesIO(statistics_xlsx(table))).active
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A6:A8", "B6:B8", "C6:F6", "G6:J6", "K6:M6", "D7:E7", "C7:C8", "F7:F8", "M7:M8"} <= merged
    assert [sheet.cell(9, column).value for column in range(1, 14)] == [f"({n})" for n in range(1, 14)]
    assert sheet["D8"].value == "Trực tuyến"
    assert sheet["E8"].value == "Trực tiếp, dịch vụ bưu chính"
    assert sheet.freeze_panes == "C10"
    assert sheet.print_title_rows == "$6:$9"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_figures_are_values_and_only_the_total_is_a_formula(table: StatisticsTable) -> None:
    sheet = load_workbook(BytesIO(statistics_xlsx(table))).active
    assert [sheet.cell(10, column).value for column in range(3, 14)] == list(table.rows[0].figures)
    assert sheet["C10"].number_format == "#,##0"
    formulas = {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }
    assert formulas == {f"{letter}13": f"=SUM({letter}10:{letter}12)" for letter in "CDEFGHIJKLM"}


def test_no_name_becomes_a_formula(table: StatisticsTable) -> None:
    cell = load_workbook(BytesIO(statistics_xlsx(table))).active["B12"]
    assert cell.value == '=HYPERLINK("http://example.vn")'
    assert cell.data_type == "s"
    assert "'=HYPERLINK" in statistics_csv(table)


def test_the_csv_has_one_column_for_each_of_the_forms(table: StatisticsTable) -> None:
    header, *rows = csv.reader(StringIO(statistics_csv(table)))
    assert header == ["STT", "name", *(f"c{n}" for n in range(3, 14))]
    assert rows[0] == ["1", "Chứng thực", *map(str, table.rows[0].figures)]
    assert rows[-1] == ["", "Tổng số", *map(str, table.total)]
