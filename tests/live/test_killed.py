"""``kill -9`` of any process at any step: nothing answered is lost, and nothing is made twice."""

from __future__ import annotations

import random
import threading
import time

import pytest
import socketio
from sqlalchemy import select

from bot.cases.models import Case, Notification
from bot.dialogue.models import ConversationEvent
from bot.outreach.models import Touchpoint
from bot.surveys.models import SurveyAnswer, SurveyResponse

STEPS = ["ja, allt är bra", "3", "den läcker vatten överallt", "2"]
GONE = (socketio.exceptions.SocketIOError, socketio.exceptions.ConnectionError, TimeoutError)


def stubborn(running, customer, chat, words, message_id):
    """Do what the browser does: send until there is a receipt, connecting again in between."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if not chat.client.connected:
                chat = again(running, customer, chat)
            if chat.say(words, message_id, timeout=5)["status"] == "ok":
                return chat
        except GONE:
            time.sleep(0.2)
    raise AssertionError(f"{words!r} never got through")


def again(running, customer, old):
    chat = running.chat(customer)
    chat.seen, chat.session_id = dict(old.seen), old.session_id
    return chat.connect()


def rows(running, table):
    with running.app.database.reading() as session:
        return list(session.scalars(select(table)))


def killer(running, stop, seed):
    """Kill the dialogue process at random moments, and start it again as the supervisor does."""
    chance = random.Random(seed)
    while not stop.wait(chance.uniform(0.02, 1.5)):
        running.stack.kill("dialogue")
        running.stack.start("dialogue")


def greeted(running, anna):
    running.app.outreach.plan()
    running.stack.start("worker")
    chat = running.chat(anna).connect()
    chat.wait_for("Är allt som det ska?", seconds=40)
    return chat


@pytest.mark.parametrize("seed", [1, 2])
def test_a_conversation_survives_a_dialogue_process_killed_at_random(running, anna, seed):
    chat = greeted(running, anna)
    stop = threading.Event()
    thread = threading.Thread(target=killer, args=(running, stop, seed))
    thread.start()
    try:
        for number, words in enumerate(STEPS):
            chat = stubborn(running, anna, chat, words, f"step-{number}")
    finally:
        stop.set()
        thread.join()
    chat = again(running, anna, chat)
    _everything_is_there_once(running, anna)
    chat.close()


def _everything_is_there_once(running, anna):
    said = [
        event.text for event in rows(running, ConversationEvent) if event.kind == "user" and event.message_id
    ]
    assert said == STEPS
    responses = [response for response in rows(running, SurveyResponse) if response.customer_id == anna.id]
    assert len(responses) == 1
    answers = [answer for answer in rows(running, SurveyAnswer) if answer.response_id == responses[0].id]
    assert [answer.number or answer.text for answer in answers] == [3, "den läcker vatten överallt", 2]
    cases = [case for case in rows(running, Case) if case.customer_id == anna.id]
    assert len(cases) == 1
    assert cases[0].words.count("den läcker vatten överallt") == 1
    notified = [(row.event_id, row.target) for row in rows(running, Notification)]
    assert len(notified) == len(set(notified))


def test_a_worker_killed_while_sending_checkins_sends_each_once(running, anna):
    running.app.outreach.plan()
    chance = random.Random(7)
    for _ in range(4):
        running.stack.start("worker")
        time.sleep(chance.uniform(0.05, 1.5))
        running.stack.kill("worker")
        (running.stack.folder / "worker.heartbeat").unlink(missing_ok=True)
    # What a killed worker had claimed is taken over once its claim is old.
    with running.app.database.transaction() as session:
        for touchpoint in session.scalars(select(Touchpoint).where(Touchpoint.state == "claimed")):
            touchpoint.claimed_at = touchpoint.created_at
            session.flush()
    running.stack.start("worker")
    chat = running.chat(anna).connect()
    chat.wait_for("Är allt som det ska?", seconds=60)
    assert sum("Är allt som det ska?" in text for text in chat.texts()) == 1
    chat.close()


def test_a_reply_that_was_stored_but_not_received_comes_with_the_next_connection(running, anna):
    chat = running.chat(anna).connect()
    chat.say("hej", "first")
    chat.wait_for("hjälpa dig")
    running.stack.kill("dialogue")
    running.stack.start("dialogue")
    fresh = running.chat(anna).connect()
    assert "hej" in fresh.texts()
    assert any("hjälpa dig" in text for text in fresh.texts())
    fresh.close()
