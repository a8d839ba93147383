"""Whether a database can be used at all, asked once before anything is started on it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, ProgrammingError

from bot.storage.engine import Database
from bot.storage.schema import newest

POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")
SQLITE = ("sqlite", "sqlite+pysqlite")
ANSWER_SECONDS = 5
"""A server that does not answer within this time counts as away."""

_HINTS = (
    ("password", "correct the user and the password"),
    ("role ", "correct the user and the password"),
    ("starting up", "start this again in a moment"),
    ("shutting down", "start this again in a moment"),
    ("database ", "create that database, or correct its name"),
    ("resolve host", "correct the host"),
    ("refused", "start it there, or correct host and port"),
    ("timeout", "start it there, or correct host and port"),
    ("not a database", "name another file: this one holds something else"),
    ("unable to open", "name a file in a folder that can be written to"),
    ("readonly", "make that file and its folder writable"),
)
"""What a driver's message says, and what to do about it; the first that fits."""


class CannotBeUsed(Exception):
    """What is wrong with the database and what to do; the address is not repeated, it may hold a password."""


def parsed(url: str) -> URL:
    """Take a database URL apart. Raises CannotBeUsed for one that this product does not speak."""
    write = "write sqlite:///path/to/file or postgresql://user:password@host/name"
    scheme, mark, _ = url.partition("://")
    if mark and scheme not in (*POSTGRESQL, *SQLITE):
        raise CannotBeUsed(f'begins with "{scheme}", which is not spoken here; {write}')
    try:
        found = make_url(url)
    except (ArgumentError, ValueError) as error:
        quoting = "other characters of user and password than letters and digits as %XX"
        raise CannotBeUsed(f"is no database URL; {write}, {quoting}") from error
    if found.drivername in POSTGRESQL and not found.database:
        raise CannotBeUsed(f"names no database; {write}")
    return found


def check_database(url: str, *, may_be_older: bool = False) -> None:
    """Raise CannotBeUsed when the database does not answer, or its tables are not of this version.

    ``may_be_older``: the caller brings older tables up to date.
    """
    try:
        revision = _revision(parsed(url))
    except (DBAPIError, OSError) as error:
        raise CannotBeUsed(_reason(error)) from error
    needed = newest()
    if revision is not None and revision > needed:
        raise CannotBeUsed(
            f"holds tables of a newer version ({revision}; this one knows up to {needed}); "
            "install that version, or restore a backup from before"
        )
    if revision != needed and not may_be_older:
        state = "holds no tables" if revision is None else f"holds tables of an older version ({revision})"
        raise CannotBeUsed(f"{state}, and this version needs {needed}; run 'eftersnack migrate'")


def _revision(url: URL) -> str | None:
    """Return the database's revision; None for an empty one, and for a file that is still to be made."""
    if url.drivername in SQLITE and url.database and not Path(url.database).exists():
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        return None
    if url.drivername in POSTGRESQL and "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": str(ANSWER_SECONDS)})
    database = Database(url.render_as_string(hide_password=False))
    try:
        database.ping()
        with database.reading() as session:
            found = session.scalar(text("SELECT version_num FROM alembic_version"))
            return None if found is None else str(found)
    except DBAPIError as error:
        if isinstance(error, ProgrammingError) or "no such table" in str(error.orig):
            return None
        raise
    finally:
        database.close()


def _reason(error: Exception) -> str:
    """Say in one line what a driver said, and what to do."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip("?. ")
    said = said.rpartition("FATAL:")[2].strip() if "FATAL:" in said else said
    way_out = next((hint for word, hint in _HINTS if word in said.lower()), "correct it, or start the server")
    return f"cannot be used ({said}); {way_out}"
