"""Whether a process can serve, and why not: the database answers, and its tables are those of this version."""

from __future__ import annotations

import asyncio
import time

import pytest
from sqlalchemy import text

from bot.readiness import ANSWER_SECONDS, Readiness, database_checks
from bot.storage import migrate, schema
from bot.storage.engine import Database


def problem(database: Database) -> str | None:
    return asyncio.run(Readiness(database_checks(database)).problem())


def test_a_database_that_is_up_to_date_is_ready(database: Database) -> None:
    assert problem(database) is None
    assert schema.newest() == migrate.head()


def test_a_database_without_tables_or_with_older_ones_is_not(database_url: str) -> None:
    database = Database(database_url)
    assert problem(database) == "schema"
    migrate.upgrade(database_url)
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert problem(database) == "schema"
    database.close()


def test_newer_tables_are_fine_so_that_processes_can_be_replaced_one_by_one(database: Database) -> None:
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert problem(database) is None


def test_a_database_that_does_not_answer_is_named_and_nothing_else() -> None:
    assert problem(Database("postgresql://nobody@127.0.0.1:1/none")) == "database"


async def test_a_database_that_hangs_holds_up_neither_the_answer_nor_a_thread_for_each_question() -> None:
    asked: list[int] = []

    def hangs() -> bool:
        asked.append(1)
        time.sleep(ANSWER_SECONDS + 1)
        return True

    readiness = Readiness({"database": hangs})
    answers = await asyncio.gather(*(readiness.problem() for _ in range(5)))
    assert answers == ["database"] * 5
    assert len(asked) == 1
    assert await readiness.problem() is None, "and when it is back, so is the process"


async def test_what_changes_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    holds = [False]
    readiness = Readiness({"schema": lambda: holds[0]})
    for state in (False, False, True, True):
        holds[0] = state
        await readiness.problem()
    assert [record.getMessage() for record in caplog.records] == ["not ready: schema", "ready again"]
