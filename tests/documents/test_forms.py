from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from papi_desk.documents.fonts import VIETNAMESE_LETTERS, Font, Typeface
from papi_desk.documents.layout import Layout, layout_pdf
from papi_desk.documents.paper import MM
from papi_desk.documents.typesetting import Bars, Text
from papi_desk.domain.errors import Refused
from papi_desk.domain.papers import CaseWords, PaperRow
from papi_desk.domain.records import replace
from tests.documents.frames import assert_inside_the_frame

Made = Callable[..., Layout]
Printed = Callable[..., bytes]
ReadBack = Callable[[bytes], list[str]]


@pytest.fixture
def crowded(words: CaseWords) -> CaseWords:
    papers = (
        PaperRow(f"Giấy tờ ví dụ số {n}, kèm bản đồ và giấy ủy quyền của các đồng thừa kế", n % 3, n % 2, 1)
        for n in range(1, 41)
    )
    return replace(
        words,
        submitter="Công ty trách nhiệm hữu hạn <Ví Dụ & Mẫu> " * 4,
        address=("Số nhà 12, ngõ 345, đường Ví Dụ, thôn Mẫu, " * 8)[:300],
        phone="",
        papers=tuple(papers),
        second_from=datetime(2024, 3, 8, 8, 0),
        second_due=datetime(2024, 3, 22, 17, 0),
    )


def _assert_in_order(text: str, pieces: list[str]) -> None:
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        assert found >= 0, f"{piece!r} is missing after {text[max(0, place - 60) : place]!r} in {text}"
        place = found + len(piece)


def test_copies_differ_in_their_name_alone(words: CaseWords, made: Made, read_back: ReadBack) -> None:
    first, second, third = read_back(layout_pdf(made(words), copies=3))
    assert second == first.replace("Liên 1: Lưu", "Liên 2: Giao người nộp hồ sơ")
    assert third == first.replace("Liên 1: Lưu", "Liên 3")


def test_both_copies_stand_on_one_a4_sheet_with_the_same_words(
    words: CaseWords, made: Made, read_back: ReadBack
) -> None:
    [sheet] = read_back(layout_pdf(made(words), copies=2, sheet="a4"))
    assert sheet == " ".join(read_back(layout_pdf(made(words), copies=2)))


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
    words: CaseWords, made: Made, sheet: str, copies: int, pages: int, width: int, height: int
) -> None:
    reader = PdfReader(BytesIO(layout_pdf(made(words), copies=copies, sheet=sheet)))
    assert len(reader.pages) == pages
    for page in reader.pages:
        assert [round(float(side) / MM) for side in page.mediabox[2:]] == [width, height]


def test_a_code_that_is_not_known_leaves_dots_to_write_on(words: CaseWords, made: Made, read_back: ReadBack) -> None:
    text = read_back(layout_pdf(made(replace(words, official_code="", phone="", book=" "))))[0]
    assert "Mã hồ sơ: ......" in text
    assert "Số điện thoại: ....." in text
    assert "Quyển số: ......" in text


def test_the_owner_has_a_line_only_when_someone_else_hands_the_case_in(
    words: CaseWords, made: Made, read_back: ReadBack
) -> None:
    same = replace(words, owner="Nguyễn Văn Mẫu", owner_apart="")
    assert "Chủ hồ sơ:" not in read_back(layout_pdf(made(same)))[0]


def test_a_case_without_a_due_date_says_why(words: CaseWords, made: Made, read_back: ReadBack) -> None:
    without = replace(words, due_at=None, due_note="không quy định thời hạn", limit="Không quy định")
    assert (
        "5. Thời gian trả kết quả giải quyết hồ sơ: không quy định thời hạn" in read_back(layout_pdf(made(without)))[0]
    )


def test_midnight_is_twenty_four_hours_of_the_day_that_ends(words: CaseWords, made: Made, read_back: ReadBack) -> None:
    text = read_back(layout_pdf(made(replace(words, due_at=datetime(2025, 3, 1, 0, 0)))))[0]
    assert "24 giờ 00 phút, ngày 28 tháng 02 năm 2025" in text


def test_the_second_stage_follows_the_first(words: CaseWords, made: Made, read_back: ReadBack) -> None:
    stage = {"second_from": datetime(2024, 3, 8, 8, 0), "second_due": datetime(2024, 3, 22, 17, 0)}
    text = read_back(layout_pdf(made(replace(words, **stage))))[0]
    expected = [
        "ngày 07 tháng 3 năm 2024",
        "Thời gian nhận hồ sơ (giai đoạn 2 nếu có): 08 giờ 00 phút, ngày 08 tháng 3 năm 2024",
        "Thời gian trả kết quả giải quyết hồ sơ (giai đoạn 2 nếu có): 17 giờ 00 phút,",
        "ngày 22 tháng 3 năm 2024",
        "6. Đăng ký nhận kết quả tại:",
    ]
    _assert_in_order(text, expected)


