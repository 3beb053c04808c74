"""The published web site: valid, whole, silent about people, and a case is found only by who holds its slip."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from papi_desk.cli import main
from papi_desk.db.database import Database, sqlite_url
from papi_desk.documents.html import VOID
from papi_desk.documents.site_folder import replace_site
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.people import Person
from papi_desk.domain.public_site import PublicCase, initials_of, lookup_entries, public_text, shard_digits
from papi_desk.domain.ratings import NewRating
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.contacts import tell_citizen
from papi_desk.services.matters import NewFile, add_matter, take_matter_step
from papi_desk.services.office import set_office
from papi_desk.services.papers import issue_paper
from papi_desk.services.public_site import looked_up_cases
from papi_desk.services.ratings import record_rating
from papi_desk.services.setting_up import set_up

AT = datetime(2026, 4, 1, 9)
MARKERS = {
    "name": "Dấu Riêng Một",
    "address": "Thôn Dấu Hai",
    "email": "dau.ba@example.vn",
    "phone": "0912345678",
    "id_number": "033090001234",
    "birth": "17/08/1990",
    "submitter": "Dấu Riêng Bốn",
    "note": "Dấu năm ghi chú",
    "told": "Dấu sáu đã báo",
    "proof": "dấu-bảy",
    "draft": "Dấu tám chưa niêm yết",
    "reason": "Dấu chín lý do",
    "inside": "Dấu mười chỉ ở bảng tin",
    "remark": "Dấu mười một ý kiến",
}


class Page(HTMLParser):
    """A page read strictly: every element is closed in its turn, no id twice."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.open, self.ids, self.links, self.labelled, self.inputs = [], [], [], [], []  # type: ignore[var-annotated]
        self.feed(path.read_text(encoding="utf-8"))
        assert not self.open, (path, self.open)
        assert len(self.ids) == len(set(self.ids)), path

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        self.labelled += [given["for"]] if "for" in given else []
        self.inputs += [given.get("id")] if tag == "input" else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a register with a marker in every private field."""
    folder = tmp_path_factory.mktemp("data")
    database = Database(sqlite_url(folder))
    database.upgrade()
    database.transact(set_up, at=AT)
    database.transact(set_office, {"superior": "ỦY BAN NHÂN DÂN XÃ MẪU", "phone": "0221 000 0000"}, at=AT)
    _write_case(database)
    _write_notices(database)
    database.close()
    return folder


def _write_case(database: Database) -> None:
    owner = Person(
        "person", MARKERS["name"], id_number=MARKERS["id_number"], phone=MARKERS["phone"],
        email=MARKERS["email"], address=MARKERS["address"], birth_date=datetime(1990, 8, 17).date(), sex="male",
    )  # fmt: skip
    submitter = Person("person", MARKERS["submitter"])
    new = NewCase("1.004884", owner, submitter=submitter, relation="con", note=MARKERS["note"])
    done = database.transact(register_case, new, at=AT)
    database.transact(issue_paper, done.code, lay_out=lambda *_: b"", at=AT)
    said = NewRating({5: "poor"}, done.code, on=datetime(2026, 3, 30).date(), remark=MARKERS["remark"])
    database.transact(record_rating, said, at=AT)
    database.transact(tell_citizen, done.code, MARKERS["told"], "phone", at=AT)


def _write_notices(database: Database) -> None:
    notice: dict[str, Any] = {"group": "finance", "responsible": "Kế toán", "forms": ["board", "website"]}
    database.transact(add_matter, "disclosure", {**notice, "title": MARKERS["draft"]}, at=AT)
    words = {"title": "Quyết toán <năm> & 2025", "text": f"Thu: 1.000\nChi: 900\nSố {MARKERS['id_number']}"}
    proof = NewFile("posted", "a.txt", MARKERS["proof"].encode())
    files = [NewFile("attachment", "bảng <1>.pdf", b"%PDF-1.7 public"), proof]
    key = database.transact(add_matter, "disclosure", {**notice, **words}, files=files, at=AT)
    database.transact(take_matter_step, key, "post", remark=MARKERS["reason"], at=AT)
    _write_feedback(database)
    inside = {**notice, "title": MARKERS["inside"], "forms": "board"}
    database.transact(take_matter_step, database.transact(add_matter, "disclosure", inside, at=AT), "post", at=AT)


def _write_feedback(database: Database) -> None:
    """Write a feedback whose answer is published, and one whose answer is not, with a marker in every private field."""
    private = {name: MARKERS[name] for name in ("name", "phone", "email", "address", "id_number")}
    given = {**private, "title": MARKERS["note"], "text": MARKERS["submitter"], "responsible": MARKERS["told"]}
    for last in ("publish", "withhold"):
        key = database.transact(add_matter, "feedback", given, at=AT)
        told = {"answer": MARKERS["inside"], "public_text": "Chờ lâu <ở quầy>", "public_answer": "Đã thêm quầy."}
        steps = {"classify": {"group": "rule"}, "answer": {"answer": told["answer"]}}
        for step, words in steps.items():
            database.transact(take_matter_step, key, step, given=words, at=AT)
        shown = {name: told[name] for name in ("public_text", "public_answer")} if last == "publish" else {}
        database.transact(take_matter_step, key, last, given=shown, remark=MARKERS["reason"], at=AT)


@pytest.fixture(scope="module")
def site(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the register's site."""
    folder = tmp_path_factory.mktemp("web") / "site"
    given = ("publish", "-o", str(folder), "--now", "2026-04-06T09:00", "--data", str(data), "--json")
    assert main(given) == 0
    return folder


