"""PostgreSQL connections that are cut, as a failover does: nothing is lost, and nobody is bothered."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import select

from bot.cases.models import Case
from bot.dialogue.models import ConversationEvent
from tests.live.conftest import running_stack
from tests.support.databases import empty_database

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.xdist_group("cut")]

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
MESSAGES = ("var är min beställning?", "kannan var sprucken när den kom fram", "tack så mycket")


@pytest.fixture
def on_postgresql(tmp_path, postgresql_server):
    with empty_database(postgresql_server) as url:
        yield from running_stack(
            tmp_path, url, EFTERSNACK_MESSAGES_A_MINUTE="1000", EFTERSNACK_MESSAGES_BURST="100"
        )


@contextmanager
def connections_cut(url: str, every: float) -> Iterator[list[int]]:
    """Cut every connection to a database again and again; yields how many it were, cut by cut."""
    server, _, name = url.rpartition("/")
    cuts, stop = [], threading.Event()

    def cut() -> None:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            while not stop.wait(every):
                cuts.append(len(connection.execute(CUT, (name,)).fetchall()))

    thread = threading.Thread(target=cut)
    thread.start()
    try:
        yield cuts
    finally:
        stop.set()
        thread.join()


def until_taken(chat, words: str, message_id: str) -> None:
    """Send a message as the website does: again, when we were away for a moment."""
    until = time.monotonic() + 60
    while (receipt := chat.say(words, message_id))["status"] != "ok":
        assert receipt["reason"] == "away"
        assert time.monotonic() < until, "it was never taken"


def test_connections_that_are_cut_lose_no_message_and_make_no_case(on_postgresql):
    running = on_postgresql
    anna = running.app.records.customer_by_email("anna.lindqvist@example.com")
    chat = running.chat(anna).connect()
    # Now and then it hits between two turns, now and then in the middle of one.
    with connections_cut(running.stack.environment["EFTERSNACK_DATABASE_URL"], every=0.17) as cuts:
        for number in range(60):
            until_taken(chat, MESSAGES[number % len(MESSAGES)], f"m{number}")
    assert sum(cuts) > 10
    with running.app.database.reading() as session:
        stored = session.scalars(
            select(ConversationEvent.message_id)
            .where(ConversationEvent.message_id.is_not(None))
            .order_by(ConversationEvent.position)
        )
        assert list(stored) == [f"m{number}" for number in range(60)]
        assert "bot_failed" not in set(session.scalars(select(Case.reason)))
    assert "turn failed" not in running.stack.log("dialogue")
    chat.close()
