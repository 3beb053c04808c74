"""What the register knows of a returning citizen, and what this desk is asked for most."""

from __future__ import annotations

from datetime import date

from papi_desk.domain.people import Person
from papi_desk.services.cases import HandedIn, NewCase, preview_case
from papi_desk.services.favourites import favourites, set_favourite
from papi_desk.services.intake import known_people, stored_papers
from papi_desk.services.procedures import find_procedures
from tests.services.conftest import Desk, moment

MAU = Person("person", "Nguyễn Văn Mẫu", id_number="034083001234", phone="0912345678", address="Thôn Mẫu")
TODAY = date(2024, 5, 8)


def _first(desk: Desk, words: str) -> str:
    return desk.database.read(find_procedures, query=words, offered_on=TODAY, by_use=True)[0].code


def test_a_number_or_phone_tells_who_came_before_as_last_written_down(desk: Desk) -> None:
    desk.receive("2.000815", "2024-05-06 09:00", owner=MAU)
    moved = desk.receive("2.000815", "2024-05-07 09:00", owner=Person("person", "Nguyễn Văn Mẫu", MAU.id_number,
        phone="0987654321", address="Thôn Mới"))  # fmt: skip
    desk.receive("2.000815", "2024-05-07 10:00", owner=Person("person", "Lê Thị Thử", phone="0912345678"))
    found = desk.database.read(known_people, number="034 083 001 234")
    assert [(one.person.address, one.code, one.seen_at) for one in found] == [
        ("Thôn Mới", moved.code, moment("2024-05-07 09:00"))
    ]
    by_phone = desk.database.read(known_people, phone="0912345678")
    assert [one.person.name for one in by_phone] == ["Lê Thị Thử", "Nguyễn Văn Mẫu"]
    assert desk.database.read(known_people, number="034083009999") == []


def test_an_open_case_of_the_same_person_and_procedure_is_shown(desk: Desk) -> None:
    first = desk.receive("1.004873", "2024-05-06 09:00", owner=MAU)

    def stops(owner: Person, procedure: str = "1.004873") -> list[str]:
        preview = desk.database.read(preview_case, NewCase(procedure, owner), at=moment("2024-05-06 10:00"))
        return [str(stop.data["code"]) for stop in preview.stops]

    assert stops(MAU) == [first.code]
    assert stops(Person("person", "nguyen van mau", phone="0912345678")) == [first.code]
    assert stops(Person("person", "Lê Thị Thử", phone="0912345678")) == []
    assert stops(Person("person", "Nguyễn Văn Mẫu")) == []
    assert stops(MAU, "2.000815") == []
    desk.step(first, "finish", "2024-05-06 11:00")
    assert stops(MAU) == []


def test_a_digitised_paper_of_an_earlier_case_is_known_and_can_be_used_again(desk: Desk) -> None:
    papers = (HandedIn("Tờ khai", digitised=True), HandedIn("Giấy chứng sinh"))
    first = desk.receive("1.001193", "2024-05-06 09:00", owner=MAU, documents=papers)
    found = desk.database.read(stored_papers, MAU.id_number)
    assert [(paper.name, paper.code) for paper in found] == [("Tờ khai", first.code)]
    again = desk.receive(
        "1.001193", "2024-05-07 09:00", owner=MAU, documents=(HandedIn("Tờ khai", 0, reused_from=first.code),)
    )
    assert [paper.reused_from for paper in desk.file(again).documents] == [first.code]


def test_the_procedure_this_desk_is_asked_for_most_comes_first(desk: Desk) -> None:
    before = _first(desk, "ks")
    assert before == "1.001193"
    for hour in range(9, 12):
        desk.receive("1.004884", f"2024-05-06 {hour}:00")
    desk.database.cache.clear()
    assert _first(desk, "") == "1.004884"
    assert _first(desk, "khai sinh") == "1.004884"
    assert _first(desk, "1.001193") == "1.001193"


def test_initials_and_words_without_accents_find_a_procedure(desk: Desk) -> None:
    assert _first(desk, "đkks") == _first(desk, "dkks") == "1.001193"
    assert _first(desk, "ctbs") == "2.000815"
    assert _first(desk, "chung thuc ban sao") == "2.000815"


def test_a_procedure_has_one_number_key(desk: Desk) -> None:
    for key, code in ((1, "1.001193"), (2, "2.000815"), (3, "1.001193")):
        desk.database.transact(set_favourite, key, code, at=moment("2024-05-06 08:00"))
    kept = desk.database.read(favourites, on=TODAY)
    assert [line and line.code for line in kept][:4] == [None, "2.000815", "1.001193", None]
    desk.database.transact(set_favourite, 2, "", at=moment("2024-05-06 08:00"))
    assert desk.database.read(favourites, on=TODAY)[1] is None


def test_the_paper_of_who_hands_it_in_is_asked_for_once_their_name_is_written(desk: Desk) -> None:
    def asked(name: str, authorisation: str = "") -> list[str]:
        new = NewCase("2.000815", MAU, submitter=Person("person", name), authorisation=authorisation)
        return [stop.kind for stop in desk.database.read(preview_case, new, at=moment("2024-05-06 09:00")).stops]

    assert asked(" ") == []
    assert asked("Lê Thị Thử") == ["authorisation-missing"]
    assert asked("Lê Thị Thử", "Giấy ủy quyền mẫu") == []
