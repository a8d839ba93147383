"""Hostile input gets a polite reply or a refusal, changes nothing, shows no innards, and hurts nobody else."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import socketio
from sqlalchemy import func, select

from bot.cases.models import Case
from bot.channels.tokens import issue
from bot.records.models import Customer
from bot.surveys.models import SurveyResponse
from tests.support.browser_client import ChatClient

NAUGHTY = Path(__file__).resolve().parents[3] / "shared" / "eval" / "naughty_strings.json"
INNARDS = ("Traceback", "sqlalchemy", "File \"", "Exception", "rasa.")


def counts(running):
    with running.app.database.reading() as session:
        return [
            session.scalar(select(func.count()).select_from(table)) for table in (Customer, Case, SurveyResponse)
        ]


@pytest.mark.parametrize("typed", ["/restart", "/EXTERNAL_checkin{}", '/give_rating{"survey_value": "1"}', "/affirm", "button.WyJhIl0.x"])
def test_typed_commands_change_nothing(running, anna, typed):
    before = counts(running)
    chat = running.chat(anna).connect()
    receipt = chat.say(typed)
    assert receipt["status"] in ("ok", "refused")
    assert counts(running) == before
    chat.close()


@pytest.mark.parametrize("forged", ["not.a.token", "", "e30.e30.e30"])
def test_a_forged_token_is_refused(running, forged):
    chat = ChatClient(running.stack.dialogue_url, forged or "x", origin=running.app.settings.origins[0])
    with pytest.raises(socketio.exceptions.ConnectionError):
        chat.connect()


def test_an_expired_token_is_refused(running, anna):
    past = running.app.now() - timedelta(hours=2)
    expired = issue(running.app.settings.identity_key, anna.uid, 1, past)
    with pytest.raises(socketio.exceptions.ConnectionError):
        ChatClient(running.stack.dialogue_url, expired, origin=running.app.settings.origins[0]).connect()


def test_another_customers_session_id_opens_nothing(running, anna):
    theirs = running.chat(anna).connect()
    theirs.say("hej, det är Anna")
    stranger = running.chat(None)
    stranger.session_id = theirs.session_id
    stranger.connect()
    assert stranger.texts() == []
    assert stranger.session_id != theirs.session_id
    theirs.close()
    stranger.close()


def test_a_page_of_another_origin_is_refused(running):
    with pytest.raises(socketio.exceptions.ConnectionError):
        ChatClient(running.stack.dialogue_url, origin="https://evil.example").connect()


def test_a_message_of_a_megabyte_is_refused_and_others_are_served(running, anna):
    attacker = running.chat(None).connect()
    try:
        attacker.say("a" * 1_000_000, timeout=5)
    except (socketio.exceptions.SocketIOError, TimeoutError):
        pass
    chat = running.chat(anna).connect()
    assert chat.say("hej")["status"] == "ok"
    chat.close()


def test_a_flood_is_slowed_down_and_others_are_served(running, anna):
    attacker = running.chat(None).connect()
    receipts: list[dict] = []
    for number in range(1000):
        data = {"message": f"nummer {number}", "session_id": attacker.session_id}
        attacker.client.emit("user_uttered", data, callback=receipts.append)
    chat = running.chat(anna).connect()
    assert chat.say("hej", timeout=30)["status"] == "ok"
    chat.wait_for("Anna", seconds=30) if anna.first_name == "Anna" else None
    for _ in range(300):
        if len(receipts) == 1000:
            break
        attacker.client.sleep(0.1)
    refused = [receipt for receipt in receipts if receipt["status"] == "refused"]
    assert len(receipts) == 1000
    assert len(refused) > 900
    assert all(receipt["text"] for receipt in refused)
    attacker.close()
    chat.close()


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the public list of naughty strings is not beside this checkout")
def test_naughty_strings_get_a_polite_answer(tmp_path):
    """Run in one process with the limits lifted: what counts here is what the dialogue makes of them."""
    from tests.live.conftest import Running
    from tests.support.stack import Stack

    stack = Stack(
        tmp_path,
        EFTERSNACK_MESSAGES_A_MINUTE="100000",
        EFTERSNACK_MESSAGES_BURST="100000",
        EFTERSNACK_ADDRESS_MESSAGES_A_MINUTE="100000",
    )
    stack.start("dialogue")
    running = Running(stack)
    chat = running.chat(None).connect()
    try:
        for naughty in json.loads(NAUGHTY.read_text(encoding="utf-8")):
            receipt = chat.say(naughty)
            assert receipt["status"] in ("ok", "refused"), naughty
        said = [message["text"] for message in chat.seen.values() if message["sender"] == "bot"]
        assert said
        assert not [text for text in said if any(word in text for word in INNARDS)]
        assert "Traceback" not in stack.log("dialogue")
    finally:
        chat.close()
        stack.stop()


def test_no_personal_data_in_the_logs(running, anna):
    chat = running.chat(anna).connect()
    chat.say("min hemliga adress är Hemlighetsgatan 7")
    chat.close()
    assert "Hemlighetsgatan" not in running.stack.log("dialogue")
    assert anna.email not in running.stack.log("dialogue")
