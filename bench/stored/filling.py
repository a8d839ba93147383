"""Filling a database with conversations like one that was really held: its rows, copied under other keys.

The copies differ in keys only, so that every row has the size and every index the spread of a real shop's.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import closing
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    text,
)

from bot.channels.visitors import conversation_of
from bot.storage import tables  # noqa: F401  all of them, for the metadata
from bot.storage.base import Base
from bot.storage.engine import Database

BATCH = 10_000
FIRST = 10_000_000
"""Numbers of copies begin here, out of the way of those that the database counts up."""
ROOM = 10
"""At most so many rows of a table belong to one conversation and are numbered."""
COPIED = (
    "customers",
    "orders",
    "order_lines",
    "conversations",
    "conversation_events",
    "touchpoints",
    "cases",
    "case_events",
    "notifications",
)
"""In this order: each may point to those before it."""
NAMES = ("email", "number", "occurrence", "origin", "message_id")
"""Texts that no two rows may share."""
ENDED: dict[str, dict[str, str]] = {"touchpoints": {"state": "completed"}, "cases": {"state": "closed"}}
"""Nothing is owed to the copies' customers any more."""

_copies = Table("copies", MetaData(), Column("n", Integer), Column("uid", String(32)), prefixes=["TEMPORARY"])
Told = Callable[[int], None]


def fill(database: Database, customer_id: int, conversations: int, told: Told) -> list[str]:
    """Copy a customer with all that hangs on the one conversation; return the copies' uids.

    ``told`` hears how many are there.
    """
    uids = [uuid.uuid4().hex for _ in range(conversations)]
    with database.engine.connect() as connection:
        statements = [_copy(connection, Base.metadata.tables[name], customer_id) for name in COPIED]
        _copies.create(connection)
        for first in range(0, conversations, BATCH):
            batch = [{"n": first + n, "uid": uid} for n, uid in enumerate(uids[first : first + BATCH])]
            connection.execute(delete(_copies))
            connection.execute(insert(_copies), batch)
            for statement in statements:
                connection.execute(statement)
            connection.commit()
            told(first + len(batch))
        _copies.drop(connection)
        connection.commit()
    _settle(database)
    return uids


def _settle(database: Database) -> None:
    """Leave the database as it is after weeks of work, not as it is just after a bulk load."""
    if database.is_sqlite:
        # Not within a transaction, as the engine would have it.
        with closing(database.engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # PostgreSQL does both by itself, in its own time. On SQLite nobody ever does the latter.
        connection.execute(text("CHECKPOINT"))
        connection.execute(text("ANALYZE"))


def _copy(connection: Connection, table: Table, customer_id: int) -> Any:
    theirs = _theirs(connection, table, customer_id)
    columns = [_column(connection, column, customer_id) for column in table.columns]
    # Position by position over all copies, not copy by copy: conversations go on at the same time.
    order = table.c.position if "position" in table.c else literal(0)
    rows = select(*columns).select_from(table).join(_copies, literal(True)).where(theirs)
    return insert(table).from_select(list(table.columns), rows.order_by(order, _copies.c.n))


def _theirs(connection: Connection, table: Table, customer_id: int) -> ColumnElement[bool]:
    """Tell which rows are the customer's."""
    if table.name == "customers":
        return table.c.id == customer_id
    if "customer_id" in table.c:
        return table.c.customer_id == customer_id
    for column in table.c:
        for key in column.foreign_keys:
            parent = key.column.table
            if parent.name in COPIED:
                ids = select(key.column).where(_theirs(connection, parent, customer_id))
                return column.in_(connection.scalars(ids).all())
    raise ValueError(f"nothing ties {table.name} to a customer")


def _column(connection: Connection, column: Column[Any], customer_id: int) -> ColumnElement[Any]:
    """Return what a copy has in a column."""
    table = column.table
    assert isinstance(table, Table)
    if ended := ENDED.get(table.name, {}).get(column.name):
        return literal(ended)
    if column.name == "conversation_id" or (table.name, column.name) == ("conversations", "id"):
        return literal(conversation_of("")) + _copies.c.uid
    if column.name == "uid":
        return _copies.c.uid if table.name == "customers" else _own_uid(column.table.c.id)
    if column.name in NAMES:
        return column + literal("-") + cast(_copies.c.n, String)
    owner = _numbered_by(column)
    if owner is None:
        return column
    first = connection.scalar(select(func.min(owner.c.id)).where(_theirs(connection, owner, customer_id)))
    return literal(FIRST) + _copies.c.n * ROOM + (column - literal(first or 0))


def _numbered_by(column: Column[Any]) -> Table | None:
    """Return the copied table whose numbers stand in a column."""
    if not isinstance(column.type, Integer):
        return None
    if column.name == "id":
        return column.table if isinstance(column.table, Table) else None
    owners = [key.column.table for key in column.foreign_keys if key.column.table.name in COPIED]
    return owners[0] if owners else None


def _own_uid(number: Column[Any]) -> ColumnElement[str]:
    """A uid as random as the customer's, and other than theirs and their other rows'."""
    return func.substr(_copies.c.uid, 1, 24) + cast(number % 10_000_000, String)


def count(database: Database, table: str) -> int:
    """Return how many rows a table has."""
    with database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Base.metadata.tables[table])) or 0
