from __future__ import annotations

import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from papi_desk.documents.fonts import VIETNAMESE_LETTERS, Typeface, packaged
from papi_desk.documents.paper import A5, MM
from papi_desk.documents.receipt import receipt_pages, receipt_pdf
from papi_desk.documents.typesetting import Rule, Squares, Text
from papi_desk.domain.errors import Refused
from papi_desk.domain.papers import PaperRow, Receipt

ReadBack = Callable[[bytes], list[str]]

OFFICIAL_ORDER = [
    "Mẫu số 01 · TT 03/2025/TT-VPCP",
    "ỦY BAN NHÂN DÂN XÃ VÍ DỤ",
    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: MC-240304-0001",
    "Ví Dụ, ngày 04 tháng 3 năm 2024",
    "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    "Mã hồ sơ: H31.12.5-240304-0007",
    "Số tiếp nhận tại quầy: MC-240304-0001",
    "(Liên 1: Lưu)",
    "Bộ phận tiếp nhận và trả kết quả: Trung tâm Phục vụ hành chính công xã Ví Dụ",
    "Tiếp nhận hồ sơ của: Nguyễn Văn Mẫu",
    "Chủ hồ sơ: Trần Thị Ví Dụ",
    "Số CMND/Thẻ căn cước/Hộ chiếu: 033090000001",
    "Hình thức nộp: Trực tiếp",
    "Địa chỉ: Thôn Mẫu, xã Ví Dụ, tỉnh Hưng Yên",
    "Số điện thoại: 0912345678",
    "Email: mau@example.vn",
    "Nội dung yêu cầu giải quyết: Cấp Giấy xác nhận tình trạng hôn nhân (mã TTHC: 1.004873)",
    "1. Thành phần hồ sơ nộp gồm:",
    "TT Thành phần hồ sơ Số lượng Bản chính Bản sao (chứng thực) Bản photo",
    "1 Tờ khai theo mẫu 01 – –",
    "2 Trích lục ghi chú ly hôn – 02 –",
    "3 Giấy tờ tùy thân – – 03",
    "2. Số lượng hồ sơ: 01 (bộ)",
    "3. Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc",
    "4. Thời gian nhận hồ sơ: 09 giờ 15 phút, ngày 04 tháng 3 năm 2024",
    "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 07 tháng 3 năm 2024",
    "6. Đăng ký nhận kết quả tại: Trung tâm Phục vụ hành chính công xã Ví Dụ (tại quầy)",
    "7. Phí, lệ phí (nếu có): 16.000 đồng (Mười sáu nghìn đồng)",
    "Vào Sổ theo dõi hồ sơ, Quyển số: 01/2024",
    "Số thứ tự: 0315",
    "NGƯỜI NỘP HỒ SƠ (Ký và ghi rõ họ tên)",
    "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký và ghi rõ họ tên) Phạm Văn Thí Dụ",
    "Ghi chú:",
    "- Giấy tiếp nhận hồ sơ và hẹn trả kết quả được lập thành 02 liên:",
    "- Người nộp hồ sơ có thể đăng ký nhận kết quả",
]


@pytest.fixture
def crowded(receipt: Receipt) -> Receipt:
    papers = (
        PaperRow(f"Giấy tờ ví dụ số {n}, kèm bản đồ và giấy ủy quyền của các đồng thừa kế", n % 3, n % 2, 1)
        for n in range(1, 41)
    )
    return replace(
        receipt,
        received_from="Công ty trách nhiệm hữu hạn <Ví Dụ & Mẫu> " * 4,
        address=("Số nhà 12, ngõ 345, đường Ví Dụ, thôn Mẫu, " * 8)[:300],
        phone="",
        papers=tuple(papers),
        second_stage=(datetime(2024, 3, 8, 8, 0), datetime(2024, 3, 22, 17, 0)),
    )


