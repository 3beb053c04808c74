"""Registers exported by provincial systems, read row by row."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time

import pytest

from papi_desk.domain.cases import STATUS_NAMES, Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.register_file import ImportedCase, RejectedRow, csv_rows, read_register

HEADER = [
    "Mã hồ sơ",
    "Mã TTHC",
    "Tên TTHC",
    "Lĩnh vực",
    "Chủ hồ sơ",
    "Số giấy tờ",
    "Địa chỉ",
    "Số điện thoại",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Ngày trả kết quả",
    "Hình thức nhận",
    "Trạng thái",
]
FULL = {
    "Mã hồ sơ": "H31.12.5-240304-0001",
    "Mã TTHC": "1.004873.000.00.00.H31",
    "Tên TTHC": "Cấp Giấy xác nhận tình trạng hôn nhân",
    "Lĩnh vực": "Hộ tịch",
    "Chủ hồ sơ": "Nguyễn Văn Mẫu",
    "Số giấy tờ": "033190001234",
    "Địa chỉ": "Thôn Ví Dụ",
    "Số điện thoại": "0912345678",
    "Ngày tiếp nhận": "04/03/2024 09:15",
    "Ngày hẹn trả": "07/03/2024",
    "Ngày kết thúc xử lý": "06/03/2024 10:00:30",
    "Ngày trả kết quả": "07/03/2024 08:00",
    "Hình thức nhận": "Trực tiếp",
    "Trạng thái": "Đã trả kết quả",
}


def read(*rows, header=HEADER):
    return list(read_register([header, *rows]))


def row(**changes):
    return list({**FULL, **{key.replace("_", " "): value for key, value in changes.items()}}.values())


def one(**changes) -> ImportedCase:
    (case,) = read(row(**changes))
    assert isinstance(case, ImportedCase), case
    return case


def reason(**changes) -> Refused:
    (rejected,) = read(row(**changes))
    assert isinstance(rejected, RejectedRow), rejected
    return rejected.reason


def test_a_full_row_becomes_a_case_with_its_code_suffix_stripped():
    case = one()
    assert case.row == 2
    assert (case.official_code, case.procedure_code) == ("H31.12.5-240304-0001", "1.004873")
    assert case.received_at == datetime(2024, 3, 4, 9, 15)
    assert case.due_at == datetime(2024, 3, 7, 17, 0)
    assert case.finished_at == datetime(2024, 3, 6, 10, 0, 30)
    assert case.returned_at == datetime(2024, 3, 7, 8, 0)
    assert (case.channel, case.status) == ("direct", Status.RETURNED)
    assert (case.owner, case.id_number, case.phone) == ("Nguyễn Văn Mẫu", "033190001234", "0912345678")


def test_columns_are_found_in_any_order_without_accents_and_in_capitals():
    header = [title.upper() for title in reversed(HEADER)]
    (case,) = read(list(reversed(row())), header=header)
    assert isinstance(case, ImportedCase)
    assert case.due_at == datetime(2024, 3, 7, 17)
    (case,) = read(["Trần Thị Ví Dụ", "4/3/2024", "x"], header=["chu ho so", "NGAY TIEP NHAN (dd/mm/yyyy)", "ma tthc"])
    assert isinstance(case, ImportedCase)
    assert case.owner == "Trần Thị Ví Dụ"


def test_titles_above_the_header_and_empty_rows_are_skipped_and_rows_keep_their_number():
    rows = [["SỔ THEO DÕI HỒ SƠ"], [], HEADER, row(), [None] * 14, row(Mã_hồ_sơ="H31-2")]
    assert [case.row for case in read_register(rows)] == [4, 6]


def test_columns_nobody_knows_are_kept_as_notes_and_the_running_number_is_not():
    (case,) = read([1, *row(), "Tổ 1", 5.0], header=["STT", *HEADER, "Ghi chú", "Số trang"])
    assert isinstance(case, ImportedCase)
    assert case.notes == ("Ghi chú: Tổ 1", "Số trang: 5")


def test_a_file_without_the_needed_columns_is_refused_with_their_names():
    with pytest.raises(Refused) as refused:
        read(["x"], header=["Mã hồ sơ", "Ngày tiếp nhận", "Mã TTHC"])
    assert refused.value.kind == "register-columns-missing"
    assert refused.value.data["columns"] == "Chủ hồ sơ"


def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match="register-columns-missing"):
        list(read_register([]))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("4/3/2024 9:05", datetime(2024, 3, 4, 9, 5)),
        ("04/03/2024 09:15:59", datetime(2024, 3, 4, 9, 15, 59)),
        ("04-03-2024", datetime(2024, 3, 4, 8)),
        ("2024-03-04", datetime(2024, 3, 4, 8)),
        ("2024-03-04T09:15", datetime(2024, 3, 4, 9, 15)),
        ("2024-03-04 09:15:00.000", datetime(2024, 3, 4, 9, 15)),
        ("09:15 04/03/2024", datetime(2024, 3, 4, 9, 15)),
        ("9 giờ 15 phút, ngày 04/03/2024", datetime(2024, 3, 4, 9, 15)),
        (45355, datetime(2024, 3, 4, 8)),
        (45355.385416666664, datetime(2024, 3, 4, 9, 15)),
        ("45355.5", datetime(2024, 3, 4, 12)),
        (datetime(2024, 3, 4, 9, 15), datetime(2024, 3, 4, 9, 15)),
        (datetime(2024, 3, 4), datetime(2024, 3, 4, 8)),
        (date(2024, 3, 4), datetime(2024, 3, 4, 8)),
        ("04/03/2024 00:00:00", datetime(2024, 3, 4, 8)),
    ],
)
def test_dates_are_read_in_every_shape_that_exports_have(cell, expected):
    assert one(Ngày_tiếp_nhận=cell).received_at == expected


def test_a_reception_without_an_hour_says_so():
    assert one(Ngày_tiếp_nhận="04/03/2024").received_date_only
    assert not one().received_date_only


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2024",
        "hôm qua",
        "04/03/24",
        "13/13/2024",
        "04/03/2024 25:00",
        3,
        True,
        float("inf"),
        float("nan"),
    ],
)
def test_a_date_that_cannot_be_read_is_rejected_with_its_column(cell):
    why = reason(Ngày_tiếp_nhận=cell)
    assert (why.kind, why.data["column"]) == ("register-bad-date", "Ngày tiếp nhận")


def test_a_due_date_without_an_hour_means_the_close_of_the_desk_that_day():
    rows = [HEADER, row()]
    (case,) = read_register(rows, closing=lambda day: time(16, 30))
    assert isinstance(case, ImportedCase)
    assert case.due_at == datetime(2024, 3, 7, 16, 30)


def test_a_finish_without_an_hour_lies_between_reception_and_return():
    assert one(Ngày_kết_thúc_xử_lý="06/03/2024").finished_at == datetime(2024, 3, 6, 17)
    assert one(Ngày_kết_thúc_xử_lý="07/03/2024").finished_at == datetime(2024, 3, 7, 8)
    late = one(Ngày_tiếp_nhận="04/03/2024 17:20", Ngày_kết_thúc_xử_lý="04/03/2024")
    assert late.finished_at == datetime(2024, 3, 4, 17, 20)


def test_a_reception_without_an_hour_is_not_after_the_finish_of_the_same_morning():
    case = one(Ngày_tiếp_nhận="06/03/2024", Ngày_kết_thúc_xử_lý="06/03/2024 07:40")
    assert case.received_at == case.finished_at == datetime(2024, 3, 6, 7, 40)


@pytest.mark.parametrize(
    ("changes", "second"),
    [
        ({"Ngày_kết_thúc_xử_lý": "03/03/2024"}, "Ngày kết thúc xử lý"),
        ({"Ngày_kết_thúc_xử_lý": "04/03/2024 09:00"}, "Ngày kết thúc xử lý"),
        ({"Ngày_trả_kết_quả": "05/03/2024"}, "Ngày trả kết quả"),
        ({"Ngày_hẹn_trả": "01/03/2024"}, "Ngày hẹn trả"),
    ],
)
def test_an_impossible_order_of_dates_is_rejected(changes, second):
    why = reason(**changes)
    assert (why.kind, why.data["second"]) == ("register-dates-reversed", second)


def test_a_returned_case_without_a_finish_date_was_finished_when_it_was_returned():
    assert one(Ngày_kết_thúc_xử_lý=None).finished_at == datetime(2024, 3, 7, 8)


@pytest.mark.parametrize(("status", "name"), list(STATUS_NAMES.items()))
def test_every_national_status_is_known_by_name_and_number(status, name):
    dates = {} if status in {7, 8, 9, 10} else {"Ngày_kết_thúc_xử_lý": "", "Ngày_trả_kết_quả": ""}
    if status == Status.FINISHED:
        dates = {"Ngày_trả_kết_quả": ""}
    assert one(Trạng_thái=name.upper(), **dates).status == status
    assert one(Trạng_thái=int(status), **dates).status == status
    assert one(Trạng_thái=f"{status} - {name}", **dates).status == status


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Chờ bổ sung", Status.SUPPLEMENT),
        ("Đang giải quyết – quá hạn", Status.PROCESSING),
        ("ĐANG XỬ LÝ TRONG HẠN", Status.PROCESSING),
        ("Mới đăng ký (chờ tiếp nhận)", Status.REGISTERED),
    ],
)
def test_common_words_for_an_open_status_are_known(words, status):
    assert one(Trạng_thái=words, Ngày_kết_thúc_xử_lý=None, Ngày_trả_kết_quả=None).status == status


@pytest.mark.parametrize(
    ("words", "status", "refused"),
    [
        ("Trả lại/Xin rút", Status.WITHDRAWN, False),
        ("Dừng xử lý", Status.STOPPED, False),
        ("Đã xử lý đúng hạn", Status.FINISHED, False),
        ("Từ chối giải quyết", Status.FINISHED, True),
    ],
)
def test_common_words_for_a_closed_status_are_known(words, status, refused):
    case = one(Trạng_thái=words, Ngày_trả_kết_quả=None)
    assert (case.status, case.refused) == (status, refused)


def test_without_a_status_the_dates_tell_it():
    assert one(Trạng_thái="").status is Status.RETURNED
    assert one(Trạng_thái="", Ngày_trả_kết_quả="").status is Status.FINISHED
    assert one(Trạng_thái="", Ngày_trả_kết_quả="", Ngày_kết_thúc_xử_lý="").status is Status.PROCESSING


def test_a_status_that_contradicts_the_dates_is_rejected():
    assert reason(Trạng_thái="Đang xử lý").kind == "register-status-contradicts"
    ended = reason(Trạng_thái="Đã xử lý xong", Ngày_kết_thúc_xử_lý="", Ngày_trả_kết_quả="")
    assert ended.kind == "register-finish-missing"


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"Chủ_hồ_sơ": "  "}, "register-owner-missing"),
        ({"Ngày_tiếp_nhận": None}, "register-received-missing"),
        ({"Trạng_thái": "Đang bay"}, "register-status-unknown"),
        ({"Trạng_thái": "11"}, "register-status-unknown"),
        ({"Hình_thức_nhận": "Bồ câu"}, "register-channel-unknown"),
        ({"Mã_TTHC": "", "Tên_TTHC": ""}, "register-procedure-missing"),
    ],
)
def test_what_is_missing_or_unknown_is_rejected(changes, kind):
    assert reason(**changes).kind == kind


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("", "direct"),
        ("Trực tiếp tại Bộ phận Một cửa", "direct"),
        ("Dịch vụ bưu chính công ích", "post"),
        ("Trực tuyến toàn trình", "online"),
        ("Cổng DVCQG", "online"),
        ("Ứng dụng VNeID", "vneid"),
        ("online", "online"),
    ],
)
def test_ways_of_handing_in_are_known_by_their_usual_words(words, channel):
    assert one(Hình_thức_nhận=words).channel == channel


def test_a_code_that_stands_twice_is_rejected_the_second_time_with_the_first_row():
    _, second = read(row(), row())
    assert isinstance(second, RejectedRow)
    assert (second.row, second.reason.kind, second.reason.data["first"]) == (3, "register-code-repeated", 2)


def test_a_rejected_row_does_not_use_up_its_code():
    first, second = read(row(Chủ_hồ_sơ=""), row())
    assert isinstance(first, RejectedRow)
    assert isinstance(second, ImportedCase)


def test_numbers_that_excel_shortened_get_their_zeros_back():
    case = one(Mã_TTHC=2.00011, Số_giấy_tờ=33190001234, Số_điện_thoại=912345678.0)
    assert (case.procedure_code, case.id_number, case.phone) == ("2.000110", "033190001234", "0912345678")


def test_letters_taken_apart_and_unseen_characters_are_put_right():
    case = one(Chủ_hồ_sơ=unicodedata.normalize("NFD", " Nguyễn\u00a0Văn\x00 Mẫu\u200b\n"), Địa_chỉ="Thôn\t1")
    assert (case.owner, case.address) == ("Nguyễn Văn Mẫu", "Thôn 1")


def test_the_end_of_a_day_stays_on_its_day():
    case = one(Ngày_hẹn_trả="06/03/2024 24:00")
    assert case.due_at == datetime(2024, 3, 6, 23, 59)
    (refused,) = read(row(Ngày_hẹn_trả="06/03/2024 24:01"))
    assert isinstance(refused, RejectedRow)


def test_a_csv_with_semicolons_and_a_byte_order_mark_is_read():
    text = "\ufeffMã TTHC;Chủ hồ sơ;Ngày tiếp nhận\r\n1.001193;Nguyễn Văn Mẫu;04/03/2024\r\n"
    (case,) = read_register(csv_rows(text))
    assert isinstance(case, ImportedCase)
    assert case.procedure_code == "1.001193"
