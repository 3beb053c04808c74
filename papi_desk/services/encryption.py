"""Encryption of the register where it rests: switched on and off with a proved copy, and no plain file left unnamed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from papi_desk.db import files, keys
from papi_desk.db.database import Database
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Unavailable
from papi_desk.domain.records import Record
from papi_desk.domain.recovery_key import SECRET_BITS, cipher_key, key_name, read_back
from papi_desk.services.attachments import FOLDER
from papi_desk.services.backup_plan import OWN_PLACE
from papi_desk.services.backups import back_up
from papi_desk.services.copies import Contents, beside, contents, copying_failed, is_copy, prove
from papi_desk.services.deeds import guarded
from papi_desk.services.kept_here import FOLDER as TYPED
from papi_desk.services.office import officer_name

COMING: Final = ".doi-khoa"
GOING: Final = ".ban-cu"
PAPERS: Final = "giay-to"
_BLOCK: Final = 1 << 20


class EncryptionState(Record):
    """Whether the register is encrypted, with which key, kept where; and whether this computer could."""

    encrypted: bool
    key: str
    store: str
    possible: bool


def encryption_state(register: Path) -> EncryptionState:
    """Tell how the register rests."""
    named = keys.named_key(register)
    possible = True
    try:
        files.driver("")
    except Unavailable:
        possible = False
    return EncryptionState(named is not None, *(named or ("", "")), possible)


def new_secret() -> int:
    """Draw a key."""
    return secrets.randbits(SECRET_BITS)


def switch_on(database: Database, secret: int, store: str, *, at: datetime, by: int | str | None = None) -> None:
    """Encrypt the register: an encrypted copy is made and proved, then takes its place; files of cases go into it.

    Raises ``Unavailable`` «cipher-missing», «keyring-missing», «register-in-use», «already-encrypted»; the register is
    as it was then.
    """
    register = _alone(database, encrypted=False)
    files.driver("")
    keys.keep(register, secret, store)
    key = cipher_key(secret)
    with _let_go(database, None):
        _noted(database, "encryption-on", key_name(secret), at, by)
        with _converted(register, None, key) as (coming, expected):
            taken = _take_in(coming, key, register.parent / FOLDER)
            prove(coming, key, expected)
            keys.tell(register, secret, store)
            _exchange(register, coming)
        _wipe_taken(register.parent / FOLDER, taken)


def switch_off(database: Database, *, at: datetime, by: int | str | None = None) -> None:
    """Take the encryption away: a plain copy is made and proved, then takes the register's place."""
    register = _alone(database, encrypted=True)
    key = keys.key_of(register)
    with _let_go(database, key):
        _noted(database, "encryption-off", (keys.named_key(register) or ("",))[0], at, by)
        with _converted(register, key, None) as (coming, expected):
            _take_out(coming, register.parent / FOLDER)
            prove(coming, None, expected)
            _exchange(register, coming)
        keys.untell(register)


def encrypt_file(register: Path, secret: int, store: str, *, at: datetime, by: int | str | None = None) -> None:
    """Encrypt a register that is not open, and make its first encrypted copy."""
    with closing(_sat_at(register, by)) as database:
        switch_on(database, secret, store, at=at, by=by)
        back_up(database, at=at)


def plain_file(register: Path, *, at: datetime, by: int | str | None = None) -> None:
    """Take the encryption away from a register that is not open, and make its first plain copy."""
    with closing(_sat_at(register, by)) as database:
        switch_off(database, at=at, by=by)
        back_up(database, at=at)


def _sat_at(register: Path, by: int | str | None) -> Database:
    """Open a register for who sat at the window that has just closed: what they may not do is refused here too."""
    database = guarded(Database(f"sqlite:///{register}"))
    database.at_desk = by if isinstance(by, int) else None
    return database


def _alone(database: Database, *, encrypted: bool) -> Path:
    register = database.file
    if register is None:
        raise Unavailable("encryption-on-server")
    if (keys.named_key(register) is not None) != encrypted:
        raise Unavailable("already-plain" if encrypted else "already-encrypted")
    return register


@contextmanager
def _let_go(database: Database, key: str | None) -> Iterator[None]:
    """Let go of a register that nobody else has open; whatever comes of it, the database is open again after."""
    database.close()
    try:
        if database.file is not None and not files.alone(database.file, key):
            raise Unavailable("register-in-use")
        yield
    finally:
        database.reopen()


def _noted(database: Database, action: str, key: str, at: datetime, by: int | str | None) -> None:
    """Note it first, so that only who may do it gets further; then let go of the file."""

    def tell(session: Session) -> None:
        note(session, Note(at, officer_name(session, by, at), action, "register", {"key": key}))

    database.transact(tell)
    database.close()


@contextmanager
def _converted(register: Path, old: str | None, new: str | None) -> Iterator[tuple[Path, Contents]]:
    """Make the register under another key in a file beside it, with what it must hold; nothing else is left of it."""
    if not files.alone(register, old):
        raise Unavailable("register-in-use")
    coming = register.with_name(register.name + COMING)
    coming.unlink(missing_ok=True)
    try:
        yield coming, _convert(register, old, coming, new)
    except (OSError, files.errors("")) as error:
        raise copying_failed(error, register) from error
    finally:
        wipe(coming)