def _assert_in_order(text: str, pieces: list[str]) -> None:
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        assert found >= 0, f"{piece!r} is missing after {text[max(0, place - 60) : place]!r} in {text}"
        place = found + len(piece)


def test_every_field_is_read_back_in_the_official_order(receipt: Receipt, read_back: ReadBack) -> None:
    first, second = read_back(receipt_pdf(receipt))
    _assert_in_order(first, OFFICIAL_ORDER)
    _assert_in_order(
        second, [s.replace("Liên 1: Lưu", "Liên 2: Giao người nộp hồ sơ") for s in OFFICIAL_ORDER]
    )


def test_both_copies_stand_on_one_a4_sheet_with_the_same_words(receipt: Receipt, read_back: ReadBack) -> None:
    [sheet] = read_back(receipt_pdf(receipt, sheet="a4"))
    second = [s.replace("Liên 1: Lưu", "Liên 2: Giao người nộp hồ sơ") for s in OFFICIAL_ORDER]
    _assert_in_order(sheet, OFFICIAL_ORDER + second)


@pytest.mark.parametrize(
    ("sheet", "copies", "pages", "width", "height"),
    [
        ("a5", 1, 1, 148, 210),
        ("a5", 2, 2, 148, 210),
        ("a5", 3, 3, 148, 210),
        ("a4", 1, 1, 297, 210),
        ("a4", 2, 1, 297, 210),
        ("a4", 3, 2, 297, 210),
    ],
)
def test_sheets_have_the_size_and_number_asked_for(
    receipt: Receipt, sheet: str, copies: int, pages: int, width: int, height: int
) -> None:
    reader = PdfReader(BytesIO(receipt_pdf(receipt, copies=copies, sheet=sheet)))
    assert len(reader.pages) == pages
    for page in reader.pages:
        assert [round(float(side) / MM) for side in page.mediabox[2:]] == [width, height]


def test_a_code_that_is_not_known_leaves_dots_to_write_on(receipt: Receipt, read_back: ReadBack) -> None:
    text = read_back(receipt_pdf(replace(receipt, official_code="", phone="", book=" ")))[0]
    assert "Mã hồ sơ: ......" in text
    assert "Số điện thoại: ....." in text
    assert "Quyển số: ......" in text


def test_the_owner_has_a_line_only_when_someone_else_hands_the_case_in(
    receipt: Receipt, read_back: ReadBack
) -> None:
    same = replace(receipt, owner="NGUYỄN  văn Mẫu")
    assert "Chủ hồ sơ:" not in read_back(receipt_pdf(same))[0]


def test_a_tax_code_is_called_one(receipt: Receipt, read_back: ReadBack) -> None:
    text = read_back(receipt_pdf(replace(receipt, id_number="0101234567-001")))[0]
    assert "Mã số thuế: 0101234567-001" in text


def test_a_case_without_a_due_date_says_why(receipt: Receipt, read_back: ReadBack) -> None:
    without = replace(receipt, due_at=None, due_note="không quy định thời hạn", limit="Không quy định")
    assert (
        "5. Thời gian trả kết quả giải quyết hồ sơ: không quy định thời hạn"
        in read_back(receipt_pdf(without))[0]
    )


def test_midnight_is_twenty_four_hours_of_the_day_that_ends(receipt: Receipt, read_back: ReadBack) -> None:
    text = read_back(receipt_pdf(replace(receipt, due_at=datetime(2025, 3, 1, 0, 0))))[0]
    assert "24 giờ 00 phút, ngày 28 tháng 02 năm 2025" in text


