from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_desk.domain.scans import Card, Slip, looks_scanned, parse_card, parse_slip, read_scan

NAME = "Nguyễn Văn Mẫu"
ADDRESS = "Thôn Ví Dụ, Tiền Phong, Ân Thi, Hưng Yên"
CARD = f"033090001234|145678901|{NAME}|02091990|Nam|{ADDRESS}|10052021"


def _card(text: str) -> Card:
    card = parse_card(text)
    assert card is not None
    return card


def test_a_card_is_read_by_position() -> None:
    assert parse_card(CARD + "\r\n") == Card(
        number="033090001234",
        old_number="145678901",
        name=NAME,
        birth_date=date(1990, 9, 2),
        sex="male",
        address=ADDRESS,
        issued_on=date(2021, 5, 10),
    )


def test_a_card_may_lack_old_number_and_day_of_issue_or_have_more_fields() -> None:
    short = _card(f"034305001234||{NAME}|01012005|Nữ|Thái Bình")
    assert (short.old_number, short.sex, short.issued_on) == ("", "female", None)
    assert _card(CARD + "||Trần Văn Cha|Lê Thị Mẹ|").issued_on == date(2021, 5, 10)


def test_a_scanner_that_drops_an_empty_field_is_understood() -> None:
    card = _card(f"034305001234|{NAME}|01012005|Nữ|{ADDRESS}|10052021")
    assert (card.old_number, card.name, card.issued_on) == ("", NAME, date(2021, 5, 10))


@pytest.mark.parametrize("text", ["", "MC-240304-0001", "a|b|c|d|e|f|g", "033090001234|1|2|3|4", CARD + "|" * 5])
def test_other_texts_are_no_card(text: str) -> None:
    assert parse_card(text) is None


@given(st.text(max_size=80))
def test_reading_a_scan_never_fails(text: str) -> None:
    read_scan(text)
    read_scan(f"https://vidu.vn/?{text}")
    read_scan(f"https://vidu.vn/#{text}")
    parse_card("|".join(["033090001234", "", "Trần Thị Ví Dụ", text, text, text]))


def test_a_card_read_as_windows_text_is_put_right() -> None:
    garbled = "033090001234||Lê Hồng Vi|02091990|Nữ|Tiền Phong|10052021".encode().decode("latin-1")
    card = _card(garbled)
    assert (card.name, card.sex, card.doubts) == ("Lê Hồng Vi", "female", ())


def test_a_card_with_only_the_year_of_birth_has_no_birth_date() -> None:
    card = _card(f"033050001234||{NAME}|00001950|Nam|Hưng Yên|10052021")
    assert (card.birth_date, card.doubts) == (None, ("birth_date",))


SPOILT = {
    "lost letters": ("TRAN THI VI DU", "Nu", "Tien Phong, Hung Yen", ("name", "address")),
    "letters turned into question marks": ("Tr?n Th? Ví D?", "N?", "Ti?n Phong", ("name", "address")),
    "keys of Telex left": ("Traanf Thij Vis Duj", "Nuwx", "Tieefn Phong, Hưng Yên", ("name", "address")),
    "keys of VNI left": ("Tra6n2 Thi5 Vi1 Du5", "Nu74", "Tie6n2 Phong, Hưng Yên", ("name", "address")),
    "a word that is no word": ("Trầnn Thị Ví Dụ", "Nữ", "Tiền Phong, Hưng Yên", ("name",)),
    "two tones on a word": ("Trần\u0301 Thị Ví Dụ", "Nữ", "Tiền Phong, Hưng Yên", ("name",)),
}


@pytest.mark.parametrize("why", SPOILT)
def test_a_card_spoilt_on_the_way_names_what_is_to_be_compared(why: str) -> None:
    name, sex, address, doubts = SPOILT[why]
    card = _card(f"033190001234||{name}|02091990|{sex}|{address}|10052021")
    assert (card.doubts, card.sex) == (doubts, "female")


GOOD = """
Nguyễn Thị Huyền,Đỗ Quốc Khánh,Phùng Ngọc Yến,Vũ Thuỵ Oanh,Lưu Nguyệt Quỳnh,Trịnh Gia Khiêm,Đặng Hoài Xuân,LÊ THỊ NGHĨA
Hoàng Uyên Phương,Giáp Văn Giềng,Khuất Duy Tuyến,Nghiêm Xuân Ước,Chử Đức Khoan,Tạ Hữu Kiệm,Mai Anh,Quách Thị Quyên
"""


@pytest.mark.parametrize("name", re.findall(r"[^,\n]+", GOOD))
def test_a_good_name_is_never_doubted(name: str) -> None:
    assert _card(f"033190001234||{name}|02091990|Nữ|TDP số 3, P. Hiến Nam, lô D6|10052021").doubts == ()


def test_a_number_typed_on_the_vietnamese_layout_is_read_and_its_words_are_doubted() -> None:
    row = str.maketrans("1234056789", "ăâêôđ\u0300\u0309\u0303\u0301\u0323")
    card = _card("|".join(["033090001234".translate(row), "", NAME, "02091990".translate(row), "Nam", ADDRESS]))
    assert (card.number, card.birth_date) == ("033090001234", date(1990, 9, 2))
    assert card.doubts == ("name", "address")
    assert read_scan("MC-240304-0001".translate(row)) == Slip("MC-240304-0001")


def test_the_codes_of_a_slip_name_its_case() -> None:
    assert read_scan("MC-240304-0001\r") == Slip("MC-240304-0001")
    assert read_scan("H31.12.5-240304-0001") == Slip("H31.12.5-240304-0001")
    assert read_scan("MC-240304-0001 q3v_Zk-81aBc") == Slip("MC-240304-0001", "q3v_Zk-81aBc")
    for sign in "?#":
        asked = read_scan(f"https://vidu.vn/tra-cuu.html{sign}ma=MC-240304-0001&k=q3v_Zk-81aBc")
        assert asked == Slip("MC-240304-0001", "q3v_Zk-81aBc")


@pytest.mark.parametrize("text", ["MC-240304", "hồ sơ MC-240304-0001 của ông Mẫu?", "0912345678", "2.000815", ""])
def test_other_texts_are_no_slip(text: str) -> None:
    assert parse_slip(text) is None


def test_what_only_a_scanner_writes_is_known_even_when_it_cannot_be_read() -> None:
    assert looks_scanned("03309|||Nguyen")
    assert not looks_scanned("Nguyễn Văn Mẫu | Trần Thị Ví Dụ")
