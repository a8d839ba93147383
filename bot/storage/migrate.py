"""Bringing a database to the newest tables, from wherever the command is run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.storage.engine import Database

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
LOCK = 0x45667465  # any number of our own: processes that start together wait for one another on it


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` to a revision. Safe when several processes do it at once."""
    with _migrating(url) as config:
        command.upgrade(config, revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database back to an earlier revision ("base": no tables at all)."""
    with _migrating(url) as config:
        command.downgrade(config, revision)


def current(url: str) -> str | None:
    """Return the revision the database is at; None for an empty one."""
    database = Database(url)
    try:
        with database.reading() as session:
            return MigrationContext.configure(session.connection()).get_current_revision()
    finally:
        database.close()


def head() -> str | None:
    """Return the newest revision."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def needs_upgrade(url: str) -> bool:
    return current(url) != head()


@contextmanager
def _migrating(url: str) -> Iterator[Config]:
    database = Database(url)
    try:
        with database.engine.connect() as connection:
            if database.is_sqlite:
                # Rebuilding a table would follow foreign keys; it can only be switched off before a transaction.
                _sqlite(connection, "PRAGMA foreign_keys=OFF")
            # On SQLite this is BEGIN IMMEDIATE: a second process waits here, and then finds nothing to do.
            with connection.begin():
                if not database.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                yield _config(connection)
                _check_references(connection, database.is_sqlite)
    finally:
        database.close()


def _check_references(connection: Connection, is_sqlite: bool) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all() if is_sqlite else []
    if broken:
        raise RuntimeError(f"The migration left rows that point nowhere, and was undone: {broken[:5]}")


def _sqlite(connection: Connection, pragma: str) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(pragma)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
