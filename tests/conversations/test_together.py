"""Messages of many customers at once: each is answered, in order, and one that fails takes none with it."""

from __future__ import annotations

import asyncio

import pytest

from bot.dialogue.turns import Incoming


def at_once(people, rounds=1):
    """Everybody writes ``rounds`` messages without waiting; returns each one's turns."""
    stage = people[0].stage

    async def all_write():
        return await asyncio.gather(*(stage.dialogue.receive(message) for message in messages))

    messages = [
        Incoming(one.conversation_id, f"hej {number}", f"r{number}", "website", one.customer.id)
        for number in range(rounds)
        for one in people
    ]
    return list(zip(messages, stage.run(all_write()), strict=True))


def test_everybody_is_answered_in_their_own_order(person):
    people = [person("sv") for _ in range(20)]
    for message, turn in at_once(people, rounds=3):
        assert turn.own is not None
        assert turn.own.text == message.text
        assert turn.messages
    for one in people:
        said = [
            m.text
            for m in one.stage.app.conversations.messages(one.conversation_id)
            if m.sender == "customer"
        ]
        assert said == ["hej 0", "hej 1", "hej 2"]


def test_one_message_that_fails_takes_no_other_with_it(person, monkeypatch):
    people = [person("sv") for _ in range(8)]
    unlucky = people[3]
    from actions.smalltalk import ActionGreet

    greet = ActionGreet.act

    def fails(self, turn):
        if turn.conversation_id == unlucky.conversation_id:
            raise RuntimeError("out of order")
        return greet(self, turn)

    monkeypatch.setattr(ActionGreet, "act", fails)
    for message, turn in at_once(people):
        assert turn.own is not None
        if message.conversation_id == unlucky.conversation_id:
            assert "fel" in turn.messages[0].text
        else:
            assert "Hej" in turn.messages[0].text
    case = unlucky.stage.app.cases.open_case_of(unlucky.conversation_id)
    assert case is not None
    assert case.reason == "bot_failed"


@pytest.mark.parametrize("again", [2, 3])
def test_a_message_sent_twice_at_once_is_answered_once(person, again):
    anna = person("sv")
    stage = anna.stage

    async def twice():
        message = Incoming(anna.conversation_id, "hej", "same", "website", anna.customer.id)
        return await asyncio.gather(*(stage.dialogue.receive(message) for _ in range(again)))

    turns = stage.run(twice())
    assert [turn.repeated for turn in turns] == [False] + [True] * (again - 1)
    assert len(stage.app.conversations.messages(anna.conversation_id)) == 2