def test_the_second_stage_follows_the_first(receipt: Receipt, read_back: ReadBack) -> None:
    stage = (datetime(2024, 3, 8, 8, 0), datetime(2024, 3, 22, 17, 0))
    text = read_back(receipt_pdf(replace(receipt, second_stage=stage)))[0]
    expected = [
        "ngày 07 tháng 3 năm 2024",
        "Thời gian nhận hồ sơ (giai đoạn 2 nếu có): 08 giờ 00 phút, ngày 08 tháng 3 năm 2024",
        "Thời gian trả kết quả giải quyết hồ sơ (giai đoạn 2 nếu có): 17 giờ 00 phút,",
        "ngày 22 tháng 3 năm 2024",
        "6. Đăng ký nhận kết quả tại:",
    ]
    _assert_in_order(text, expected)


def test_a_case_without_papers_says_so(receipt: Receipt, read_back: ReadBack) -> None:
    text = read_back(receipt_pdf(replace(receipt, papers=())))[0]
    assert "1. Thành phần hồ sơ nộp gồm: không có giấy tờ kèm theo" in text


def test_all_vietnamese_letters_are_read_back(receipt: Receipt, read_back: ReadBack) -> None:
    assert len(set(VIETNAMESE_LETTERS) - set("aeiouyAEIOUY")) == 134
    words = " ".join(VIETNAMESE_LETTERS[i : i + 6] for i in range(0, len(VIETNAMESE_LETTERS), 6))
    decomposed = unicodedata.normalize("NFD", words)
    text = read_back(receipt_pdf(replace(receipt, address=words, result_place=decomposed)))[0]
    assert text.count(words) == 2


@pytest.mark.parametrize("name", ["Công ty <b>Ví Dụ</b> & Mẫu", "&lt;Mẫu&gt; %s {0} \\", "(Mẫu) 'Ví' \"Dụ\""])
def test_signs_in_names_are_letters_not_markup(receipt: Receipt, read_back: ReadBack, name: str) -> None:
    assert f"Tiếp nhận hồ sơ của: {name}" in read_back(receipt_pdf(replace(receipt, received_from=name)))[0]


@pytest.mark.parametrize("sheet", ["a5", "a4"])
def test_forty_papers_and_long_names_flow_on_without_loss(
    crowded: Receipt, read_back: ReadBack, sheet: str
) -> None:
    pages = read_back(receipt_pdf(crowded, copies=1, sheet=sheet))
    text = " ".join(pages)
    assert len(pages) > 2
    assert " ".join(crowded.received_from.split()) in text
    assert crowded.address.strip() in text
    assert all(f"{n} Giấy tờ ví dụ số {n}, kèm bản đồ" in text for n in range(1, 41))
    assert "(xem tiếp trang 2)" in pages[0]
    for number, page in enumerate(pages[1:], 2):
        head = f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả số MC-240304-0001 (tiếp theo) Trang {number}"
        assert page.startswith(head)
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in pages[-1]


def _assert_inside_the_frame(receipt: Receipt, face: Typeface) -> None:
    for page in (page for pages in receipt_pages(receipt, 2, face) for page in pages):
        bottom = 0.0
        for placed in sorted(page.placed, key=lambda placed: placed.y):
            assert placed.y >= bottom - 0.01, "two parts overlap"
            bottom = placed.y + placed.fragment.height
            for mark in placed.fragment.marks:
                _assert_mark_inside(mark, placed.y)
        assert bottom <= A5.room + 0.01


def _assert_mark_inside(mark: Text | Rule | Squares, y: float) -> None:
    match mark:
        case Text():
            right = mark.x + sum(font.width(words, mark.size) for font, words in mark.runs)
            top, bottom = y + mark.y - mark.size, y + mark.y + mark.size * 0.3
        case Rule():
            right, top, bottom = mark.x2, y + mark.y1, y + mark.y2
        case Squares():
            right, top, bottom = mark.x + mark.side, y + mark.y, y + mark.y + mark.side
    assert right <= A5.measure + 0.01
    assert -1 <= top <= bottom <= A5.room + 1


def test_nothing_of_a_crowded_receipt_leaves_the_frame_or_overlaps(crowded: Receipt, face: Typeface) -> None:
    _assert_inside_the_frame(crowded, face)


