"""The three honesty tests of the migrations, on both databases: they are the models, they run, they undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from papi_desk.db.database import Database, known_revisions
from papi_desk.db.migrations.run import downgrade, upgrade
from papi_desk.db.models.every import Base
from papi_desk.domain.errors import Unavailable

_SQLITE_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version' ORDER BY 1, 2"
_POSTGRESQL_SCHEMA = """
SELECT 'column', table_name, column_name, data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
UNION ALL
SELECT 'index', tablename, indexname, indexdef FROM pg_indexes
 WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
UNION ALL
SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT 'function', '', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
ORDER BY 1, 2, 3
"""


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def schema(database: Database) -> list[tuple[str, ...]]:
    """Return everything the database says of its own schema."""
    query = _SQLITE_SCHEMA if database.engine.dialect.name == "sqlite" else _POSTGRESQL_SCHEMA
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_the_newest_schema_is_what_the_models_say(empty: Database) -> None:
    empty.upgrade()
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_each_migration_goes_up_by_itself(empty: Database) -> None:
    for revision in known_revisions():
        with empty.engine.connect() as connection:
            upgrade(connection, revision)
        assert empty.revision() == revision
    assert not empty.upgrade()


def test_going_up_down_and_up_again_leaves_the_schema_as_it_was(empty: Database) -> None:
    for before, revision in zip(["base", *known_revisions()], known_revisions(), strict=False):
        lower = schema(empty)
        with empty.engine.connect() as connection:
            upgrade(connection, revision)
        upper = schema(empty)
        with empty.engine.connect() as connection:
            downgrade(connection, before)
        assert schema(empty) == lower
        with empty.engine.connect() as connection:
            upgrade(connection, revision)
        assert schema(empty) == upper != lower


def test_a_register_of_a_newer_program_is_left_alone(empty: Database) -> None:
    empty.upgrade()
    with empty.engine.connect() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = schema(empty)
    with pytest.raises(Unavailable) as caught:
        empty.upgrade()
    assert (caught.value.kind, caught.value.data) == ("newer-database", {"revision": "9999"})
    assert schema(empty) == before
