"""Templates of papers: what can be written in one, and what is refused with the number of its line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from papi_desk.domain.errors import Refused
from papi_desk.domain.forms import ELEMENTS, FORMATS, PAGES, Element, Form, Slot, known_slots, read_form
from papi_desk.domain.papers import FORM_WORDS
from papi_desk.settings import resource

HEAD = "form: receipt\npage: A5\nset: 2025 | Mẫu số 01 | TT 03/2025/TT-VPCP | 2025-09-15 –\n---\n"
"""Four lines, so that the body begins with line 5."""


def read(body: str, head: str = HEAD) -> Form:
    return read_form(head + body, FORM_WORDS)


def only(body: str) -> Element:
    [element] = read(body).elements
    return element


def refusal(text: str) -> Refused:
    with pytest.raises(Refused) as caught:
        read_form(text, FORM_WORDS)
    return caught.value


@pytest.mark.parametrize(
    ("body", "kind", "line", "told"),
    [
        ("Địa chỉ: {adress}", "form-slot-unknown", 5, {"slot": "adress"}),
        ("Địa chỉ: {adress:short}", "form-slot-unknown", 5, {"slot": "adress"}),
        ("Địa chỉ: {Address}", "form-slot-unknown", 5, {"slot": "Address"}),
        ("Địa chỉ: {}", "form-slot-unknown", 5, {"slot": ""}),
        ("Đơn vị: {office}", "form-slot-unknown", 5, {"slot": "office"}),
        ("Đơn vị: {office.fax}", "form-slot-unknown", 5, {"slot": "office.fax"}),
        ("Giấy tờ: {papers}", "form-slot-unknown", 5, {"slot": "papers"}),
        ("Số thứ tự: {#}", "form-slot-unknown", 5, {"slot": "#"}),
        ("Ngày: {received_at:shortly}", "form-style-unknown", 5, {"style": "shortly"}),
        ("Địa chỉ: {address:short}", "form-style-unknown", 5, {"slot": "address", "known": "capitals"}),
        ("Phải nộp: {owed:end}", "form-style-unknown", 5, {"slot": "owed", "known": "count, money, words"}),
        ("Hạn: {back_by:short-moment}", "form-style-unknown", 5, {"slot": "back_by", "known": "day, short"}),
        ("\n\nĐiện thoại: {phone} ||42 Email: {mail}", "form-slot-unknown", 7, {"slot": "mail"}),
        ("?nobody Ghi chú: {note}", "form-slot-unknown", 5, {"slot": "nobody"}),
        ("?!nobody Ghi chú: {note}", "form-slot-unknown", 5, {"slot": "nobody"}),
        ("@picture seal.png", "form-element-unknown", 5, {"element": "picture"}),
        ("@", "form-element-unknown", 5, {"element": ""}),
        ("@end", "form-element-unknown", 5, {"element": "end"}),
        ("Họ tên: **{submitter}", "form-mark-open", 5, {"mark": "**"}),
        ("Họ tên: __{submitter}", "form-mark-open", 5, {"mark": "__"}),
        ("@sign **NGƯỜI NỘP || NGƯỜI NHẬN**", "form-mark-open", 5, {"mark": "**"}),
        ("@gap", "form-line-wrong", 5, {"text": "@gap"}),
        ("@gap wide", "form-line-wrong", 5, {"text": "@gap wide"}),
        ("@gap 9999", "form-line-wrong", 5, {"text": "@gap 9999"}),
        ("A ||5 B", "form-line-wrong", 5, {"text": "A ||5 B"}),
        ("A ||half B", "form-line-wrong", 5, {"text": "A ||half B"}),
        ("A ||100 B", "form-line-wrong", 5, {"text": "A ||100 B"}),
        ("@table", "form-slot-unknown", 5, {"slot": ""}),
        ("@table parcels", "form-slot-unknown", 5, {"slot": "parcels"}),
        ("@table address\nA | {name}\n@end", "form-slot-unknown", 5, {"slot": "address"}),
        ("@table papers least=some", "form-line-wrong", 5, {"text": "@table papers least=some"}),
        ("@table papers wide=3", "form-line-wrong", 5, {"text": "@table papers wide=3"}),
        ("@table papers least", "form-line-wrong", 5, {"text": "@table papers least"}),
        ("@table papers", "form-table-open", 5, {"table": "papers"}),
        ("\n@table papers\nA | {name}", "form-table-open", 6, {"table": "papers"}),
        ("@table papers\n@end", "form-table-open", 5, {"table": "papers"}),
        ("@table papers\nA | {address}\n@end", "form-slot-unknown", 6, {"slot": "address"}),
        ("@table papers\nA | {name}\nB | {name} | wide\n@end", "form-line-wrong", 7, {"text": "B | {name} | wide"}),
        ("@table papers\nA | {name} | 9 | middle\n@end", "form-line-wrong", 6, {}),
        ("@table papers\nA | {name} | 9 | left | x\n@end", "form-line-wrong", 6, {}),
        ("@table papers\nA | {originals:roman}\n@end", "form-style-unknown", 6, {"style": "roman"}),
        ("@qr {look} / Tra cứu", "form-slot-unknown", 5, {"slot": "look"}),
        ("@bar {desk}", "form-slot-unknown", 5, {"slot": "desk"}),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_its_number(
    body: str, kind: str, line: int, told: Mapping[str, str]
) -> None:
    refused = refusal(HEAD + body)
    assert (refused.kind, refused.data["line"]) == (kind, line)
    assert told.items() <= refused.data.items()


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("", "form-without-body", 0),
        ("form: receipt\npage: A5\n", "form-without-body", 2),
        ("form: receipt\n--\nĐịa chỉ: {address}", "form-without-body", 3),
        ("---\nĐịa chỉ: {address}", "form-unknown", 1),
        ("# why\nform: invoice\n---\n", "form-unknown", 2),
        ("form: receipt\ncolour: red\n---\n", "form-key-unknown", 2),
        ("form: receipt\nsố\n---\n", "form-key-unknown", 2),
        ("form: receipt\npage: A3\n---\n", "form-page-unknown", 2),
        ("form: receipt\nsizes: big\n---\n", "form-line-wrong", 2),
        ("form: receipt\nsizes: 3\n---\n", "form-line-wrong", 2),
        ("form: receipt\nsizes: 10 99\n---\n", "form-line-wrong", 2),
        ("form: receipt\nsizes: 1.2.3\n---\n", "form-line-wrong", 2),
        ("form: receipt\nsizes: .\n---\n", "form-line-wrong", 2),
        ("form: receipt\nletter: HDHS\n---\n", "form-line-wrong", 2),
        ("form: receipt\nletter: {n}/{year}\n---\n", "form-line-wrong", 2),
        ("form: receipt\ntitle: Biên lai thu phí\n---\n", "form-called-receipt", 2),
        ("form: receipt\n---\n@title BIÊN LAI {number}\n", "form-called-receipt", 3),
        ("form: receipt\n---\n?fee @title GIẤY **biên lai**\n", "form-called-receipt", 3),
        ("form: receipt\nset: 2025\n---\n", "form-line-wrong", 2),
        ("form: receipt\nset: 2025 | a | b | c | d\n---\n", "form-line-wrong", 2),
        ("form: receipt\nset: 2025 | a | b | 15/09/2025 –\n---\n", "form-line-wrong", 2),
        ("form: receipt\nset: 2025 | a | b | 2025-09-15 – 2026-02-30\n---\n", "form-line-wrong", 2),
        ("form: receipt\nname: {serial}\n---\n", "form-slot-unknown", 2),
    ],
)
def test_a_head_that_cannot_be_read_is_refused(text: str, kind: str, line: int) -> None:
    refused = refusal(text)
    assert (refused.kind, refused.data["line"]) == (kind, line)


def test_a_refusal_names_what_could_have_been_written() -> None:
    assert "address" in refusal(HEAD + "{adress}").data["known"].split(", ")
    assert refusal(HEAD + "@table parcels\n").data["known"].split(", ") >= ["papers"]
    of_moments = [style for style, kind in FORMATS.items() if kind in (date, datetime)]
    assert refusal(HEAD + "{due_at:x}").data["known"].split(", ") == of_moments
    assert refusal(HEAD + "@x").data["known"].split(", ") == list(ELEMENTS)
    assert refusal("form: receipt\npage: A3\n---\n").data["known"].split(", ") == list(PAGES)
    assert refusal("form: x\n---\n").data["known"].split(", ") == list(FORM_WORDS)


def test_comments_and_empty_lines_are_passed_over() -> None:
    form = read("# a note\n\nĐịa chỉ: {address}\n   \n")
    assert [element.line for element in form.elements] == [7]
    assert read_form("# why\n\n" + HEAD + "x", FORM_WORDS).form == "receipt"


def test_a_template_with_the_line_ends_of_another_system_reads_alike() -> None:
    text = HEAD + "Địa chỉ: {address}\n@table papers\nA | {name}\n@end\n"
    assert read_form(text.replace("\n", "\r\n"), FORM_WORDS).elements == read_form(text, FORM_WORDS).elements


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Địa chỉ: {address}", "line"),
        ("1. Giấy tờ", "line"),
        ("  Tư cách: {taken_as}", "under"),
        ("= **{owner}**", "centre"),
        ("> Lý do: {reason}", "paragraph"),
        ("- Ghi chú", "note"),
        ("A ||42 B", "abreast"),
        ("@title GIẤY", "title"),
        ("@header Số: {number}", "header"),
        ("@rule", "rule"),
        ("@notes", "notes"),
        ("@copy", "copy"),
        ("@gap 4", "gap"),
    ],
)
def test_a_line_tells_by_its_beginning_what_it_is(line: str, kind: str) -> None:
    assert only(line).kind == kind


def test_a_condition_stands_before_a_line() -> None:
    assert [(only(line).condition, only(line).negated) for line in ("? x {fee}", "?fee x", "?!fee x", "x?")] == [
        ("", False), ("fee", False), ("fee", True), (None, False),
    ]  # fmt: skip


def test_a_word_that_only_looks_like_a_mark_is_a_word() -> None:
    [words] = only("snake_case 2*3 / || no").parts[:1]
    assert "".join(str(piece.content) for piece in words) == "snake_case 2*3 /"


def test_pieces_carry_their_cut_and_slots_their_style() -> None:
    [words] = only("Hẹn **trả: {due_at:end}** __sớm__").parts
    assert [(piece.content, piece.bold, piece.italic) for piece in words] == [
        ("Hẹn ", False, False), ("trả: ", True, False), (Slot("due_at", "end"), True, False), (" ", False, False),
        ("sớm", False, True),
    ]  # fmt: skip


def test_a_table_keeps_its_columns() -> None:
    table = only("@table papers least=3 high=7\nTT | {#} | 8 | center\nSố lượng / Bản chính | {originals:count}\n@end")
    assert table.options == {"of": "papers", "least": "3", "high": "7"}
    assert [(column.heads, column.width, column.align) for column in table.columns] == [
        (("TT",), 8, "center"), (("Số lượng", "Bản chính"), 0, "left"),
    ]  # fmt: skip


def test_the_names_a_form_shows_include_tables_conditions_and_parts() -> None:
    form = read("@header Số: {number}\n?!batch x\n@table papers\nA | {name}\n@end\n{office.phone}\n@qr {lookup} / a")
    assert form.names == {"number", "batch", "papers", "office", "lookup"}


def test_a_set_is_found_by_name_and_holds_for_its_days() -> None:
    form = read("", "form: receipt\nset: a | 1 | B | – 2025-09-14\nset: b | | | 2025-09-15 – 2026-01-31\n---\n")
    assert form.in_set("a").valid_from == date.min
    assert form.in_set("b")[1:] == ("", "", date(2025, 9, 15), date(2026, 1, 31))
    with pytest.raises(Refused) as caught:
        form.in_set("c")
    assert (caught.value.kind, caught.value.data["known"]) == ("form-not-in-set", "a, b")


# --- the packaged templates -----------------------------------------------------------------------------------

TEMPLATES = sorted(resource("forms").glob("*.form"))


@pytest.mark.parametrize("name", [path.stem for path in TEMPLATES])
def test_every_packaged_template_is_read_and_is_named_after_its_form(name: str) -> None:
    text = resource("forms", f"{name}.form").read_text(encoding="utf-8")
    form = read_form(text, FORM_WORDS)
    assert form.form == name
    assert form.sets
    assert form.title
    assert "BIÊN LAI" not in form.title.upper()


def test_every_form_there_is_has_a_packaged_template() -> None:
    assert {path.stem for path in TEMPLATES} == set(FORM_WORDS)


@pytest.mark.parametrize("form", FORM_WORDS)
def test_every_value_of_the_words_can_be_named_in_a_template(form: str) -> None:
    head, known = f"form: {form}\n---\n", known_slots(FORM_WORDS[form])
    plain = [name for name, kind in known.items() if not isinstance(kind, dict)]
    lines = [f"{{{name}}}" for name in plain]
    for table, inner in known.items():
        if isinstance(inner, dict):
            lines += [f"@table {table}", *(f"x | {{{name}}}" for name in inner), "@end"]
    assert {name.partition(".")[0] for name in known} == read_form(head + "\n".join(lines), FORM_WORDS).names


def test_the_values_are_listed_by_path_and_table() -> None:
    known: dict[str, Any] = known_slots(FORM_WORDS["receipt"])
    assert {"desk_number", "due_at", "office.unit", "office.address"} <= known.keys()
    assert known["papers"].keys() == {"#", "name", "originals", "certified", "photos", "note"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_what_is_shown_of_a_template_reads_back_to_the_same_version(path: Any) -> None:
    form = read_form(path.read_text(encoding="utf-8"), FORM_WORDS)
    assert read_form(form.text, FORM_WORDS).digest == form.digest
    assert read_form(form.text + "# changed\n", FORM_WORDS).digest != form.digest