_LETTERS = st.sampled_from(
    [c for c in sorted(packaged().regular.advances) if unicodedata.is_normalized("NFC", c) and c != "\u00a0"]
)
_TEXTS = st.text(_LETTERS, max_size=300).map(lambda text: unicodedata.normalize("NFC", text))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=_TEXTS, address=_TEXTS, request_=_TEXTS, fee=_TEXTS, paper=_TEXTS, unit=_TEXTS)
def test_whatever_is_typed_stays_inside_the_frame(
    receipt: Receipt, name: str, address: str, request_: str, fee: str, paper: str, unit: str
) -> None:
    typed = replace(
        receipt,
        office=replace(receipt.office, unit=unit, superior=name),
        received_from=name,
        receiver=name,
        official_code=paper,
        email=address,
        address=address,
        request=request_,
        fee=fee,
        book=fee,
        papers=(PaperRow(paper, 1), PaperRow(name * 3, 1)),
        notes=(address,),
    )
    _assert_inside_the_frame(typed, packaged())
    assert receipt_pdf(typed, face=packaged())


def test_the_same_receipt_prints_to_the_same_bytes(receipt: Receipt, crowded: Receipt) -> None:
    for paper in (receipt, crowded):
        assert receipt_pdf(paper, sheet="a4") == receipt_pdf(paper, sheet="a4")


def test_papers_made_at_the_same_time_do_not_mix(receipt: Receipt, crowded: Receipt) -> None:
    papers = [receipt, crowded] * 8
    expected = [receipt_pdf(paper) for paper in papers[:2]] * 8
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(receipt_pdf, papers)) == expected


@pytest.mark.parametrize(("letter", "code"), [("😀", "U+1F600"), ("林", "U+6797")])
def test_a_letter_that_no_font_has_is_refused_by_name(receipt: Receipt, letter: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        receipt_pdf(replace(receipt, received_from=f"Nguyễn {letter} Mẫu"))
    assert refused.value.kind == "letter-not-printable"
    assert refused.value.data["letter"] == letter
    assert refused.value.data["code"] == code
    assert refused.value.data["font"]


def test_signs_without_ink_are_left_out_and_lines_joined(receipt: Receipt, read_back: ReadBack) -> None:
    pasted = replace(receipt, address="\ufeffThôn\u200b Mẫu,\r\n\txã\u202f Ví\u0000 Dụ\u00ad")
    assert "Địa chỉ: Thôn Mẫu, xã Ví Dụ Số điện thoại" in read_back(receipt_pdf(pasted))[0]


def test_the_file_says_what_it_is_and_carries_its_letters(receipt: Receipt) -> None:
    reader = PdfReader(BytesIO(receipt_pdf(receipt)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả MC-240304-0001"
    assert reader.metadata.author == "Trung tâm Phục vụ hành chính công - Ủy ban nhân dân xã Ví Dụ"
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] and "/ToUnicode" in font for font in fonts)
    assert all(font["/BaseFont"][7] == "+" for font in fonts)


def test_two_copies_stay_small_in_the_packaged_serif(receipt: Receipt, face: Typeface) -> None:
    assert len(receipt_pdf(receipt, face=face)) < 60_000


@pytest.mark.parametrize(
    ("asked", "kind"), [({"copies": 0}, "copies-out-of-range"), ({"sheet": "a3"}, "unknown-sheet")]
)
def test_impossible_sheets_are_refused(receipt: Receipt, asked: dict[str, object], kind: str) -> None:
    with pytest.raises(Refused, match=kind):
        receipt_pdf(receipt, **asked)  # type: ignore[arg-type]


def test_a_look_up_text_too_long_for_a_phone_is_refused(receipt: Receipt) -> None:
    with pytest.raises(Refused, match="lookup-too-long"):
        receipt_pdf(replace(receipt, lookup="x" * 500))
