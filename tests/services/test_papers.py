"""Papers of a case: issued once, printed again as they were, numbered when they are issued."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.database import Database
from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.models.offices import OfficeRule
from papi_desk.db.models.papers import IssuedPaper
from papi_desk.documents.forms import kept_layout
from papi_desk.documents.layout import Layout
from papi_desk.documents.typesetting import Bars, Squares, Text
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.scans import parse_slip
from papi_desk.services.cases import HandedIn
from papi_desk.services.forms import drop_form, form_text, list_forms, load_form
from papi_desk.services.office import set_office
from papi_desk.services.papers import CASE_FORMS, Printed, issue_paper
from papi_desk.services.reference import reference_changed
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify
from tests.services.conftest import LAID_DOWN, Desk, moment

BIRTH_AGAIN, MARITAL, COPIES, NO_LIMIT = "1.004884", "1.004873", "2.000815", "1.013144"


class Papers(Desk):
    """A desk that prints, too."""

    def print(self, code: str, form: str = "receipt", at: str = "2024-05-06 09:00", **asked: Any) -> Printed:
        """Issue a paper or print it again."""
        return self.database.transact(issue_paper, code, form, lay_out=kept_layout, at=moment(at), **asked)

    def refused(self, code: str, form: str = "receipt", at: str = "2024-05-06 09:00", **asked: Any) -> str:
        """Return why a paper cannot be printed."""
        with pytest.raises(Refused) as caught:
            self.print(code, form, at, **asked)
        return caught.value.kind

    def noted(self, *actions: str) -> list[tuple[str, dict[str, Any]]]:
        """Return what the audit chain says of these actions."""
        query = select(AuditEntry.action, AuditEntry.data).order_by(AuditEntry.sequence)
        rows = self.database.read(lambda session: list(session.execute(query)))
        told = ((row.action, json.loads(row.data)) for row in rows if row.action in actions)
        return [(action, {name: value for name, value in data.items() if name != "rows"}) for action, data in told]


@pytest.fixture
def desk(counter_url: str) -> Iterator[Papers]:
    """Return a desk on a fresh register of either kind."""
    database = Database(counter_url)
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


# --- printing again -------------------------------------------------------------------------------------------


def test_each_print_is_counted_and_noted(desk: Papers) -> None:
    code = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00").code
    assert [desk.print(code).reprint for _ in range(3)] == [0, 1, 2]
    issued, *again = desk.noted("paper", "reprint")
    assert issued[0] == "paper"
    assert (issued[1]["form"], issued[1]["set"]) == ("receipt", "2018")
    assert again == [("reprint", {"form": "receipt", "time": 1}), ("reprint", {"form": "receipt", "time": 2})]
    assert desk.database.read(verify) == []


def test_what_is_not_of_the_case_makes_no_new_issue(desk: Papers) -> None:
    code = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00").code
    issued = desk.print(code)
    desk.database.transact(
        set_office, {"phone": "0221 3000 001", "address": "Thôn Mẫu Hai"}, at=datetime(2024, 5, 6, 9, 30)
    )
    desk.choose({"lookup_address": "https://example.vn/tra-cuu", "bank_bin": "970499", "bank_account": "0123456789"})
    assert desk.print(code, at="2024-05-06 10:00").layout == issued.layout


def test_a_kept_paper_needs_neither_its_template_nor_its_office(desk: Papers) -> None:
    code = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00").code
    issued = desk.print(code)
    changed = desk.database.read(form_text, "receipt").replace("Địa chỉ: {address}", "Nơi ở: {address}\n? Của: {owner}")
    desk.database.transact(load_form, changed, at=datetime(2024, 5, 6, 9, 30))
    assert desk.print(code, at="2024-05-06 10:00").layout == issued.layout
    later = desk.receive(BIRTH_AGAIN, "2024-05-06 10:00").code
    assert "Nơi ở: Thôn Mẫu" in text(desk.print(later, at="2024-05-06 10:00"))
    desk.database.transact(drop_form, "receipt", at=datetime(2024, 5, 6, 10, 30))
    last = desk.receive(BIRTH_AGAIN, "2024-05-06 10:00").code
    assert "Địa chỉ: Thôn Mẫu" in text(desk.print(last, at="2024-05-06 11:00"))
    assert desk.print(code, at="2024-05-06 11:00").layout == issued.layout


# --- numbers --------------------------------------------------------------------------------------------------


def test_letters_are_numbered_through_the_year_without_a_gap(desk: Papers) -> None:
    numbers = []
    for day in ("2024-05-06", "2024-12-30", "2025-01-06"):
        case = desk.receive(BIRTH_AGAIN, f"{day} 09:00")
        desk.step(case, "supplement", f"{day} 10:00", reason="Thiếu bản sao")
        numbers.append(desk.print(case.code, "supplement", f"{day} 11:00").number)
        desk.print(case.code, "supplement", f"{day} 11:05")
    assert numbers == ["01/HDHS", "02/HDHS", "01/HDHS"]


def test_a_letter_that_cannot_be_printed_takes_no_number(desk: Papers) -> None:
    for reason, kind in (("Thiếu 林", "letter-not-printable"), ("Thiếu bản sao", "")):
        case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
        desk.step(case, "supplement", "2024-05-06 10:00", reason=reason)
        if kind:
            assert desk.refused(case.code, "supplement", "2024-05-06 11:00") == kind
    assert desk.print(case.code, "supplement", "2024-05-06 11:00").number == "01/HDHS"
    assert [content["number"] for _, content in desk.noted("paper")] == ["01/HDHS"]


def test_each_kind_of_letter_has_numbers_of_its_own(desk: Papers) -> None:
    case = desk.receive(MARITAL, "2026-05-04 09:00")
    desk.step(case, "extend", "2026-05-05 09:00", reason="Chờ xác minh", due="2026-05-12 17:00")
    desk.step(case, "stop", "2026-05-06 09:00", reason="Công dân đề nghị")
    assert desk.print(case.code, "extension", "2026-05-05 10:00").number == "01"
    assert desk.print(case.code, "apology", "2026-05-05 10:00").number == "01/PXL"
    assert desk.print(case.code, "stop", "2026-05-06 10:00").number == "01"
    assert desk.print(case.code, "receipt", "2026-05-06 10:00").number == case.code


# --- which form -----------------------------------------------------------------------------------------------


def test_the_form_is_that_of_the_day_of_the_case_unless_the_office_or_the_officer_says_which(desk: Papers) -> None:
    old = desk.receive(BIRTH_AGAIN, "2025-09-12 09:00").code
    new = desk.receive(BIRTH_AGAIN, "2025-09-15 09:00").code
    assert desk.print(old, at="2025-09-16 09:00").form_set == "2018"
    assert desk.print(new, at="2025-09-16 09:00").form_set == "2025"
    assert "TT 01/2018/TT-VPCP" in text(desk.print(old, at="2025-09-16 09:00"))
    assert desk.print(new, at="2025-09-16 09:00", form_set="2018").form_set == "2018"
    desk.choose({"form_set": "2018"})
    assert "TT 01/2018/TT-VPCP" in text(desk.print(new, at="2025-09-16 09:00"))
    assert [paper["form"] for paper in desk.file_of(new).papers] == ["receipt", "receipt"]


def test_the_control_slip_has_the_number_of_its_set(desk: Papers) -> None:
    code = desk.receive(BIRTH_AGAIN, "2026-05-04 09:00").code
    assert "Mẫu số 06 · TT 03/2025/TT-VPCP" in text(desk.print(code, "control", "2026-05-04 09:00"))
    assert "Mẫu số 05 · TT 01/2018/TT-VPCP" in text(desk.print(code, "control", "2026-05-04 09:00", form_set="2018"))


@pytest.mark.parametrize(
    ("form", "form_set", "kind"),
    [
        ("receipt", "2031", "form-not-in-set"), ("apology", "2025", "form-not-in-set"), ("invoice", "", "form-unknown"),
        ("sheet", "", "form-unknown"), *((form, "", "paper-needs-step") for form, steps in CASE_FORMS.items() if steps),
    ],
)  # fmt: skip
def test_a_paper_that_cannot_be_is_refused(desk: Papers, form: str, form_set: str, kind: str) -> None:
    code = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00").code
    if kind == "form-not-in-set" and form == "apology":
        desk.database.transact(load_form, desk.database.read(form_text, form), at=LAID_DOWN)
    assert desk.refused(code, form, form_set=form_set) == kind
    assert desk.file_of(code).papers == ()


def test_each_round_of_supplement_makes_a_paper_of_its_own(desk: Papers) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    desk.step(case, "supplement", "2024-05-06 10:00", reason="Thiếu bản sao", missing=("Giấy khai sinh",))
    first = desk.print(case.code, "supplement", "2024-05-06 11:00")
    desk.step(case, "resubmit", "2024-05-07 09:00")
    desk.step(case, "supplement", "2024-05-08 09:00", reason="Thiếu chữ ký", missing=("Tờ khai",))
    second = desk.print(case.code, "supplement", "2024-05-08 10:00")
    assert (first.number, second.number, second.reprint) == ("01/HDHS", "02/HDHS", 0)
    assert "1 Giấy khai sinh 01" in text(first)
    assert "Lý do: Thiếu chữ ký" in text(second)
    assert "ngày 23 tháng 5 năm 2024" in text(second)


# --- codes ----------------------------------------------------------------------------------------------------


def test_the_look_up_key_is_one_for_all_papers_of_a_case_and_random_between_cases(desk: Papers) -> None:
    one, other = (desk.receive(MARITAL, "2024-05-06 09:00").code for _ in range(2))
    for code in (one, other):
        for form in ("receipt", "thermal", "control", "fee-slip"):
            desk.print(code, form)
    query = select(IssuedPaper.case_id, IssuedPaper.lookup)
    keys: dict[int, set[str]] = {}
    for case_id, key in desk.database.read(lambda session: list(session.execute(query))):
        keys.setdefault(case_id, set()).add(key)
    assert [len(found) for found in keys.values()] == [1, 1]
    assert len(set.union(*keys.values())) == 2
    assert all(len(key) >= 12 for found in keys.values() for key in found)


def test_no_personal_number_and_no_name_stands_in_what_codes_say(desk: Papers) -> None:
    asked: list[Any] = []

    def lay_out(form: Any, of_set: Any, words: Any) -> bytes:
        asked.append(words)
        return kept_layout(form, of_set, words)

    desk.choose({"bank_bin": "970499", "bank_account": "0123456789012", "bank_account_name": "Xã Ví Dụ"})
    desk.choose({"lookup_address": "https://example.vn/tra-cuu"})
    owner = Person("person", "Nguyễn Văn Mẫu", id_number="034083001234", phone="0912345678")
    code = desk.receive(COPIES, "2024-05-06 09:00", owner=owner, quantities={"pages": 3, "copies": 2}).code
    for form in ("receipt", "fee-slip"):
        desk.database.transact(issue_paper, code, form, lay_out=lay_out, at=moment("2024-05-06 09:00"))
    for words in asked:
        assert words.lookup.startswith(f"https://example.vn/tra-cuu#ma={code}&k=")
        assert parse_slip(words.lookup).key == words.lookup.rpartition("=")[2]  # type: ignore[union-attr]
        assert code in words.transfer
        assert words.payee == "0123456789012 Xã Ví Dụ"
        for secret in ("034083001234", "0912345678", "Mẫu"):
            assert secret not in words.lookup + words.transfer


def test_the_receipt_of_an_office_with_a_site_says_where_to_look_the_case_up_and_its_key_in_letters(
    desk: Papers,
) -> None:
    desk.choose({"lookup_address": "https://example.vn/mot-cua/"})
    code = desk.receive(COPIES, "2024-05-06 09:00").code
    said = " ".join(text(desk.print(code)).split())
    found = re.search(r"Tra cứu tại example\.vn/mot-cua/tra-cuu\.html: số tiếp nhận và khóa ([A-Z2-9 ]{17})\.", said)
    assert found, said
    [kept] = desk.database.read(lambda session: set(session.scalars(select(IssuedPaper.lookup))))
    assert found[1] == f"{kept[:5]} {kept[5:10]} {kept[10:]}"
    assert not set(kept) & set("01OI")


def test_a_receipt_whose_key_leads_nowhere_prints_no_key(desk: Papers) -> None:
    code = desk.receive(COPIES, "2024-05-06 09:00").code
    assert "khóa" not in text(desk.print(code))


def test_an_office_that_set_nothing_prints_its_number_and_key_alone(desk: Papers) -> None:
    code = desk.receive(COPIES, "2024-05-06 09:00").code
    marks = [mark for page in Layout.from_bytes(desk.print(code, "fee-slip").layout).pages for mark in page]
    assert [type(mark) for mark in marks if isinstance(mark, Bars | Squares)] == [Bars]


# --- forms of the office --------------------------------------------------------------------------------------


def test_the_offices_own_wording_is_listed_and_noted(desk: Papers) -> None:
    template = desk.database.read(form_text, "supplement")
    own = desk.database.transact(load_form, template.replace("NGƯỜI HƯỚNG DẪN", "CÁN BỘ HƯỚNG DẪN"), at=LAID_DOWN)
    assert (own.form, own.own) == ("supplement", True)
    assert {line.form for line in desk.database.read(list_forms) if line.own} == {"supplement"}
    assert "CÁN BỘ HƯỚNG DẪN" in desk.database.read(form_text, "supplement")
    desk.database.transact(drop_form, "supplement", at=LAID_DOWN)
    assert desk.database.read(form_text, "supplement") == template
    with pytest.raises(Refused, match="own-rule-unknown"):
        desk.database.transact(drop_form, "supplement", at=LAID_DOWN)
    assert [action for action, _ in desk.noted("form", "form-dropped")] == ["form", "form-dropped"]
    assert desk.database.read(verify) == []


def test_a_wrong_template_changes_nothing(desk: Papers) -> None:
    template = desk.database.read(form_text, "supplement")
    with pytest.raises(Refused, match="form-slot-unknown"):
        desk.database.transact(load_form, template.replace("{reason}", "{cause}"), at=LAID_DOWN)
    with pytest.raises(Refused, match="form-line-wrong"):
        desk.database.transact(load_form, "form: supplement\n---\nx", at=LAID_DOWN)
    assert desk.database.read(form_text, "supplement") == template
    assert not [line for line in desk.database.read(list_forms) if line.own]


def test_an_own_wording_that_can_no_longer_be_read_stops_its_paper_alone(desk: Papers) -> None:
    template = desk.database.read(form_text, "control")
    desk.database.transact(load_form, template, at=LAID_DOWN)

    def outdate(session: Session) -> None:
        row = session.scalars(select(OfficeRule).where(OfficeRule.kind == "form")).one()
        row.content = {**row.content, "text": template.replace("{owner}", "{holder}")}
        reference_changed(session)

    desk.database.transact(outdate)
    code = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00").code
    assert desk.print(code).form == "receipt"
    assert desk.refused(code, "control") == "form-slot-unknown"
    desk.database.transact(drop_form, "control", at=LAID_DOWN)
    assert desk.print(code, "control").form == "control"


# --- several cases --------------------------------------------------------------------------------------------


def test_a_receipt_of_several_cases_lists_them(desk: Papers) -> None:
    one, two, three = (
        desk.receive(MARITAL, "2024-05-06 09:00", owner=Person("person", name)).code
        for name in ("Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lê Thị Thử")
    )
    said = text(desk.print(one, batch=(two, three)))
    assert "kèm theo danh sách" in said
    for number, (code, name) in enumerate(((one, "Nguyễn Văn Mẫu"), (two, "Trần Thị Ví Dụ"), (three, "Lê Thị Thử")), 1):
        assert f"{number} {code} {name}" in said
    assert desk.print(one, batch=(two, three)).reprint == 1
    assert desk.refused(one, batch=("MC-240506-0099",)) == "case-unknown"