def test_a_case_without_papers_says_so(words: CaseWords, made: Made, read_back: ReadBack) -> None:
    text = read_back(layout_pdf(made(replace(words, papers=()))))[0]
    assert "1. Thành phần hồ sơ nộp gồm: không có giấy tờ kèm theo" in text


def test_all_vietnamese_letters_are_read_back(words: CaseWords, made: Made, read_back: ReadBack) -> None:
    assert len(set(VIETNAMESE_LETTERS) - set("aeiouyAEIOUY")) == 134
    letters = " ".join(VIETNAMESE_LETTERS[i : i + 6] for i in range(0, len(VIETNAMESE_LETTERS), 6))
    decomposed = unicodedata.normalize("NFD", letters)
    text = read_back(layout_pdf(made(replace(words, address=letters, result_place=decomposed))))[0]
    assert text.count(letters) == 2


@pytest.mark.parametrize("name", ["Công ty <b>Ví Dụ</b> & Mẫu", "&lt;Mẫu&gt; %s {0} \\", "(Mẫu) 'Ví' \"Dụ\""])
def test_signs_in_names_are_letters_not_markup(words: CaseWords, made: Made, read_back: ReadBack, name: str) -> None:
    assert f"Tiếp nhận hồ sơ của: {name}" in read_back(layout_pdf(made(replace(words, submitter=name))))[0]


@pytest.mark.parametrize("sheet", ["a5", "a4"])
def test_forty_papers_and_long_names_flow_on_without_loss(
    crowded: CaseWords, made: Made, read_back: ReadBack, sheet: str
) -> None:
    pages = read_back(layout_pdf(made(crowded), copies=1, sheet=sheet))
    text = " ".join(pages)
    assert len(pages) > 2
    assert " ".join(crowded.submitter.split()) in text
    assert crowded.address.strip() in text
    assert all(f"{n} Giấy tờ ví dụ số {n}, kèm bản đồ" in text for n in range(1, 41))
    assert "(xem tiếp trang 2)" in pages[0]
    for number, page in enumerate(pages[1:], 2):
        head = f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả MC-240304-0001 (tiếp theo) Trang {number}"
        assert page.startswith(head)
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in pages[-1]


def test_nothing_of_a_crowded_receipt_leaves_the_frame_or_overlaps(
    crowded: CaseWords, made: Made, face: Typeface
) -> None:
    assert_inside_the_frame(made(crowded, face=face))


def test_the_same_receipt_prints_to_the_same_bytes(words: CaseWords, made: Made, crowded: CaseWords) -> None:
    for paper in (words, crowded):
        assert layout_pdf(made(paper), copies=2, sheet="a4") == layout_pdf(made(paper), copies=2, sheet="a4")


def test_papers_made_at_the_same_time_do_not_mix(words: CaseWords, made: Made, crowded: CaseWords) -> None:
    def printed(paper: CaseWords) -> bytes:
        return layout_pdf(made(paper), copies=2)

    papers = [words, crowded] * 8
    expected = [printed(paper) for paper in papers[:2]] * 8
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(printed, papers)) == expected


