from __future__ import annotations

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from papi_desk.documents.delimited import rows_csv
from papi_desk.documents.spreadsheet import rows_xlsx

HEADERS = ["Mã hồ sơ", "Chủ hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Phí"]
ROW = ["MC-240304-0001", "Nguyễn Văn Mẫu", datetime(2024, 3, 4, 9, 15), date(2024, 3, 7), 1234567]


def _sheet(*rows: list[object]) -> Any:
    return load_workbook(BytesIO(rows_xlsx("Hồ sơ: tháng 3/2024", HEADERS, rows))).active


def test_dates_and_figures_are_real_ones() -> None:
    sheet = _sheet(ROW)
    assert [cell.value for cell in sheet[1]] == HEADERS
    assert sheet["C2"].value == datetime(2024, 3, 4, 9, 15)
    assert sheet["C2"].number_format == "dd/mm/yyyy hh:mm"
    assert sheet["D2"].is_date
    assert sheet["D2"].number_format == "dd/mm/yyyy"
    assert sheet["E2"].value == 1234567


@pytest.mark.parametrize("text", ["=1+1", "+84912345678", "-2", "@SUM(A1)", "#N/A", "0221000000", "=cmd|' /C x'!A0"])
def test_texts_stay_texts(text: str) -> None:
    cell = _sheet([text])["A2"]
    assert cell.value == text
    assert cell.data_type == "s"


def test_a_day_before_excels_calendar_and_a_control_sign_do_no_harm() -> None:
    sheet = _sheet([date(1899, 12, 30), "Nguyễn\x0b Văn Mẫu", None])
    assert [cell.value for cell in sheet[2]][:3] == ["30/12/1899", "Nguyễn Văn Mẫu", None]


def test_the_sheet_is_ready_to_read_and_print() -> None:
    sheet = _sheet(*[ROW] * 300)
    assert sheet.title == "Hồ sơ tháng 3 2024"
    assert sheet.max_row == 301
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E301"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"


def test_an_empty_list_still_has_its_headers() -> None:
    assert [cell.value for cell in _sheet()[1]] == HEADERS


def test_csv_writes_dates_as_the_office_does_and_disarms_formulas() -> None:
    header, row = csv.reader(StringIO(rows_csv(HEADERS, [[*ROW[:1], "=1+1", *ROW[2:4], None]])))
    assert header == HEADERS
    assert row == ["MC-240304-0001", "'=1+1", "04/03/2024 09:15", "07/03/2024", ""]
    assert rows_csv(["a"], [["-"], [-5], ["–"]]) == "a\n-\n-5\n–\n"
