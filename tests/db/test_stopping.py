"""Work that was asked to stop: interrupted where it stands, rolled back, and the register serves the next."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from papi_desk.db.database import Database
from papi_desk.domain.work import Stopped, Work, under_way

FOR_EVER = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


def test_a_statement_is_interrupted_what_came_before_it_is_rolled_back_and_the_next_work_is_served(
    database_url: str,
) -> None:
    database, work, begun = Database(database_url), Work(), Event()

    def lay_down(session: Session) -> None:
        session.execute(text("CREATE TABLE sample (name VARCHAR(10))"))

    def write(session: Session) -> None:
        session.execute(text("INSERT INTO sample VALUES ('Mẫu')"))
        begun.set()
        session.execute(text(FOR_EVER[database.engine.dialect.name]))

    def stop() -> None:
        begun.wait(20)
        work.stop()

    def names(session: Session) -> list[str]:
        return list(session.scalars(text("SELECT name FROM sample")))

    database.transact(lay_down)
    stopping = Thread(target=stop)
    stopping.start()
    with pytest.raises(Stopped), under_way(work):
        database.transact(write)
    stopping.join()
    assert database.read(names) == []
    database.transact(lambda session: session.execute(text("DROP TABLE sample")))
    database.close()
