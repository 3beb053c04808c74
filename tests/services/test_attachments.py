"""Files kept with a case: by their content, proved by their hash, harmless whatever they are called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.services.attachments import (
    FOLDER,
    attach,
    attachment_content,
    attachments,
    detach,
    plain_name,
)
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.office import set_setting
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify
from tests.services.conftest import LAID_DOWN, moment

AT = moment("2026-11-23 09:00")
PDF = b"%PDF-1.7\n% a page\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"rest"


@pytest.fixture
def register(counter_url: str) -> Iterator[Database]:
    opened = Database(counter_url)
    opened.upgrade()
    opened.transact(set_up, at=LAID_DOWN)
    yield opened
    opened.close()


def receive(database: Database) -> str:
    return database.transact(register_case, NewCase("2.000815", Person("person", "Nguyễn Văn Mẫu")), at=AT).code


def kind(database: Database, code: str, name: str, content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        database.transact(attach, code, name, content, at=AT)
    return caught.value.kind


def test_a_file_is_kept_by_its_hash_and_read_back(register: Database) -> None:
    code = receive(register)
    line = register.transact(attach, code, "../../etc/Tờ khai.PDF", PDF, at=AT)
    assert (line.name, line.kind, line.sha256) == ("Tờ khai.PDF", "pdf", hashlib.sha256(PDF).hexdigest())
    assert register.read(attachment_content, line.id) == PDF
    assert [one.name for one in register.read(attachments, code)] == ["Tờ khai.PDF"]
    assert register.read(verify) == []
    assert kind(register, code, "again.pdf", PDF) == "attachment-there"
    assert kind(register, code, "run.pdf", b"MZ\x90") == kind(register, code, "x.png", b"<svg/>") == "attachment-kind"
    assert kind(register, code, "empty.pdf", b"") == "attachment-empty"
    register.transact(set_setting, "attachment_limit", "1", at=AT)
    assert kind(register, code, "large.png", PNG + bytes(1_000_001)) == "attachment-too-large"
    register.transact(detach, line.id, "Nhầm hồ sơ", at=AT)
    assert register.read(attachments, code) == []
    assert register.read(verify) == []


def test_nothing_is_written_outside_the_folder_of_the_register(database: Database, own_folder: Path) -> None:
    code = receive(database)
    for name in ("..\\..\\evil.pdf", "/etc/passwd", "a/../../b.pdf", "CON:.pdf", "...", ""):
        database.transact(attach, code, name, PDF + name.encode(), at=AT)
    kept = sorted(path.relative_to(own_folder).parts for path in own_folder.rglob("*.pdf"))
    assert len(kept) == 6
    assert all(parts[0] == FOLDER and len(parts) == 3 for parts in kept)
    for line in database.read(attachments, code):
        assert not set(line.name) & set("/\\:")


@pytest.mark.parametrize(
    ("name", "plain"),
    [("../a.pdf", "a.pdf"), ("C:\\x\\b.png", "b.png"), ("..", "tep"), ("a<b>.pdf", "ab.pdf"), ("  c .pdf", "c .pdf")],
)
def test_only_the_last_part_of_a_name_is_kept(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_file_that_was_changed_or_lost_is_refused_and_told_by_verify(database: Database, own_folder: Path) -> None:
    code = receive(database)
    first = database.transact(attach, code, "a.pdf", PDF, at=AT)
    second = database.transact(attach, code, "b.png", PNG, at=AT)
    (path,) = own_folder.rglob(f"{first.sha256}.pdf")
    path.write_bytes(PDF + b"forged")
    next(own_folder.rglob(f"{second.sha256}.png")).unlink()
    for line in (first, second):
        with pytest.raises(Refused) as caught:
            database.read(attachment_content, line.id)
        assert caught.value.kind == "attachment-damaged"
    assert [(p.kind, p.data["name"]) for p in database.read(verify)] == [
        ("attachment-changed", "a.pdf"),
        ("attachment-gone", "b.png"),
    ]
