"""What of a citizen's data is covered for roles that have no work with it, and whole for the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.attention import Attention
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person, cover, cover_words
from papi_desk.domain.periods import free_period
from papi_desk.services.access_log import note_readings
from papi_desk.services.attachments import attach, attachment_content, attachments
from papi_desk.services.attention import add_attention, attention_list
from papi_desk.services.book_pages import page_report
from papi_desk.services.case_files import case_file, whole_case_file
from papi_desk.services.case_lists import export_rows
from papi_desk.services.cases import NewCase, StepDetails, register_case, take_step
from papi_desk.services.certification import certification_list, certification_report
from papi_desk.services.contacts import tell_citizen
from papi_desk.services.day_book import BOOK, book_report, close_day
from papi_desk.services.handover import hand_over, handover_report
from papi_desk.services.intake import known_people
from papi_desk.services.matter_lists import find_matters, matter_file
from papi_desk.services.matters import add_matter, amend_matter
from papi_desk.services.officers import add_officer
from papi_desk.services.portal import copy_pad
from papi_desk.services.ratings import NewRating, ratings_of_case, record_rating
from papi_desk.services.reference import reference
from papi_desk.services.sign_in import begin_sign_in, set_roles, set_secret
from papi_desk.services.turned_away import turn_away, turned_away
from papi_desk.services.waiting_results import waiting_results
from tests.hostile.targets import pdf

AT = datetime(2024, 5, 20, 9)
OWNER = Person(
    "person", "Nguyễn Văn Mẫu", id_number="033090001234", phone="0912345678", email="mau@example.vn",
    address="Thôn Kín 17", birth_date=date(1990, 2, 3),
)  # fmt: skip
OTHER = Person("person", "Trần Thị Ví Dụ", phone="0987654321", address="Thôn Khác 19")
PRIVATE = (
    "033090001234",
    "0912345678",
    "mau@example.vn",
    "Thôn Kín 17",
    "1990",
    "0987654321",
    "Thôn Khác 19",
    "0977777777",
)


@pytest.fixture
def code(database: Database) -> Iterator[str]:
    """Return a case that says private things in every place, in a register that asks to sign in afterwards."""
    do = database.transact
    new = NewCase(
        "2.000815", OWNER, submitter=OTHER, authorisation="Giấy 033090001234", note="gọi 0977 777 777", relation="con"
    )
    code = do(register_case, new, at=AT).code
    do(
        take_step,
        code,
        "amend",
        at=AT,
        ask=StepDetails(reason="gọi lại 0977777777", changes={"owner_address": "Thôn Kín 17 B"}),
    )
    do(take_step, code, "amend", at=AT, ask=StepDetails(reason="lỗi", changes={"owner_address": "Thôn Kín 17"}))
    do(tell_citizen, code, "Hẹn qua 0977777777", "phone", at=AT)
    do(attach, code, "quet.pdf", pdf(), at=AT)
    do(hand_over, [code], "Phòng Thử", at=AT)
    do(take_step, code, "finish", at=AT)
    do(close_day, AT.date(), at=datetime.combine(AT.date(), time(17)))
    do(turn_away, "refusal", "Lê Thử", "1.004884", "không thuộc xã", address="Thôn Kín 17", phone="0912345678", at=AT)
    do(add_attention, Attention(0, "warn", "hỏi 0977777777", number="033090001234", words="0912345678"), at=AT)
    do(record_rating, NewRating({1: "good"}, case=code, remark="gọi 0977777777"), at=AT)
    told = {"title": "Đèn hỏng, gọi 0977777777", "name": "Lê Thử", "phone": "0912345678", "address": "Thôn Kín 17",
            "text": "Đèn hỏng ở thôn"}  # fmt: skip
    do(add_matter, "feedback", told, at=AT)
    for name, roles in (("Thu", ("cashier",)), ("Quản", ("administrator",)), ("Nhận", ("reception",))):
        do(add_officer, name, at=AT)
        do(set_roles, name, roles, at=AT)
    do(set_secret, "Quản", "482915", at=AT)
    do(begin_sign_in, "Quản", "482915", at=AT)
    yield code
    database.at_desk = None


def sit(database: Database, name: str) -> None:
    officers = database.read(lambda session: {line.name: line.id for line in reference(session).officers})
    database.at_desk = officers[name]


def everything(database: Database, code: str) -> dict[str, str]:
    """Read every list, page and export that says something of people."""
    read, day = database.read, free_period(AT.date(), AT.date())
    matters = read(find_matters, "feedback", on=AT.date())
    return {
        "case": str(read(case_file, code, at=AT)),
        "waiting": str(read(waiting_results, now=AT)),
        "export": str(read(lambda session: list(export_rows(session, first=AT.date(), last=AT.date())))),
        "pad": str(read(copy_pad, code)),
        "attention": str(read(attention_list, on=AT.date())),
        "ratings": str(read(ratings_of_case, code)),
        "certification": str(read(certification_list, "copies", 2024)),
        "certification book": str(read(lambda s: list(certification_report(s, "copies", 2024, now=AT).rows))),
        "book": str(read(lambda session: list(book_report(session, day, now=AT).rows))),
        "hand-over": str(read(lambda session: handover_report(session, 1, 2024, now=AT).list_rows())),
        "turned away": str(read(turned_away, day)),
        "matters": str(matters),
        "matter": str(read(matter_file, matters[0].key, on=AT.date())),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["Thu", "Quản"])
def test_a_role_without_work_with_private_data_sees_them_covered_everywhere(
    database: Database, code: str, name: str
) -> None:
    sit(database, name)
    for place, words in everything(database, code).items():
        assert not [one for one in PRIVATE if one in words], place
    file = database.read(case_file, code)
    assert (file.owner.name, file.owner.id_number, file.owner.phone) == ("Nguyễn Văn Mẫu", "••••••1234", "••••••5678")
    assert file.covered
    assert database.read(known_people, number="033090001234") == []
    (scan,) = database.read(attachments, code)
    for refused, args in ((attachment_content, (scan.id,)), (page_report, (BOOK, 2024, 1))):
        with pytest.raises(Refused) as said:
            database.read(refused, *args)
        assert said.value.kind == "deed-not-allowed"
    with pytest.raises(Refused) as said:
        database.transact(note_readings, [code], at=AT)
    assert said.value.kind == "deed-not-allowed"


def test_a_role_with_that_work_sees_them_whole_and_so_do_papers(database: Database, code: str) -> None:
    sit(database, "Nhận")
    told = everything(database, code)
    for place, words in told.items():
        assert [one for one in PRIVATE if one in words], place
    assert database.read(attachment_content, database.read(attachments, code)[0].id) == pdf()
    with pytest.MonkeyPatch.context() as broken:  # a reading that could not be written down is noted the next time
        broken.setattr(database.changes, "leave_word", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            database.transact(note_readings, [code], at=AT)
    assert database.transact(note_readings, [code], at=AT) == [code]
    sit(database, "Thu")
    assert database.read(whole_case_file, code).owner == OWNER


def test_what_is_shown_covered_comes_back_unchanged_and_is_never_written(database: Database, code: str) -> None:
    sit(database, "Quản")
    (line,) = database.read(find_matters, "feedback", on=AT.date())
    shown = dict(line.content)
    database.transact(amend_matter, line.key, {**shown, "name": "Lê Thị Thử"}, at=AT)
    with pytest.raises(Refused) as said:
        database.transact(amend_matter, line.key, {"title": shown["title"] + " nữa"}, at=AT)
    assert said.value.kind == "covered-words"
    sit(database, "Nhận")
    (line,) = database.read(find_matters, "feedback", on=AT.date())
    assert (line.content["phone"], line.content["name"]) == ("0912345678", "Lê Thị Thử")
    assert line.content["title"] == "Đèn hỏng, gọi 0977777777"


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("033090001234", "••••••1234"),
        ("0912 345 678", "••••••5678"),
        ("Thôn Mẫu", "••••••"),
        ("1234", "••••••"),
        ("", ""),
    ],
)
def test_a_number_keeps_its_last_four_digits_and_nothing_else_stays(text: str, covered: str) -> None:
    assert cover(text) == covered


def test_long_numbers_and_addresses_among_words_are_covered_and_days_codes_and_money_are_not() -> None:
    rest = "hẹn 20/05/2024, hồ sơ MC-240520-0001, H31.12.5-240520-0007, 1.250.000.000 đồng"
    words = f"Ông A (033090001234, +84 912 345 678, 0912.345.678, a@b.vn) {rest}"
    assert cover_words(words) == f"Ông A (••••••1234, ••••••5678, ••••••5678, ••••••) {rest}"
