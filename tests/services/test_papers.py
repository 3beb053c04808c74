"""Papers of a case: issued once, printed again as they were, numbered when they are issued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.documents.forms import kept_layout
from papi_desk.documents.layout import Layout
from papi_desk.documents.typesetting import Text
from papi_desk.domain.people import Person
from papi_desk.services.cases import HandedIn
from papi_desk.services.office import set_office, set_up
from papi_desk.services.papers import Printed, issue_paper
from tests.services.conftest import LAID_DOWN, Desk, moment

BIRTH_AGAIN, MARITAL, COPIES, NO_LIMIT = "1.004884", "1.004873", "2.000815", "1.013144"


class Papers(Desk):
    """A desk that prints, too."""

    def print(self, code: str, form: str = "receipt", at: str = "2024-05-06 09:00", **asked: Any) -> Printed:
        """Issue a paper or print it again."""
        return self.database.transact(issue_paper, code, form, lay_out=kept_layout, at=moment(at), **asked)


@pytest.fixture
def desk(database_url: str) -> Iterator[Papers]:
    """Return a desk on a fresh register of either kind."""
    database = Database(database_url)
    database.upgrade()
    database.transact(set_up, at=LAID_DOWN)
    yield Papers(database)
    database.close()


def text(printed: Printed) -> str:
    """Return the words of a paper, line by line."""
    pages = Layout.from_bytes(printed.layout).pages
    lines = ("".join(words for _, words in mark.runs) for page in pages for mark in page if isinstance(mark, Text))
    return " ".join(" ".join(lines).split())


def test_a_paper_prints_again_identically_whatever_changed_since(desk: Papers) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00", documents=(HandedIn("Tờ khai", 1),), sets=2)
    issued = desk.print(case.code)
    assert "17 giờ 00 phút, ngày 13 tháng 5 năm 2024" in text(issued)
    desk.database.transact(
        set_office, {"superior": "ỦY BAN NHÂN DÂN XÃ MẪU", "place": "Xã Mẫu"}, at=datetime(2024, 5, 7)
    )
    desk.step(case, "supplement", "2024-05-08 10:00", reason="Thiếu")
    desk.step(case, "resubmit", "2024-05-16 10:00")
    again = desk.print(case.code, at="2026-05-06 09:00")
    assert (again.layout, again.reprint) == (issued.layout, 1)
    assert len(desk.file(case).papers) == 1


def test_a_correction_issues_a_new_receipt(desk: Papers) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    issued = desk.print(case.code)
    changes = {"owner_name": "Nguyễn Văn Mẫu Hai"}
    desk.step(case, "amend", "2024-05-06 10:00", reason="Ghi nhầm", changes=changes)
    again = desk.print(case.code, at="2024-05-06 10:00")
    assert "Nguyễn Văn Mẫu Hai" in text(again)
    assert "Nguyễn Văn Mẫu Hai" not in text(issued)
    assert [paper["form"] for paper in desk.file(case).papers] == ["receipt", "receipt"]


def test_a_receipt_without_a_limit_promises_no_date(desk: Papers) -> None:
    case = desk.receive(NO_LIMIT, "2024-05-06 09:00")
    assert "5. Thời gian trả kết quả giải quyết hồ sơ: Thủ tục không quy định" in text(desk.print(case.code))


def test_the_owner_is_named_apart_only_when_someone_else_hands_the_case_in(desk: Papers) -> None:
    same = desk.receive(MARITAL, "2024-05-06 09:00", submitter=Person("person", "NGUYỄN  văn Mẫu"))
    other = desk.receive(MARITAL, "2024-05-06 09:00", submitter=Person("person", "Trần Thị Ví Dụ"))
    assert "Chủ hồ sơ:" not in text(desk.print(same.code))
    assert "hồ sơ của: Trần Thị Ví Dụ Chủ hồ sơ: Nguyễn Văn Mẫu" in text(desk.print(other.code))


def test_a_tax_code_is_called_one(desk: Papers) -> None:
    firm = Person("organisation", "Công ty Ví Dụ", tax_code="0101243150-001")
    case = desk.receive(COPIES, "2024-05-06 09:00", owner=firm)
    assert "Mã số thuế: 0101243150-001" in text(desk.print(case.code))
