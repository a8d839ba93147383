"""Whether a database's tables are those of this version; told without Alembic, which no serving process loads."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import text

from bot.storage.engine import Database

VERSIONS = Path(__file__).resolve().parent / "migrations" / "versions"


def is_current(database: Database) -> bool:
    """Return False when migrations are still to be made.

    Tables that are newer than this version are fine: so it is while processes are replaced one by one.
    Raises sqlalchemy.exc.OperationalError when the database does not answer, and sqlalchemy.exc.ProgrammingError
    or OperationalError when it has no tables.
    """
    with database.reading() as session:
        revision = session.scalar(text("SELECT version_num FROM alembic_version"))
    return revision is not None and str(revision) >= newest()


@cache
def newest() -> str:
    """Return the newest revision that this version knows: a migration's file begins with its own, counted up."""
    return max(file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*_*.py"))