def test_no_published_byte_tells_of_a_person(site: Path) -> None:
    everything = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert len(everything) > 250
    for name, marker in {**MARKERS, "code": "MC-260401-0001"}.items():
        assert not [path for path, content in everything.items() if marker.encode() in content], name
    assert not [path for path in everything if re.search("dau-(bay|tam|muoi)", path.name)]
    answers = (site / "phan-anh.html").read_text(encoding="utf-8")
    assert answers.count("Chờ lâu &lt;ở quầy&gt;") == answers.count("Đã thêm quầy.") == 1
    shown = (site / "cong-khai" / "ck-2026-0002.html").read_text(encoding="utf-8")
    assert "Quyết toán &lt;năm&gt; &amp; 2025" in shown
    assert "033*******34" in shown
    assert (site / "cong-khai" / "tep" / "ck-2026-0002-1-bang-1.pdf").read_bytes() == b"%PDF-1.7 public"


def test_every_page_is_well_formed_and_every_link_leads_to_a_file_of_the_site(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    for path in pages:
        page = Page(path)
        for link in page.links:
            assert not re.match(r"[a-z]+:|//", link), (path, link)
            assert link.startswith("#") or (path.parent / link).is_file(), (path, link)
        assert set(page.inputs) <= set(page.labelled), path


def test_nothing_in_the_site_names_another_host(site: Path) -> None:
    for path in (path for path in site.rglob("*") if path.suffix in (".html", ".js", ".css")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|@import|url\(|fetch\(|XMLHttp|WebSocket", text), path


def test_a_validator_finds_no_error_in_any_page(site: Path) -> None:
    tidy = shutil.which("tidy")
    if tidy is None:
        pytest.skip("tidy is not installed: the pages were not checked by a validator")
    pages = [str(path) for path in sorted(site.rglob("*.html"))]
    done = subprocess.run([tidy, "-e", "-q", "-utf8", *pages], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if line and "aria-current" not in line]  # younger than tidy
    assert said == []


# --- in a browser ------------------------------------------------------------------------------------------------


def seen(url: str) -> str:
    """Return the page as a browser shows it, its scripts run; skips loudly where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("Chromium is not installed: the site was not tried in a browser")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom")
    done = subprocess.run([chromium, *options, url], capture_output=True, check=True, timeout=120)
    return done.stdout.decode()


def answer(page: str) -> str:
    found = re.search(r'id="tra-loi".*?>(.*?)</div>', page, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", " ", found[1])


def test_a_case_is_found_in_a_browser_by_number_and_key_and_by_nothing_less(site: Path, data: Path) -> None:
    database = Database(sqlite_url(data))
    [case] = database.read(looked_up_cases, AT)
    database.close()
    page = (site / "tra-cuu.html").as_uri()
    told = answer(seen(f"{page}#ma={case.code.lower()}&k={case.key}"))
    assert "Được tiếp nhận" in told
    assert "01/04/2026" in told
    typed = f"{case.key[:5]} {case.key[5:10]}-{case.key[10:]}".lower()
    assert "Được tiếp nhận" in answer(seen(f"{page}?ma={case.code}&k={quote(typed)}"))
    for wrong in (f"ma={case.code}&k={case.key[:-1]}", f"ma=MC-260401-0002&k={case.key}", f"ma={case.code}&k="):
        told = answer(seen(f"{page}?{wrong}"))
        assert "Không tìm thấy" in told or "Hãy nhập cả" in told


def test_a_second_slip_scanned_into_the_open_page_is_looked_up_too(site: Path, data: Path, tmp_path: Path) -> None:
    database = Database(sqlite_url(data))
    [case] = database.read(looked_up_cases, AT)
    database.close()
    again = shutil.copytree(site, tmp_path / "site") / "tra-cuu.html"
    scan = f"<script>location.hash = '#ma={case.code}&k={case.key}';</script></body>"
    again.write_text(again.read_text(encoding="utf-8").replace("</body>", scan), encoding="utf-8")
    assert "Được tiếp nhận" in answer(seen(again.as_uri()))


def test_procedures_are_found_in_a_browser_without_accents(site: Path) -> None:
    page = seen((site / "thu-tuc.html").as_uri() + "?q=dang+ky+khai+sinh+luu+dong")
    shown = re.findall(r"<tr data-row=\"\">(.*?)</tr>", page)
    assert len(shown) == 1
    assert "lưu động" in shown[0]


# --- sealing -----------------------------------------------------------------------------------------------------


def case(number: int, status: int = 4) -> PublicCase:
    return PublicCase(f"MC-260401-{number:04}", f"key-{number}", status, AT.date(), AT)


def test_what_is_published_of_a_case_has_one_length_and_changes_whole_with_each_publication() -> None:
    cases = [case(1), case(2, 10), PublicCase("X", "k", 9, AT.date(), AT, AT.date(), AT.date())]
    first, second = (list(lookup_entries(cases, salt, 1)) for salt in ("a", "b"))
    assert {len(entry.sealed) for entry in (*first, *second)} == {96}
    assert not {entry.id for entry in first} & {entry.id for entry in second}
    assert not {entry.sealed for entry in first} & {entry.sealed for entry in second}
    assert len({entry.id for entry in first}) == 3


@pytest.mark.parametrize(("count", "digits"), [(0, 0), (256, 0), (257, 1), (4096, 1), (10_000, 2), (100_000, 3)])
def test_a_shard_holds_at_most_a_few_hundred_cases(count: int, digits: int) -> None:
    assert shard_digits(count) == digits


def test_names_and_numbers_are_hidden_as_public_boards_must() -> None:
    assert initials_of("Nguyễn Thị Văn Mẫu") == "N.T.V. Mẫu"
    assert initials_of("Mẫu") == "Mẫu"
    assert public_text("CCCD 033090001234, tiền 1234567890123") == "CCCD 033*******34, tiền 1234567890123"


# --- the folder --------------------------------------------------------------------------------------------------


def test_a_folder_is_replaced_whole_and_only_when_it_is_a_published_site(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    replace_site(folder, [("a.html", b"1"), ("b/c.html", b"2")])
    assert replace_site(folder, [("a.html", b"3")]) == (1, 1)
    assert sorted(path.name for path in folder.rglob("*.html")) == ["a.html"]
    assert [path.name for path in tmp_path.iterdir() if "site" in path.name] == ["site"]
    own = tmp_path / "own"
    own.mkdir()
    (own / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(Refused):
        replace_site(own, [("a.html", b"1")])
    assert (own / "thesis.docx").exists()


def test_a_publication_that_fails_half_way_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    replace_site(folder, [("a.html", b"1")])

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"2"
        raise OSError(28, "No space left on device")

    with pytest.raises(Unavailable) as trouble:
        replace_site(folder, failing())
    assert trouble.value.kind == "disk-full"
    assert (folder / "a.html").read_bytes() == b"1"
    assert not folder.with_name(".site.new").exists()


def test_an_exchange_that_was_interrupted_is_taken_back(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    replace_site(folder, [("a.html", b"1")])
    folder.rename(tmp_path / ".site.old")
    replace_site(folder, [("a.html", b"2")])
    assert (folder / "a.html").read_bytes() == b"2"