@pytest.mark.parametrize(("letter", "code"), [("😀", "U+1F600"), ("林", "U+6797")])
def test_a_letter_that_no_font_has_is_refused_by_name(words: CaseWords, made: Made, letter: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        layout_pdf(made(replace(words, submitter=f"Nguyễn {letter} Mẫu")), copies=2)
    assert refused.value.kind == "letter-not-printable"
    assert refused.value.data["letter"] == letter
    assert refused.value.data["code"] == code
    assert refused.value.data["font"]


def test_signs_without_ink_are_left_out_and_lines_joined(words: CaseWords, made: Made, read_back: ReadBack) -> None:
    pasted = replace(words, address="\ufeffThôn\u200b Mẫu,\r\n\txã\u202f Ví\u0000 Dụ\u00ad")
    assert "Địa chỉ: Thôn Mẫu, xã Ví Dụ Số điện thoại" in read_back(layout_pdf(made(pasted)))[0]


def test_the_file_says_what_it_is_and_carries_its_letters(words: CaseWords, made: Made) -> None:
    reader = PdfReader(BytesIO(layout_pdf(made(words), copies=2)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả MC-240304-0001"
    assert reader.metadata.author == "Trung tâm Phục vụ hành chính công - Ủy ban nhân dân xã Ví Dụ"
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] and "/ToUnicode" in font for font in fonts)
    assert all(font["/BaseFont"][7] == "+" for font in fonts)


def test_two_copies_stay_small_in_the_packaged_serif(words: CaseWords, made: Made, face: Typeface) -> None:
    assert len(layout_pdf(made(words, face=face), copies=2)) < 60_000


@pytest.mark.parametrize(
    ("asked", "kind"), [({"copies": 0}, "copies-out-of-range"), ({"sheet": "a3"}, "unknown-sheet")]
)
def test_impossible_sheets_are_refused(words: CaseWords, made: Made, asked: dict[str, object], kind: str) -> None:
    with pytest.raises(Refused, match=kind):
        layout_pdf(made(words), **asked)  # type: ignore[arg-type]


def test_a_look_up_text_too_long_for_a_phone_is_refused(words: CaseWords, made: Made) -> None:
    with pytest.raises(Refused, match="lookup-too-long"):
        layout_pdf(made(replace(words, lookup="x" * 500)), copies=2)


@pytest.mark.parametrize("number", ["H31.12.5-240304-0007-0008", "Hồ sơ 12/2024", "x" * 90])
def test_a_number_that_has_no_bars_stands_in_its_letters(
    words: CaseWords, made: Made, read_back: ReadBack, number: str
) -> None:
    layout = made(replace(words, desk_number=number))
    assert not [mark for page in layout.pages for mark in page if isinstance(mark, Bars)]
    text = "".join(read_back(layout_pdf(layout))).replace(" ", "")
    assert text.count(number.replace(" ", "")) == 2
    assert_inside_the_frame(layout)


@pytest.mark.parametrize(
    ("title", "signer"), [("", "Lê Văn Mẫu"), ("~Giám đốc", "^Lê Văn Mẫu"), ("Giám đốc / Phó", "Lê / Mẫu")]
)
def test_a_signature_keeps_its_name_and_no_value_is_a_mark(
    words: CaseWords, made: Made, read_back: ReadBack, title: str, signer: str
) -> None:
    text = read_back(layout_pdf(made(replace(words, signer_title=title, signer=signer), "stop")))[0]
    assert f"{title.upper()} (Ký tên, đóng dấu) {signer}".strip() in text


def test_a_letter_without_a_capital_in_the_face_stays_small(words: CaseWords, made: Made, face: Typeface) -> None:
    layout = made(replace(words, signer_title="Trưởng µ"), "stop", face=face)
    assert "TRƯỞNG µ" in {mark.runs[0][1] for mark in layout.pages[0] if isinstance(mark, Text)}


def _texts_and_places(content: bytes) -> Counter[tuple[str, float, float]]:
    found: Counter[tuple[str, float, float]] = Counter()

    def note(text: str, _matrix: object, place: list[float], _font: object, _size: float) -> None:
        if text.strip():
            found[text.strip(), round(place[4], 2), round(place[5], 2)] += 1

    for page in PdfReader(BytesIO(content)).pages:
        page.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("form", ["receipt", "stop", "thermal"])
def test_a_reprint_differs_from_the_first_print_in_its_mark_alone(words: CaseWords, made: Made, form: str) -> None:
    kept = made(words, form).to_bytes()
    first = _texts_and_places(layout_pdf(Layout.from_bytes(kept), copies=2))
    again = _texts_and_places(layout_pdf(Layout.from_bytes(kept), copies=2, reprint=3))
    assert not first - again
    assert [text for text, _, _ in (again - first).elements()] == ["In lại lần 3"] * 2


def _narrower(font: Font) -> Font:
    return Font(font.name, "Chữ nơi khác", {letter: width * 0.86 for letter, width in font.advances.items()})


@pytest.mark.parametrize("form", ["receipt", "stop", "control", "thermal"])
def test_a_paper_whose_face_is_gone_keeps_its_lines_inside_the_frame(
    words: CaseWords, made: Made, face: Typeface, read_back: ReadBack, form: str
) -> None:
    cuts = (_narrower(cut) for cut in (face.regular, face.bold, face.italic))
    elsewhere = made(words, form, face=Typeface("Chữ nơi khác", *cuts))
    here = Layout.from_bytes(elsewhere.to_bytes())
    assert here.face is face
    assert_inside_the_frame(here)
    said = ["".join(read_back(layout_pdf(layout))).replace(" ", "") for layout in (here, elsewhere)]
    assert said[0] == said[1]


def test_a_paper_whose_face_is_gone_never_drops_a_letter(words: CaseWords, made: Made, face: Typeface) -> None:
    cuts = [_narrower(cut) for cut in (face.regular, face.bold, face.italic)]
    for cut in cuts:
        cut.advances["林"] = 1.0
    kept = made(replace(words, submitter="Nguyễn 林"), face=Typeface("Chữ nơi khác", *cuts)).to_bytes()
    with pytest.raises(Refused) as caught:
        Layout.from_bytes(kept)
    assert (caught.value.kind, caught.value.data["letter"]) == ("letter-not-printable", "林")
