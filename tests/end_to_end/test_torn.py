"""Register files torn, cut, zeroed and with flipped bits: each is named before it is opened, and nothing is lost.

``PAPI_DESK_TORN`` sets how many variants are tried.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from papi_desk.db.database import Database, sqlite_url
from papi_desk.domain.people import Person
from papi_desk.services.backups import back_up
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.damage import known_copies, trouble_of
from papi_desk.services.encryption import switch_on
from papi_desk.services.restoring import compare, key_of_copy
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import restore, verify

VARIANTS = int(os.environ.get("PAPI_DESK_TORN", "40"))
NOW = datetime(2024, 5, 6, 9)
PAGE = 4096
SECRET = 0x2F3A_1157_8C0D_9E42_AA01_73B5_6610_F00D_2A5B
Wound = Callable[[bytearray, random.Random], bytes | bytearray]


def _flipped(content: bytearray, chance: random.Random) -> bytearray:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def _cut(content: bytearray, chance: random.Random) -> bytearray:
    return content[: chance.randrange(len(content))]


def _zeroed(content: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(content) // PAGE) * PAGE
    end = min(start + PAGE * chance.randrange(1, 30), len(content))
    content[start:end] = bytes(end - start)
    return content


def _torn(content: bytearray, chance: random.Random) -> bytearray:
    """Write a page half over, as a disk that lost power does."""
    start = chance.randrange(1, len(content) // PAGE) * PAGE
    content[start : start + 512 * chance.randrange(1, 8)] = chance.randbytes(512)
    return content


WOUNDS: tuple[Wound, ...] = (_flipped, _cut, _zeroed, _torn)


def _receive(database: Database, count: int) -> list[str]:
    new = NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu"))
    return [database.transact(register_case, new, at=NOW).code for _ in range(count)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="counts on files as Linux keeps them")
@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_every_damage_is_named_and_every_acknowledged_case_is_there_or_listed(
    own_folder: Path, *, encrypted: bool
) -> None:
    database = Database(sqlite_url(own_folder))
    own_folder.mkdir()
    database.upgrade()
    database.transact(set_up, at=NOW)
    if encrypted:
        switch_on(database, SECRET, "file", at=NOW)
    before = _receive(database, 12)
    back_up(database, at=NOW)
    after = _receive(database, 5)
    database.close()
    register, sound = own_folder / "papi-desk.db", own_folder / "sound"
    shutil.copytree(own_folder, sound, ignore=shutil.ignore_patterns("sound"))
    chance, unnamed, lost = random.Random(2024), [], []
    for number in range(VARIANTS):
        wound = WOUNDS[number % len(WOUNDS)]
        content = (sound / "papi-desk.db").read_bytes()
        hurt = bytes(wound(bytearray(content), chance))
        register.write_bytes(hurt)
        trouble = trouble_of(register)
        if hurt == content:
            continue
        if trouble is None:
            unnamed.append((number, wound.__name__))
            continue
        newest, copy = trouble.copies[0]
        listed = compare(register, newest, key_of_copy(register, newest, None)).missing_cases
        if copy.cases != len(before) or sorted(listed) != sorted(after):
            lost.append((number, wound.__name__, listed))
        if number % 10 == 0:
            restore(database, newest)
            codes = [line.code for line in database.read(find_cases, limit=1000, now=NOW)]
            assert sorted(codes) == sorted(before)
            assert database.read(verify) == []
            database.close()
            shutil.rmtree(own_folder / "nhat-ky", ignore_errors=True)
            shutil.copytree(sound / "nhat-ky", own_folder / "nhat-ky")
        shutil.copy(sound / "papi-desk.db.dau", own_folder / "papi-desk.db.dau")
    assert (unnamed, lost) == ([], [])
    assert known_copies(own_folder)
