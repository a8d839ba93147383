"""Conversations on both engines: every event once and in order, and nobody else's thread."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered

from bot.dialogue.live import LiveConversations
from bot.dialogue.tracker_store import ConversationTrackerStore
from bot.dialogue.transcript import Conversations
from bot.storage.errors import Conflict
from tests.support.background_loop import finish

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DOMAIN = Domain.from_dict(
    {"slots": {"language": {"type": "text", "mappings": [{"type": "custom"}]}}, "intents": ["greet"]}
)


@pytest.fixture
def conversations(database):
    conversations = Conversations(database=database, now=lambda: NOW)
    conversations.open("thread", "website", None)
    return conversations


@pytest.fixture
def store(database, conversations):
    return ConversationTrackerStore(DOMAIN, database, LiveConversations(size=10, seconds=60))


def user(text, message_id):
    return UserUttered(text, metadata={"client_message_id": message_id})


def begun(store):
    tracker = finish(store.get_or_create_tracker("thread", append_action_listen=False))
    for event in (SessionStarted(), ActionExecuted("action_listen"), user("hej", "m1"), BotUttered("Hej!")):
        tracker.update(event, DOMAIN)
    finish(store.save(tracker))
    return tracker


def test_what_was_said_comes_back_in_order(store, conversations):
    begun(store)
    assert [(message.sender, message.text) for message in conversations.messages("thread")] == [
        ("customer", "hej"),
        ("bot", "Hej!"),
    ]


def test_saving_again_appends_only_what_is_new(store, conversations):
    tracker = begun(store)
    tracker.update(user("tack", "m2"), DOMAIN)
    finish(store.save(tracker))
    finish(store.save(tracker))
    assert [message.text for message in conversations.messages("thread")] == ["hej", "Hej!", "tack"]


def test_a_restored_conversation_goes_on_where_it_was(store, conversations):
    begun(store)
    tracker = finish(store.retrieve("thread"))
    tracker.update(SlotSet("language", "sv"), DOMAIN)
    tracker.update(BotUttered("Något mer?"), DOMAIN)
    finish(store.save(tracker))
    assert [message.text for message in conversations.messages("thread")] == ["hej", "Hej!", "Något mer?"]
    assert finish(store.retrieve("thread")).get_slot("language") == "sv"
    assert conversations.language("thread") == "sv"


def test_a_new_session_is_restored_without_the_old_one_which_stays_in_the_transcript(store, conversations):
    tracker = begun(store)
    tracker.update(SessionStarted(), DOMAIN)
    tracker.update(user("igen", "m2"), DOMAIN)
    finish(store.save(tracker))
    assert [
        event.text for event in finish(store.retrieve("thread")).events if isinstance(event, UserUttered)
    ] == ["igen"]
    assert len(finish(store.retrieve_full_tracker("thread")).events) == 6
    assert len(conversations.messages("thread")) == 3


def test_a_second_writer_of_the_same_thread_is_refused(store):
    begun(store)
    one, other = finish(store.retrieve("thread")), finish(store.retrieve("thread"))
    one.update(BotUttered("ett"), DOMAIN)
    other.update(BotUttered("två"), DOMAIN)
    finish(store.save(one))
    with pytest.raises(Conflict):
        finish(store.save(other))


def test_the_same_message_is_never_stored_twice(store):
    begun(store)
    tracker = finish(store.retrieve("thread"))
    tracker.update(user("hej", "m1"), DOMAIN)
    with pytest.raises(Conflict):
        finish(store.save(tracker))


def test_a_turn_that_fails_leaves_nothing(store, database, conversations):
    def turn():
        with database.transaction():
            begun(store)
            raise RuntimeError("the action failed")

    with pytest.raises(RuntimeError):
        turn()
    assert conversations.messages("thread") == []


def test_a_browser_gets_what_it_missed_and_no_more(store, conversations):
    begun(store)
    first = conversations.messages("thread")[0]
    assert [message.text for message in conversations.messages("thread", after=first.position)] == ["Hej!"]
    assert conversations.position_of("thread", "m1") == first.position
    assert conversations.position_of("thread", "never sent") is None
