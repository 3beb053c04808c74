"""The seal of a register that rests: what it proves, and seals of earlier versions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from papi_desk.db.database import Database, sqlite_url
from papi_desk.db.files import SEAL, damage_of, digest, side
from papi_desk.services.setting_up import set_up


@pytest.mark.parametrize("hashed", [False, True], ids=["checksum", "hash"])
def test_a_seal_tells_a_changed_byte(own_folder: Path, *, hashed: bool) -> None:
    own_folder.mkdir(exist_ok=True)
    database = Database(sqlite_url(own_folder))
    database.upgrade()
    database.transact(set_up, at=datetime(2026, 11, 23, 9))
    database.close()
    path = own_folder / "papi-desk.db"
    if hashed:
        side(path, SEAL).write_text(f"{digest(path)} {path.stat().st_size}\n", encoding="ascii")
    words = side(path, SEAL).read_text(encoding="ascii").split()
    assert len(words) == (2 if hashed else 3), "an earlier program takes it for its own"
    assert damage_of(path) is None
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    damage = damage_of(path)
    assert damage is not None
    assert damage.kind == "register-changed"
