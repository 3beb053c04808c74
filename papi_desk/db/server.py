"""Prepare a database on a PostgreSQL server for several counters: roles, rights, encryption; safe to repeat.

Two roles, neither a superuser: the owner, for migrations and moving a register, and the desk, for the counters, which
may do what the program does and nothing else. History is insert-only for it, and only what is no record can be deleted.
"""

from __future__ import annotations

import secrets
from typing import Any, Final

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from papi_desk.db.certificate import fingerprint, self_signed
from papi_desk.db.models.every import Base
from papi_desk.domain.errors import Refused, Unavailable

OLDEST_SERVER: Final = 140_000
INSERT_ONLY: Final = frozenset(
    {"audit_log", "case_events", "matter_events", "book_pages", "joined_registers", "joined_log", "joined_pages",
     "rating_answers"}
)  # fmt: skip
"""History, and what came with a register that was joined: written once."""
EMPTIED: Final = {"case_events": ("reason", "data"), "matter_events": ("note", "data")}
"""Of history, what is told of persons: emptied when its time is over (``services.emptying``); the steps stay."""
DELETABLE: Final = frozenset(
    {"drafts", "settings", "calendar_days", "office_rules", "saved_views", "party_words", "sign_in_keys"}
)
"""What is no record: forms half typed, choices of the office, saved lists, words to search by, keys."""
READ_ONLY: Final = frozenset({"alembic_version"})
_SESSION: Final = {
    "idle_in_transaction_session_timeout": "60s",
    "lock_timeout": "60s",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "client_connection_check_interval": "10s",
}
"""A counter whose line is cut in mid-save lets go of its locks within a minute."""
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters of passwords that nobody mistakes when copying them by hand."""


def new_password() -> str:
    """Return a password of 24 letters and digits (118 bits)."""
    return "".join(secrets.choice(_LETTERS) for _ in range(24))


class Administrator:
    """The server's administrator, for as long as the preparing takes."""

    def __init__(self, address: str, name: str) -> None:
        self._url = make_url(address).set(drivername="postgresql")
        self.name, self.owner, self.desk = name, f"{name}_owner", f"{name}_desk"
        self._server = self._connected(self._url.render_as_string(hide_password=False))

    def _connected(self, address: str) -> psycopg.Connection[Any]:
        try:
            connection = psycopg.connect(address, autocommit=True, connect_timeout=5)
        except psycopg.OperationalError as error:
            raise Unavailable("server-no-admin", why=str(error).strip()) from error
        try:
            _check(connection)
        except Refused:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Leave the server."""
        self._server.close()

    def exists(self) -> bool:
        """Tell whether the database is there already."""
        return self._server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (self.name,)).fetchone() is not None

    def make_roles(self, *, renew: bool) -> dict[str, str]:
        """Make the two roles where they are missing; return the passwords that are new."""
        passwords = {}
        for role in (self.owner, self.desk):
            there = self._server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
            verb = "ALTER" if there else "CREATE"
            limits = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
            self._do(f"{verb} ROLE {{}} {limits}", role)
            if renew or not there:
                passwords[role] = new_password()
                self._do("SET password_encryption = 'scram-sha-256'")
                statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(passwords[role])
                )
                self._server.execute(statement)
        for name, value in _SESSION.items():
            self._server.execute(sql.SQL("ALTER ROLE {} SET {} = {}").format(
                sql.Identifier(self.desk), sql.Identifier(name), sql.Literal(value)))  # fmt: skip
        return passwords

    def make_database(self) -> None:
        """Make the database where it is missing, and close it to everybody but the two roles."""
        if not self.exists():
            how = "OWNER {} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
            self._do(f"CREATE DATABASE {{}} {how}", self.name, self.owner)
        self._do("REVOKE ALL ON DATABASE {} FROM PUBLIC", self.name)
        self._do("GRANT CONNECT ON DATABASE {} TO {}", self.name, self.desk)
        with self._inside() as database:
            for statement in ("ALTER SCHEMA public OWNER TO {owner}", "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                              "GRANT USAGE ON SCHEMA public TO {desk}"):  # fmt: skip
                database.execute(self._said(statement))

    def owner_address(self) -> str:
        """Return an address by which this administrator works as the owner."""
        return (
            self._url.set(drivername="postgresql+psycopg", database=self.name)
            .update_query_dict({"options": f"-c role={self.owner}"})
            .render_as_string(hide_password=False)
        )

    def address(self, role: str, password: str, host: str) -> str:
        """Return the address by which a role reaches the database; without a host, on this computer as now."""
        made = self._url.set(
            drivername="postgresql+psycopg", database=self.name, username=role, password=password or None
        )
        if host:
            made = made.set(host=host, port=int(self._shown("SHOW port")), query={"sslmode": "verify-ca"})
        return made.render_as_string(hide_password=False)

    def grant(self) -> None:
        """Give the desk what the program needs, table by table, and take away the rest."""
        with self._inside() as database, database.transaction():
            database.execute(self._said("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {desk}, PUBLIC"))
            database.execute(self._said("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {desk}"))
            for table in (*sorted(Base.metadata.tables), *sorted(READ_ONLY)):
                statement = f"GRANT {rights_on(table)} ON {{table}} TO {{desk}}"
                database.execute(sql.SQL(statement).format(
                    table=sql.Identifier(table), desk=sql.Identifier(self.desk)))  # fmt: skip

    def encrypt(self, hosts: list[str]) -> str:
        """Let the server speak TLS, with a certificate of its own unless it has one; return its fingerprint."""
        if self._shown("SHOW ssl") != "on":
            certificate, key = self_signed(hosts)
            folder = self._shown("SHOW data_directory")
            self._write(f"{folder}/papi-desk.crt", certificate)
            self._write(f"{folder}/papi-desk.key", key, secret=True)
            for setting, value in (
                ("ssl_cert_file", "papi-desk.crt"),
                ("ssl_key_file", "papi-desk.key"),
                ("ssl", "on"),
            ):
                self._set(setting, value)
            self._reload()
        if self._shown("SHOW ssl") != "on":
            raise Unavailable("server-no-tls")
        return fingerprint(self._shown("SELECT pg_read_file(current_setting('ssl_cert_file'))"))

    def admit(self, network: str) -> bool:
        """Let the counters in from a network, encrypted only; return whether the server has to be started again."""
        path = self._shown("SHOW hba_file")
        before = self._shown("SELECT pg_read_file(%s)", path)
        lines = [f"hostssl {self.name} {role} {network} scram-sha-256" for role in (self.owner, self.desk)]
        lines += [f"host {self.name} all {network} reject"]
        kept = [line for line in before.splitlines() if not line.endswith(f"# {self.name}")]
        self._write(path, "\n".join([*(f"{line} # {self.name}" for line in lines), *kept, ""]))
        if self._shown("SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL") != "0":
            self._write(path, before)
            raise Refused("server-network", "network", network=network)
        if self._shown("SHOW listen_addresses") != "*":
            self._set("listen_addresses", "*")
        self._reload()
        return self._shown("SELECT count(*) FROM pg_settings WHERE pending_restart") != "0"

    def _set(self, setting: str, value: str) -> None:
        statement = sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(setting), sql.Literal(value))
        self._server.execute(statement)

    def _reload(self) -> None:
        self._server.execute("SELECT pg_reload_conf()")
        self._server.execute("SELECT pg_sleep(0.5)")

    def _write(self, path: str, words: str, *, secret: bool = False) -> None:
        """Write a file on the server, whichever machine that is; a secret one is for the server alone."""
        with self._server.transaction():
            (number,) = self._server.execute("SELECT lo_from_bytea(0, %s)", (words.encode(),)).fetchone() or (0,)
            self._server.execute("SELECT lo_export(%s, %s), lo_unlink(%s)", (number, path, number))
        if secret and self._shown("SHOW dynamic_shared_memory_type") != "windows":
            program = f"cat > /dev/null && chmod 600 '{path}'"
            self._server.execute(sql.SQL("COPY (SELECT 1) TO PROGRAM {}").format(sql.Literal(program)))

    def _shown(self, statement: str, *given: str) -> str:
        return str((self._server.execute(statement, given).fetchone() or ("",))[0])

    def _inside(self) -> psycopg.Connection[Any]:
        return self._connected(self._url.set(database=self.name).render_as_string(hide_password=False))

    def _said(self, statement: str) -> sql.Composed:
        return sql.SQL(statement).format(owner=sql.Identifier(self.owner), desk=sql.Identifier(self.desk))

    def _do(self, statement: str, *names: str) -> None:
        self._server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _check(connection: psycopg.Connection[Any]) -> None:
    """Refuse who is no administrator, and a server too old to be asked what came of a commit."""
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper").fetchone() is None:
        raise Refused("server-not-superuser", "admin")
    if connection.info.server_version < OLDEST_SERVER:
        raise Refused("server-too-old", "admin", version=connection.info.server_version // 10_000)


def rights_on(table: str) -> str:
    """Return what the counters may do with a table."""
    if table in READ_ONLY:
        return "SELECT"
    if table in INSERT_ONLY:
        words = ", ".join(EMPTIED.get(table, ()))
        return f"SELECT, INSERT, UPDATE ({words})" if words else "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE" if table in DELETABLE else "SELECT, INSERT, UPDATE"
