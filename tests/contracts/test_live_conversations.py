"""Several processes with conversations in memory: what one has said, the other goes on from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from rasa.shared.core.events import BotUttered, UserUttered

from bot.dialogue.live import LiveConversations
from bot.dialogue.tracker_store import ConversationTrackerStore
from bot.dialogue.transcript import Conversations
from bot.storage.errors import Conflict
from tests.contracts.test_conversations import DOMAIN
from tests.support.background_loop import finish

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Process:
    """A dialogue process's store, with a memory of its own."""

    def __init__(self, database):
        self.database = database
        self.store = ConversationTrackerStore(DOMAIN, database, LiveConversations(size=10, seconds=60))

    def open(self):
        return finish(self.store.get_or_create_tracker("thread", append_action_listen=False))

    def turn(self, words, tracker=None):
        """One turn of the conversation: the customer's words, and an answer."""
        tracker = tracker or self.open()
        number = sum(isinstance(event, UserUttered) for event in tracker.events)
        tracker.update(UserUttered(words, metadata={"client_message_id": f"{words}-{number}"}), DOMAIN)
        tracker.update(BotUttered(f"svar på {words}"), DOMAIN)
        finish(self.store.save(tracker))

    def said(self):
        tracker = self.open()
        self.store.live.put(tracker)
        return [event.text for event in tracker.events if isinstance(event, UserUttered)]


@pytest.fixture
def processes(database):
    Conversations(database=database, now=lambda: NOW).open("thread", "website", None)
    return Process(database), Process(database)


def test_between_turns_nothing_is_read_again(processes):
    one, _ = processes
    one.turn("hej")
    kept = one.open()
    one.store.live.put(kept)
    assert one.open() is kept


def test_a_stale_copy_is_noticed_and_read_again(processes):
    one, other = processes
    one.turn("hej")
    other.turn("är ni där?")
    assert one.said() == ["hej", "är ni där?"]
    one.turn("tack")
    assert other.said() == ["hej", "är ni där?", "tack"]


def test_of_two_that_go_on_at_once_one_is_refused_and_the_thread_stays_whole(processes):
    one, other = processes
    one.turn("hej")
    late = other.open()
    one.turn("ett")
    with pytest.raises(Conflict):
        other.turn("två", tracker=late)
    assert other.said() == ["hej", "ett"]


def test_a_turn_that_could_not_be_stored_is_forgotten(processes, database):
    one, _ = processes
    one.turn("hej")

    def undone():
        with database.transaction():
            one.turn("förlorad")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert one.said() == ["hej"]