def _convert(register: Path, old: str | None, coming: Path, new: str | None) -> Contents:
    connection = files.driver("").connect(register.resolve().as_uri(), uri=True, isolation_level=None)
    with closing(connection) as live:
        files.unlock(live, old)
        expected = contents(live)
        words = f"\"x'{new}'\"" if new else "''"
        live.execute(f"ATTACH DATABASE ? AS coming KEY {words}", (str(coming),))
        live.execute("SELECT sqlcipher_export('coming')").fetchall()
        live.execute("DETACH DATABASE coming")
    return expected


def _take_in(coming: Path, key: str, folder: Path) -> set[Path]:
    """Put the files of cases into the register and return them; one that is missing stays missing.

    One that is not what was attached goes in as it is: ``verify`` names it there as it did before.
    """
    taken = set[Path]()
    with closing(files.connect(coming, key)) as connection:
        connection.execute("BEGIN")
        for number, digest, kind in connection.execute("SELECT id, sha256, kind FROM attachments").fetchall():
            path = folder / digest[:2] / f"{digest}.{kind}"
            if path.is_file():
                connection.execute("UPDATE attachments SET content = ? WHERE id = ?", (path.read_bytes(), number))
                taken.add(path)
        connection.execute("COMMIT")
    return taken


def _take_out(coming: Path, folder: Path) -> None:
    """Lay the files of cases beside the register again."""
    with closing(files.connect(coming)) as connection:
        rows = "SELECT sha256, kind, content FROM attachments WHERE content IS NOT NULL"
        for digest, kind, content in connection.execute(rows):
            path = folder / digest[:2] / f"{digest}.{kind}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        connection.execute("UPDATE attachments SET content = NULL")
        connection.execute("VACUUM")


def _exchange(register: Path, coming: Path) -> None:
    """Let the new file take the register's place at once, then write over the old one and let it go."""
    going = register.with_name(register.name + GOING)
    going.unlink(missing_ok=True)
    with suppress(OSError):
        os.link(register, going)
    files.break_seal(register)
    coming.replace(register)
    wipe(going)


def wipe(path: Path) -> None:
    """Write over a file and let it go; a disk that spreads its writes may keep the old bytes for a while."""
    with suppress(FileNotFoundError):
        with suppress(OSError), path.open("r+b") as file:
            left = path.stat().st_size
            while left > 0:
                file.write(bytes(min(left, _BLOCK)))
                left -= _BLOCK
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


def _wipe_taken(folder: Path, taken: set[Path]) -> None:
    """Let go of the files that the register holds now; any other stays where it is and is named as plain."""
    for path in taken:
        wipe(path)
    for place in (*folder.glob("??"), folder):
        with suppress(OSError):  # not empty
            place.rmdir()


def plain_left(register: Path, places: Sequence[str]) -> list[Path]:
    """Name every plain file of what the register holds: copies, registers set aside, files of cases, papers, forms."""
    return sorted({path for path in _plain(register, places) if path.is_file()})


def _plain(register: Path, places: Sequence[str]) -> Iterator[Path]:
    folder = register.parent
    for path in folder.glob(f"{register.name}.*"):
        if _is_plain(path):
            yield path
    yield from (folder / PAPERS).glob("*.pdf")
    yield from (folder / PAPERS / TYPED).glob("*")
    if keys.named_key(register) is not None:
        yield from (folder / FOLDER).rglob("*")
    for place in {str(folder / OWN_PLACE), *places}:
        for path in Path(place).glob("*.db"):
            if _is_plain(path):
                yield path
        yield from (Path(place) / FOLDER).glob("??/*")


def _is_plain(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return file.read(len(files.MAGIC)) == files.MAGIC
    return False


def wipe_plain(register: Path, places: Sequence[str]) -> list[Path]:
    """Write over every plain file that is named and let it go; return those that could not be."""
    for path in plain_left(register, places):
        with suppress(OSError):
            wipe(path)
            if is_copy(path):
                beside(path).unlink(missing_ok=True)
    return plain_left(register, places)


def forget_papers(register: Path) -> None:
    """Let printed papers go when the window closes: an encrypted register sets each again, the same to the letter."""
    if keys.named_key(register) is not None:
        for path in (register.parent / PAPERS).glob("*.pdf"):
            with suppress(OSError):
                wipe(path)


def unlock(register: Path, typed: str) -> None:
    """Give this computer the key of an encrypted register, typed from its sheet; raise ``Unavailable`` if it is not."""
    secret = read_back(typed)
    key = cipher_key(secret)
    try:
        with closing(files.connect(register, key, read_only=True)) as connection:
            connection.execute("SELECT count(*) FROM alembic_version").fetchall()
    except files.errors(key) as error:
        raise Unavailable("register-key") from error
    keys.tell(register, secret, keys.keep_somewhere(register, secret))


def current_secret(register: Path) -> int:
    """Return the key of the register, for its sheet."""
    named = keys.named_key(register)
    if named is None:
        raise Unavailable("already-plain")
    return keys.secret_of(register, *named)
