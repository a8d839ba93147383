"""Messages that wait are taken in the order they came, and never two of one conversation at once."""

from __future__ import annotations

from bot.dialogue.turns import Incoming
from bot.dialogue.waiting import Waiting


def taken(waiting: Waiting, most: int = 8) -> list[str]:
    return [incoming.message_id for incoming, _ in waiting.take(most)]


def waiting(*messages: str) -> Waiting:
    """Messages such as "anna-1"."""
    queue = Waiting()
    for name in messages:
        queue.add(Incoming(name.partition("-")[0], "hej", name, "website"))
    return queue


def test_the_oldest_come_first_and_no_more_than_asked_for() -> None:
    queue = waiting("anna-1", "bo-1", "cia-1")
    assert taken(queue, most=2) == ["anna-1", "bo-1"]
    assert taken(queue) == ["cia-1"]
    assert taken(queue) == []


def test_a_conversations_second_message_waits_for_its_first() -> None:
    queue = waiting("anna-1", "anna-2", "bo-1", "anna-3")
    assert taken(queue) == ["anna-1", "bo-1"]
    assert taken(queue) == ["anna-2"]
    assert taken(queue) == ["anna-3"]
