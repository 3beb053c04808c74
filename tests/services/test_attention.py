"""The attention list: what warns, what refuses, and that no way into the register avoids it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from papi_desk.domain.attention import Attention
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.services.attention import add_attention, attention_list, end_attention
from papi_desk.services.cases import NewCase, preview_case, register_case
from tests.services.conftest import Desk, moment

NUMBER = "034083001234"
BIRTH, COPIES = "1.001193", "2.000815"


def _stop(desk: Desk, **entry: Any) -> Attention:
    wanted = Attention(0, **{"effect": "refuse", "reason": "Giấy tờ giả (mẫu)", **entry})
    return desk.database.transact(add_attention, wanted, at=moment("2024-05-06 08:00"))


def _try(desk: Desk, name: str = "Nguyễn Văn Mẫu", procedure: str = BIRTH, **more: Any) -> str:
    """Return why a case of a person is refused, empty when it is received."""
    person = {name: more.pop(name) for name in ("id_number", "address") if name in more}
    try:
        desk.receive(procedure, more.pop("at", "2024-05-06 09:00"), owner=Person("person", name, **person), **more)
    except Refused as refusal:
        return refusal.kind
    return ""


def test_a_number_on_the_list_is_refused_with_its_reason(desk: Desk) -> None:
    _stop(desk, number="034 083 001 234")
    with pytest.raises(Refused) as caught:
        desk.receive(BIRTH, "2024-05-06 09:00", owner=Person("person", "Nguyễn Văn Mẫu", id_number=NUMBER))
    assert caught.value.kind == "attention-refused"
    assert caught.value.data["reason"] == "Giấy tờ giả (mẫu)"
    assert _try(desk, id_number="034083001235") == ""


def test_who_hands_it_in_is_looked_at_too(desk: Desk) -> None:
    _stop(desk, number=NUMBER)
    handed = Person("person", "Lê Thị Thử", id_number=NUMBER)
    assert _try(desk, submitter=handed, relation="con") == "attention-refused"


def test_land_is_known_by_its_words_in_address_or_note(desk: Desk) -> None:
    _stop(desk, words="thửa 12 tờ 5", reason="Đang tranh chấp (mẫu)")
    assert _try(desk, note="Đất tại Thửa 12, tờ 5, thôn Mẫu") == "attention-refused"
    assert _try(desk, address="thửa 12 tờ 50") == ""


def test_a_name_alone_warns_and_never_refuses(desk: Desk) -> None:
    _stop(desk, name="NGUYỄN VĂN MẪU", number=NUMBER)
    assert _try(desk) == ""
    new = NewCase(BIRTH, Person("person", "Nguyễn Văn Mẫu"))
    preview = desk.database.read(preview_case, new, at=moment("2024-05-06 09:00"))
    assert [stop.kind for stop in preview.stops] == ["attention-warned"]
    assert _try(desk, id_number="034083009999") == ""


def test_an_entry_counts_between_its_days_for_its_procedure_and_until_it_is_ended(desk: Desk) -> None:
    entry = _stop(desk, number=NUMBER, procedure=COPIES, starts_on=date(2024, 5, 10), ends_on=date(2024, 5, 20))
    days = {"2024-05-09": "", "2024-05-10": "attention-refused", "2024-05-20": "attention-refused", "2024-05-21": ""}
    for day, answer in days.items():
        assert _try(desk, procedure=COPIES, id_number=NUMBER, at=f"{day} 09:00") == answer
    assert _try(desk, id_number=NUMBER, at="2024-05-10 09:00") == ""
    desk.database.transact(end_attention, entry.id, reason="Đã giải quyết", at=moment("2024-05-15 08:00"))
    assert _try(desk, procedure=COPIES, id_number=NUMBER, at="2024-05-15 09:00") == ""
    line = desk.database.read(attention_list, on=date(2024, 5, 15))[0]
    assert (line.entry.ends_on, line.in_force) == (date(2024, 5, 14), False)


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ({"effect": "stop", "number": NUMBER}, "attention-effect"),
        ({"reason": " ", "number": NUMBER}, "attention-reason"),
        ({}, "attention-empty"),
        ({"number": NUMBER, "ends_on": date(2024, 5, 1)}, "attention-dates"),
        ({"number": NUMBER, "procedure": "9.999999"}, "procedure-unknown"),
    ],
)
def test_an_entry_that_says_too_little_is_refused(desk: Desk, entry: dict[str, Any], kind: str) -> None:
    with pytest.raises(Refused) as caught:
        _stop(desk, **entry)
    assert caught.value.kind == kind


def test_a_warning_has_to_be_seen_before_the_case_is_received(desk: Desk) -> None:
    owner = Person("person", "Nguyễn Văn Mẫu", id_number=NUMBER)
    first = desk.receive("1.004873", "2024-05-06 09:00", owner=owner)
    _stop(desk, effect="warn", number=NUMBER, reason="Đề nghị đối chiếu kỹ (mẫu)")
    new = NewCase("1.004873", owner)
    with pytest.raises(Refused) as caught:
        desk.database.transact(register_case, new, at=moment("2024-05-06 09:10"), seen=())
    assert caught.value.kind == "look-first"
    keys = caught.value.data["keys"]
    assert keys == ["attention:1", f"case:{first.code}"]
    again = desk.database.transact(register_case, new, at=moment("2024-05-06 09:10"), seen=keys)
    assert desk.file(again).history[0].data["warned"] == keys
