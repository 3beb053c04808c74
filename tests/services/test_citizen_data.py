"""A citizen's data: everything held is listed with where it is, printed, and corrected with the reason."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from papi_desk.db.database import Database
from papi_desk.db.journal import FOLDER
from papi_desk.db.models.audit import AuditEntry
from papi_desk.documents.forms import kept_layout
from papi_desk.domain.attention import Attention
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.services.access_log import note_readings
from papi_desk.services.attachments import attach
from papi_desk.services.attention import add_attention
from papi_desk.services.case_files import case_file
from papi_desk.services.cases import NewCase, StepDetails, register_case, take_step
from papi_desk.services.citizen_data import Asked, Holding, citizen_data, citizen_report, correct_citizen
from papi_desk.services.contacts import tell_citizen
from papi_desk.services.handover import hand_over
from papi_desk.services.matters import add_matter
from papi_desk.services.papers import issue_paper
from papi_desk.services.turned_away import turn_away
from papi_desk.services.upkeep import verify
from tests.hostile.targets import pdf

AT = datetime(2024, 5, 20, 9)
OWNER = Person("person", "Nguyễn Văn Mẫu", id_number="033090001234", phone="0912345678", address="Thôn Mẫu")
OTHER = Person("person", "Trần Thị Ví Dụ", id_number="033191005678")


@pytest.fixture
def codes(database: Database) -> list[str]:
    """Return the cases of a citizen: one of their own, one handed in for somebody, one of a namesake."""
    do = database.transact
    own = do(register_case, NewCase("2.000884", OWNER), at=AT).code
    handed = do(register_case, NewCase("1.004873", OTHER, submitter=OWNER, relation="anh"), at=AT).code
    namesake = do(
        register_case, NewCase("1.004873", Person("person", "NGUYỄN VĂN MẪU", phone="0999999999")), at=AT
    ).code
    do(tell_citizen, own, "Đã hẹn qua lấy", "phone", at=AT)
    do(attach, own, "cccd.pdf", pdf(), at=AT)
    do(issue_paper, own, "receipt", lay_out=kept_layout, at=AT)
    do(hand_over, [own], "Phòng Thử", at=AT)
    do(take_step, own, "finish", at=AT)
    do(take_step, own, "return", at=AT, ask=StepDetails(taken_by="Nguyễn Văn Mẫu"))
    do(turn_away, "refusal", "Nguyễn Văn Mẫu", "1.004884", "khác xã", phone="0912345678", at=AT)
    do(add_attention, Attention(0, "warn", "xem lại giấy", number="033090001234"), at=AT)
    do(add_matter, "feedback", {"title": "Đèn hỏng", "name": "Nguyễn Văn Mẫu", "id_number": "033090001234",
                                "text": "Đèn đường hỏng"}, at=AT)  # fmt: skip
    do(note_readings, [own], at=AT)
    return [own, handed, namesake]


def places(found: Holding) -> dict[str, int]:
    counted: dict[str, int] = {}
    for line in found.lines:
        counted[line.place] = counted.get(line.place, 0) + 1
    return counted


def test_everything_held_under_a_number_is_listed_with_where_and_what(database: Database, codes: list[str]) -> None:
    found = database.transact(citizen_data, Asked("033 090 001 234"), at=AT)
    assert found.cases == tuple(codes[:2])
    assert places(found) == {
        "Hồ sơ": 2, "Lần báo công dân": 1, "Giấy đã in": 1, "Tệp kèm": 1, "Nhận kết quả": 1, "Sổ của quầy": 1,
        "Phiếu bàn giao": 1, "Sổ phản ánh, kiến nghị": 1, "Danh sách lưu ý": 1,
    }  # fmt: skip
    assert {line.by for line in found.lines} == {"số"}
    words = {line.place: line.words for line in found.lines}
    assert "xem lại giấy" in words["Danh sách lưu ý"]
    assert any("người nộp" in line.words and "quan hệ: anh" in line.words for line in found.lines)
    assert [(code, officer) for _, officer, code in found.read] == [(codes[0], "Cán bộ")] or found.read[0][2] == codes[
        0
    ]
    log = database.read(lambda session: session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).all())[-1]
    assert (log.action, log.subject) == ("read", "••••••1234")
    assert "033090001234" not in log.data


def test_a_name_finds_namesakes_too_and_says_so(database: Database, codes: list[str], own_folder: Path) -> None:
    found = database.transact(citizen_data, Asked(name="nguyen van mau"), at=AT)
    assert set(found.cases) == set(codes)
    assert {line.by for line in found.lines} == {"họ tên"}
    assert places(found)["Không tiếp nhận"] == 1
    for asked in (Asked(), Asked(name="Mẫu")):
        with pytest.raises(Refused) as said:
            database.transact(citizen_data, asked, at=AT)
        assert said.value.kind == "citizen-asked"
    journal = "".join(path.read_text(encoding="utf-8") for path in (own_folder / FOLDER).iterdir())
    assert "read\t" in journal
    assert "nguyen van mau" not in journal.lower()  # it lies in plain letters even beside an encrypted register


def test_what_is_held_is_a_paper_with_the_readings_below(database: Database, codes: list[str]) -> None:
    report = database.transact(citizen_report, Asked("033090001234"), now=AT)
    assert report.figures == {"lines": 10, "cases": 2}
    assert codes[0] in report.footnotes[0]
    assert "033090001234" in str(report.list_rows())


def test_a_correction_is_made_in_every_case_with_its_reason_and_nothing_else_changes(
    database: Database, codes: list[str]
) -> None:
    changes = {"name": "Nguyễn Văn Mậu", "phone": "0987654321"}
    done = database.transact(correct_citizen, "033090001234", changes, "theo đơn ngày 20/05", at=AT)
    assert done == codes[:2]
    own, handed, namesake = (database.read(case_file, code) for code in codes)
    assert (own.owner.name, own.owner.phone, own.owner.address) == ("Nguyễn Văn Mậu", "0987654321", "Thôn Mẫu")
    assert (handed.submitter.name, handed.owner) == ("Nguyễn Văn Mậu", OTHER)
    assert namesake.owner.name == "NGUYỄN VĂN MẪU"
    event = own.history[-1]
    assert (event.action, event.reason) == ("amend", "theo đơn ngày 20/05")
    assert event.data["changes"]["owner_name"] == {"old": "Nguyễn Văn Mẫu", "new": "Nguyễn Văn Mậu"}
    assert database.transact(citizen_data, Asked("033090001234"), at=AT).cases == tuple(codes[:2])
    assert database.read(verify) == []
    for number, more, kind in (
        ("033090001234", changes, "nothing-to-amend"), ("033090009999", changes, "citizen-unknown"),
        ("", changes, "citizen-unknown"), ("033090001234", {"status": "1"}, "cannot-amend"),
        ("033090001234", {"phone": "12"}, "phone-shape"),
    ):  # fmt: skip
        with pytest.raises(Refused) as said:
            database.transact(correct_citizen, number, more, "lý do", at=AT)
        assert said.value.kind == kind
