"""``kill -9`` of any process at any step: nothing answered is lost, and nothing is made twice."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from datetime import timedelta

import httpx
import pytest
import socketio
from sqlalchemy import select

from bot import heartbeat
from bot.cases.models import Case, Notification
from bot.dialogue.models import ConversationEvent
from bot.outreach.models import Touchpoint
from bot.surveys.models import SurveyAnswer, SurveyResponse
from tests.live.conftest import due_for_checkin

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

STEPS = ["ja, allt är bra", "3", "den läcker vatten överallt", "2"]
GONE = (socketio.exceptions.SocketIOError, socketio.exceptions.ConnectionError, TimeoutError)
# A turn takes some tens of milliseconds: these fall before it, into its parts, and after it was stored.
MOMENTS = (0.0, 0.01, 0.03, 0.08)


def again(running, customer, old):
    """Connect anew with what the browser still knows."""
    chat = running.chat(customer)
    chat.seen, chat.session_id = dict(old.seen), old.session_id
    return chat.connect()


def say_and_kill(running, customer, chat, words, message_id, moment):
    """Send a message, kill the dialogue process ``moment`` seconds later, and send until there is a receipt."""
    sent = threading.Event()

    def send():
        sent.set()
        with contextlib.suppress(GONE):
            chat.say(words, message_id, timeout=5)

    sender = threading.Thread(target=send)
    sender.start()
    sent.wait()
    time.sleep(moment)
    running.stack.kill("dialogue")
    sender.join()
    running.stack.start("dialogue")
    chat = again(running, customer, chat)
    assert chat.say(words, message_id)["status"] == "ok"
    return chat


def rows(running, table):
    with running.app.database.reading() as session:
        return list(session.scalars(select(table)))


def greeted(running, anna):
    running.stack.start("worker")
    chat = running.chat(anna).connect()
    chat.wait_for("Är allt som det ska?", seconds=60)
    return chat


def test_a_conversation_survives_its_process_killed_in_every_turn(running_on_either, anna_on_either):
    running, anna = running_on_either, anna_on_either
    chat = greeted(running, anna)
    moments = random.Random(3).sample(MOMENTS, len(STEPS))
    for number, (words, moment) in enumerate(zip(STEPS, moments, strict=True)):
        chat = say_and_kill(running, anna, chat, words, f"step-{number}", moment)
    everything_is_there_once(running, anna)
    chat.close()


def everything_is_there_once(running, anna):
    events = rows(running, ConversationEvent)
    assert [event.text for event in events if event.kind == "user" and event.message_id] == STEPS
    responses = [response for response in rows(running, SurveyResponse) if response.customer_id == anna.id]
    assert len(responses) == 1
    answers = [answer for answer in rows(running, SurveyAnswer) if answer.response_id == responses[0].id]
    assert [answer.number or answer.text for answer in answers] == [3, "den läcker vatten överallt", 2]
    cases = [case for case in rows(running, Case) if case.customer_id == anna.id]
    assert len(cases) == 1
    assert cases[0].words.count("den läcker vatten överallt") == 1
    notified = [(row.event_id, row.target) for row in rows(running, Notification)]
    assert notified
    assert len(notified) == len(set(notified))
    greetings = [event for event in events if event.kind == "bot" and "Är allt som det ska?" in event.text]
    assert len(greetings) == 1


def test_a_worker_killed_while_sending_checkins_sends_each_once(running, anna):
    chance = random.Random(7)
    for _ in range(3):
        running.stack.start("worker")
        time.sleep(chance.uniform(0.05, 1.0))
        running.stack.kill("worker")
        (running.stack.folder / heartbeat.FILE).unlink(missing_ok=True)
    # What a killed worker had claimed is taken over once its claim is old.
    with running.app.database.transaction() as session:
        for touchpoint in session.scalars(select(Touchpoint).where(Touchpoint.state == "claimed")):
            touchpoint.claimed_at = touchpoint.created_at - timedelta(hours=1)
    chat = greeted(running, anna)
    assert sum("Är allt som det ska?" in text for text in chat.texts()) == 1
    chat.close()


def test_a_desk_killed_while_managers_read_it_loses_nothing(running, anna):
    running.stack.start("web")
    chat = running.chat(anna).connect()
    chat.say("jag vill prata med en människa")
    before = [(case.id, case.words) for case in rows(running, Case)]
    running.stack.kill("web")
    assert chat.say("hej")["status"] == "ok", "the conversation goes on without the desk"
    running.stack.start("web")
    assert httpx.get(f"{running.stack.web_url}/desk", follow_redirects=True).status_code == httpx.codes.OK
    assert [(case.id, case.words) for case in rows(running, Case)] == before
    chat.close()


@pytest.fixture
def anna_on_either(running_on_either):
    return due_for_checkin(running_on_either)
