"""The customers of the benchmark: each bought something, and a check-in with each of them is planned.

Every contestant has the same ones, in a database of its own; a conversation is had with each at most once.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from bench import rows
from bot.channels import tokens
from bot.channels.visitors import conversation_of
from bot.storage import migrate
from bot.storage.engine import Database

TOKEN_HOURS = 24.0


@dataclass(frozen=True)
class Person:
    """A customer, as the load generator knows them."""

    number: int
    language: str
    conversation: str
    touchpoint: str
    token: str
    """Their signed identity, as the shop's website would make it."""


def write_people(path: Path, count: int, identity_secret: str) -> None:
    """Write who there is, one JSON object a line."""
    now = datetime.now(UTC)
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, count + 1):
            uid = rows.uid_of("customer", number)
            person = Person(
                number=number,
                language=rows.language_of(number),
                conversation=conversation_of(uid),
                touchpoint=rows.uid_of("touchpoint", number),
                token=tokens.issue(identity_secret, uid, TOKEN_HOURS, now),
            )
            file.write(json.dumps(asdict(person)) + "\n")


def fill(url: str, count: int, *, sent: bool) -> None:
    """Make an empty database's tables and fill them.

    ``sent``: for stock Rasa, which only begins conversations and keeps no book of touchpoints, they are sent
    already and their conversations known. Else they are claimed, as our worker leaves them for the dialogue.
    """
    migrate.upgrade(url)
    database = Database(url)
    now = datetime.now(UTC)
    try:
        with database.transaction() as session:
            connection = session.connection()
            people = rows.customers(range(1, count + 1), now, sent=sent)
            for table, values in itertools.chain(rows.shop(now), people):
                connection.execute(insert(table), values)
        if not database.is_sqlite:
            _settle(database)
    finally:
        database.close()


def _settle(database: Database) -> None:
    """PostgreSQL plans by what it knows of the tables."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
