"""Fields say what is wrong below themselves, and never move."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from papi_desk.domain.errors import Refused
from papi_desk.domain.people import check_phone
from papi_desk.ui.fields import ChoiceField, DayField, MomentField, TextField, parse_day, parse_moment
from papi_desk.ui.matters.matter_fields import LongField


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5/3/2024", date(2024, 3, 5)),
        ("05-03-2024", date(2024, 3, 5)),
        ("05.03.24", date(2024, 3, 5)),
        ("05032024", date(2024, 3, 5)),
        ("", None),
    ],
)
def test_a_day_is_read_as_officers_type_it(typed: str, day: date | None) -> None:
    assert parse_day(typed) == day


@pytest.mark.parametrize("typed", ["31/02/2024", "2024", "hôm nay", "5/13/2024", "1/1/0"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_day(typed)
    assert refusal.value.kind == "bad-date"


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("16:30 05/03/2024", datetime(2024, 3, 5, 16, 30)),
        ("05/03/2024 16h30", datetime(2024, 3, 5, 16, 30)),
        ("5/3/2024 8h", datetime(2024, 3, 5, 8)),
        ("05/03/2024", datetime(2024, 3, 5, 17)),
        ("", None),
    ],
)
def test_an_hour_on_a_day_is_read_either_way_round(typed: str, moment: datetime | None) -> None:
    assert parse_moment(typed, hour=lambda _day: time(17)) == moment


@pytest.mark.parametrize("typed", ["25:00 05/03/2024", "16:30", "mai", "1/1/2024 2/1/2024"])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        parse_moment(typed, hour=lambda _day: time(17))


def test_a_day_is_tidied_when_the_field_is_left(qtbot: QtBot, dressed: object) -> None:
    field = DayField("Ngày")
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, "05032024")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == "05/03/2024"
    assert not field.wrong


def test_an_error_stands_below_and_moves_nothing(qtbot: QtBot, dressed: object) -> None:
    field = TextField("Điện thoại", check=check_phone)
    qtbot.addWidget(field)
    field.show()
    before = field.sizeHint()
    qtbot.keyClicks(field.edit, "123")
    assert not field.check()
    assert field.wrong
    assert "123" in field.words
    assert field.sizeHint() == before
    qtbot.keyClicks(field.edit, "4")
    assert not field.wrong


def test_a_moment_keeps_what_was_typed_when_it_is_wrong(qtbot: QtBot, dressed: object) -> None:
    field = MomentField("Hẹn trả", hour=lambda _day: time(17))
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, "99:00 05/03/2024")
    assert not field.check()
    assert field.edit.text() == "99:00 05/03/2024"
    assert field.moment_or_none() is None


def test_decomposed_letters_are_composed_at_the_edge(qtbot: QtBot) -> None:
    field = TextField("Họ tên")
    qtbot.addWidget(field)
    field.set_value("Nguye\u0302\u0303n   Va\u0306n ")
    assert field.value() == "Nguyễn Văn"


def test_new_choices_keep_the_chosen_one(qtbot: QtBot) -> None:
    field = ChoiceField("Diện", {"": "Không", "poor": "Hộ nghèo"})
    qtbot.addWidget(field)
    field.set_value("poor")
    field.set_choices({"": "Không", "merit": "Có công", "poor": "Hộ nghèo"})
    assert field.value() == "poor"
    field.set_choices({"": "Không"})
    assert field.value() == ""


def test_a_text_of_several_lines_keeps_them_where_a_dialog_is_short(qtbot: QtBot, dressed: object) -> None:
    field = LongField("Nội dung", lines=3)
    qtbot.addWidget(field)
    field.show()
    assert field.edit.minimumHeight() == field.edit.maximumHeight() >= 3 * field.edit.fontMetrics().lineSpacing()
