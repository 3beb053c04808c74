from __future__ import annotations

import csv
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from papi_desk.documents.fonts import Typeface
from papi_desk.documents.paper import MM
from papi_desk.documents.report_pdf import report_pdf
from papi_desk.documents.report_text import report_clip, report_csv, report_json, report_table
from papi_desk.documents.report_workbook import report_xlsx
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import replace
from papi_desk.domain.reports import Report, ReportColumn, ReportRow
from tests.documents.conftest import OFFICE

ReadBack = Callable[[bytes], list[str]]
BAD_NAME = '=HYPERLINK("http://example.vn")'


def _assert_in_order(text: str, pieces: list[str]) -> None:
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        assert found >= 0, f"{piece!r} is missing in {text}"
        place = found + len(piece)


def with_row(report: Report, place: int, *values: object) -> Report:
    """Change one row of a report."""
    rows = list(report.rows)
    rows[place] = replace(rows[place], values=values)
    return replace(report, rows=tuple(rows))


# --- PDF -------------------------------------------------------------------------------------------------


def test_the_table_reads_in_the_order_of_the_form(table: Report, read_back: ReadBack) -> None:
    [text] = read_back(report_pdf(table))
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
    long_table: Report, read_back: ReadBack
) -> None:
    content = report_pdf(long_table)
    pages = read_back(content)
    assert len(pages) > 2
    assert all("(1) (2) (3)" in page for page in pages)
    assert [page.split()[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert all(f" {n} Lĩnh vực ví dụ {n} 24 " in " ".join(pages) for n in range(1, 71))
    assert "Tổng số 1.680" in pages[-1]
    assert "THỦ TRƯỞNG ĐƠN VỊ" in pages[-1]
    box = PdfReader(BytesIO(content)).pages[0].mediabox
    assert [round(float(side) / MM) for side in box[2:]] == [297, 210]


def test_the_same_table_prints_to_the_same_bytes(table: Report) -> None:
    assert report_pdf(table) == report_pdf(table)
    assert report_xlsx(table) == report_xlsx(table)


@pytest.mark.parametrize("write", [report_pdf, report_xlsx, report_csv, report_json, report_table, report_clip])
def test_figures_that_do_not_add_up_are_not_written(table: Report, write: Callable[[Report], object]) -> None:
    first, *others = list(table.rows)
    wrong = with_row(table, 0, *first.values[:2], 1 + first.values[2], *first.values[3:])  # type: ignore[operator]
    for contradictory in (wrong, replace(table, rows=tuple(others))):
        with pytest.raises(Refused, match="statistics-do-not-add"):
            write(contradictory)


def test_a_month_without_cases_prints_its_zeros(table: Report, read_back: ReadBack) -> None:
    empty = replace(table, rows=(ReportRow((None, "Tổng số", *[0] * 11), "total"),))
    assert "Tổng số 0 0 0 0 0 0 0 0 0 0 0" in read_back(report_pdf(empty))[0]
    sheet = load_workbook(BytesIO(report_xlsx(empty))).active
    assert sheet.cell(10, 3).value == 0


def a_book(rows: int, name: str = "Nguyễn Văn Mẫu") -> Report:
    """Make a register's book: sections by day, rows that are read only once."""

    def lines() -> Iterator[ReportRow]:
        for number in range(1, rows + 1):
            if number % 25 == 1:
                yield ReportRow((f"Ngày {number // 25 + 1}",), "section")
            yield ReportRow((number, f"MC-{number:05}", f"{name} {number}", datetime(2024, 3, 4, 9, 15), 8000, 99.5))
        yield ReportRow((None, "", "Tổng số", None, 8000 * rows, None), "total")

    columns = (
        ReportColumn("STT", ("STT",), "order"),
        ReportColumn("code", ("Hồ sơ", "Mã hồ sơ"), "code"),
        ReportColumn("owner", ("Hồ sơ", "Chủ hồ sơ")),
        ReportColumn("received", ("Nhận lúc",), "moment"),
        ReportColumn("fee", ("Phí đã thu",), "money"),
        ReportColumn("share", ("Tỷ lệ (%)",), "percent"),
    )
    signed = (("NGƯỜI LẬP SỔ", "", "Trần Thị Ví Dụ"), ("LÃNH ĐẠO", "(Ký tên, đóng dấu)", ""))
    return Report(
        "book", OFFICE, "SỔ THEO DÕI HỒ SƠ", columns, lines(), datetime(2024, 4, 1, 8), form_number="Mẫu số 07",
        form_basis="TT 03/2025/TT-VPCP", period="Tháng 3/2024", particulars=(("Lĩnh vực", "Chứng thực"),),
        signatures=signed,
    )  # fmt: skip


def test_a_list_of_the_offices_own_has_the_motto_sections_moments_and_signatures(read_back: ReadBack) -> None:
    text = " ".join(read_back(report_pdf(a_book(30))))
    expected = [
        "Mẫu số 07 · TT 03/2025/TT-VPCP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỔ THEO DÕI HỒ SƠ",
        "Tháng 3/2024",
        "Lĩnh vực: Chứng thực",
        "Mã hồ sơ Chủ hồ sơ",
        "Ngày 1",
        "1 MC-00001 Nguyễn Văn Mẫu 1 09:15 04/03/2024 8.000 99,5",
        "Tổng số",
        "240.000 –",
        "Trần Thị Ví Dụ",
    ]
    _assert_in_order(text, expected)


def test_a_name_with_a_letter_that_the_face_lacks_is_set_in_another_without_reading_rows_twice(
    read_back: ReadBack, face: Typeface
) -> None:
    assert "Łukasz 30" in " ".join(read_back(report_pdf(a_book(30, "Łukasz"))))
    with pytest.raises(Refused, match="letter-not-printable"):
        report_pdf(a_book(3, "漢"), face=face)


def test_the_memory_of_a_book_does_not_grow_with_its_pages_held_at_once() -> None:
    def peak(rows: int) -> float:
        tracemalloc.start()
        report_pdf(a_book(rows))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found / 1e6

    peak(10)
    small, large = peak(500), peak(4000)
    assert large - small < 12, (small, large)


# --- workbook --------------------------------------------------------------------------------------------


def test_the_workbook_has_the_forms_head_and_prints_like_it(table: Report) -> None:
    sheet = load_workbook(BytesIO(report_xlsx(table))).active
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A6:A8", "B6:B8", "C6:F6", "G6:J6", "K6:M6", "D7:E7", "C7:C8", "F7:F8", "M7:M8"} <= merged
    assert [sheet.cell(9, column).value for column in range(1, 14)] == [f"({n})" for n in range(1, 14)]
    assert sheet["D8"].value == "Trực tuyến"
    assert sheet["E8"].value == "Trực tiếp, dịch vụ bưu chính"
    assert sheet.freeze_panes == "C10"
    assert sheet.print_title_rows == "$6:$9"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((None, 0), (1, 0))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_figures_are_values_and_only_the_total_is_a_formula(table: Report) -> None:
    rows = list(table.rows)
    sheet = load_workbook(BytesIO(report_xlsx(table))).active
    assert [sheet.cell(10, column).value for column in range(3, 14)] == list(rows[0].values[2:])
    assert sheet["C10"].number_format == "#,##0"
    formulas = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert formulas == {f"{letter}13": f"=SUM({letter}10:{letter}12)" for letter in "CDEFGHIJKLM"}
    shown = load_workbook(BytesIO(report_xlsx(table)), data_only=True).active
    assert [shown.cell(13, column).value for column in range(3, 14)] == list(rows[3].values[2:])


def test_the_reader_of_a_workbook_can_check_every_sum_that_must_hold(table: Report) -> None:
    sheet = load_workbook(BytesIO(report_xlsx(table)))["Kiểm tra"]
    assert [sheet.cell(n, 1).value for n in range(2, 6)] == [
        "(3) = (4) + (5) + (6)", "(3) = (7) + (11)", "(7) = (8) + (9) + (10)", "(11) = (12) + (13)",
    ]  # fmt: skip
    where = "'Biểu số II.06a'!"
    parts = "+".join(f"{where}{c}10:{c}12" for c in "DEF")
    assert sheet["B2"].value == f"=SUMPRODUCT(--({where}C10:C12<>{parts}))"


@pytest.mark.parametrize("text", [BAD_NAME, "+84912345678", "-2", "@SUM(A1)", "#N/A", "0221000000", "=cmd|' /C x'!A0"])
def test_no_name_becomes_a_formula(table: Report, text: str) -> None:
    named = with_row(table, 2, 3, text, *list(table.rows)[2].values[2:])
    behind = replace(a_book(0), rows=(ReportRow((1, "MC-1", text, None, None, None)),))
    book = load_workbook(BytesIO(report_xlsx(named, behind=[behind])))
    for cell in (book.active["B12"], book.worksheets[1]["C5"]):
        assert cell.value == text
        assert cell.data_type == "s"
    if text[0] in "=+-@":
        assert book.active["B12"].quotePrefix
        assert f"'{text}" in next(csv.reader(StringIO(report_csv(named).splitlines()[3])))
        assert f"'{text}" in report_clip(named).text


def test_totals_sum_the_rows_and_never_a_subtotal_twice() -> None:
    columns = (ReportColumn("name", ("Tên",)), ReportColumn("n", ("Số",), "count"))
    rows = (
        ReportRow(("Xã A",), "section"), ReportRow(("x", 1)), ReportRow(("y", 2)), ReportRow(("Cộng", 3), "subtotal"),
        ReportRow(("Xã B",), "section"), ReportRow(("z", 4)), ReportRow(("Cộng", 4), "subtotal"),
        ReportRow(("Tổng", 7), "total"),
    )  # fmt: skip
    report = Report("sums", OFFICE, "BẢNG", columns, rows, datetime(2024, 4, 1, 8))
    sheet = load_workbook(BytesIO(report_xlsx(report))).active
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == ["=SUM(B8:B9)", "=SUM(B12:B12)", "=SUM(B8:B9,B12:B12)"]
    assert report_json(report)["total"] == {"n": 7}


def test_the_cases_behind_stand_on_sheets_of_their_own(table: Report) -> None:
    book = load_workbook(BytesIO(report_xlsx(table, behind=[a_book(30), a_book(3)])))
    assert book.sheetnames == ["Biểu số II.06a", "Mẫu số 07", "Mẫu số 07 2", "Kiểm tra"]
    sheet = book["Mẫu số 07"]
    assert sheet["D6"].value == datetime(2024, 3, 4, 9, 15)
    assert sheet.auto_filter.ref == "A4:F37"


# --- texts -----------------------------------------------------------------------------------------------


def test_the_csv_has_one_column_for_each_of_the_forms(table: Report) -> None:
    header, *rows = csv.reader(StringIO(report_csv(table)))
    assert header == ["STT", "name", *(f"c{n}" for n in range(3, 14))]
    assert rows[0] == ["1", "Chứng thực", *map(str, next(iter(table.rows)).values[2:])]
    assert rows[-1] == ["", "Tổng số", *map(str, list(table.rows)[-1].values[2:])]


def test_the_csv_for_vietnamese_excel_has_semicolons_and_decimal_commas() -> None:
    assert report_csv(a_book(1), delimiter=";").splitlines()[2] == (
        '1;MC-00001;Nguyễn Văn Mẫu 1;04/03/2024 09:15;8000;"99,50"'
    )


def test_json_names_the_figures_and_leaves_out_the_row_numbers(table: Report) -> None:
    said = report_json(replace(table, figures={"on_time_percent": 98.25, "from": date(2024, 6, 1)}))
    assert said["rows"][1]["name"] == "Hộ tịch"
    assert said["total"] == dict(zip([f"c{n}" for n in range(3, 14)], list(table.rows)[3].values[2:], strict=True))
    assert (said["on_time_percent"], said["from"]) == (98.25, "2024-06-01")


def test_a_terminal_shows_the_columns_under_each_other(table: Report) -> None:
    title, period, heads, first, *_, total, _, _ = report_table(table).splitlines()
    assert title.startswith("TÌNH HÌNH")
    assert "01/06/2024" in period
    ends = [heads.index(f"({n})") + len(f"({n})") for n in range(3, 14)]
    assert [first[:end].split()[-1] for end in ends] == [
        "2.137", "900", "1.234", "3", "2.107", "1.500", "600", "7", "30", "29", "1"
    ]  # fmt: skip
    assert total.split()[:3] == ["Tổng", "số", "2.260"]


def test_the_clipboard_has_merged_heads_for_word_and_tabs_for_excel(table: Report) -> None:
    clip = report_clip(table)
    assert '<th rowspan="1" colspan="4">Số hồ sơ nhận giải quyết</th>' in clip.html
    assert '<td align="right" x:num="2137">2.137</td>' in clip.html
    assert "<script" not in report_clip(with_row(table, 0, 1, "<script>", *next(iter(table.rows)).values[2:])).html
    assert clip.text.splitlines()[1].split("\t")[:3] == ["1", "Chứng thực", "2.137"]
