"""Hostile input gets a polite reply or a refusal, changes nothing, shows no innards, and hurts nobody else."""

from __future__ import annotations

import contextlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
import socketio
from sqlalchemy import func, select

from bot.cases.models import Case
from bot.channels.tokens import issue
from bot.dialogue.models import ConversationEvent
from bot.records.models import Customer
from bot.surveys.models import SurveyResponse
from tests.support.browser_client import ChatClient

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.xdist_group("hostile")]

NAUGHTY = Path(__file__).resolve().parents[3] / "shared" / "eval" / "naughty_strings.json"
INNARDS = ("Traceback", "sqlalchemy", 'File "', "Exception", "rasa.")


@pytest.fixture
def anna(shared):
    return shared.app.records.customer_by_email("anna.lindqvist@example.com")


def counts(shared):
    with shared.app.database.reading() as session:
        return [
            session.scalar(select(func.count()).select_from(table))
            for table in (Customer, Case, SurveyResponse)
        ]


TYPED = [
    "/restart",
    "/session_start",
    "/EXTERNAL_checkin{}",
    "/\u00a0/EXTERNAL_checkin",
    "/\u3000/restart",
    "\u2028/\u2028/affirm",
    '/give_rating{"survey_value": "1"}',
    "button.WyJhIl0.x",
]


@pytest.mark.parametrize("typed", TYPED, ids=ascii)
def test_typed_commands_change_nothing(shared, typed):
    before = counts(shared)
    chat = shared.chat(None).connect()
    receipt = chat.say(typed)
    assert receipt["status"] in ("ok", "refused")
    assert counts(shared) == before
    assert not commanded(shared)
    chat.close()


def commanded(shared):
    """What was typed and taken for a command: Rasa gives those full confidence without any parsing."""
    with shared.app.database.reading() as session:
        said = session.scalars(select(ConversationEvent).where(ConversationEvent.message_id.is_not(None)))
        parsed = [event.data["parse_data"] for event in said]
    return [each for each in parsed if each["intent"]["confidence"] == 1.0 and not each.get("button")]


def test_a_typed_yes_changes_no_record(shared, anna):
    chat = shared.chat(anna).connect()
    chat.say("byt min e-post till annan@example.com")
    chat.wait_for("annan@example.com. Stämmer det?")
    for typed in ("/\u00a0/session_start", "/\u3000/restart"):
        chat.say(typed)
    chat.say("nej")
    assert shared.app.records.customer(anna.id).email == anna.email
    chat.close()


@pytest.mark.parametrize("forged", ["not.a.token", "", "e30.e30.e30", "\ud800"], ids=ascii)
def test_a_forged_token_is_refused(shared, forged):
    chat = ChatClient(shared.stack.dialogue_url, forged, origin=shared.app.settings.origins[0])
    with pytest.raises(socketio.exceptions.ConnectionError):
        chat.connect()


def test_an_expired_token_is_refused(shared, anna):
    past = shared.app.now() - timedelta(hours=2)
    expired = issue(shared.app.settings.identity_key, anna.uid, 1, past)
    with pytest.raises(socketio.exceptions.ConnectionError):
        ChatClient(shared.stack.dialogue_url, expired, origin=shared.app.settings.origins[0]).connect()


def test_another_customers_session_id_opens_nothing(shared, anna):
    theirs = shared.chat(anna).connect()
    theirs.say("hej, det är Anna")
    stranger = shared.chat(None)
    stranger.session_id = theirs.session_id
    stranger.connect()
    assert stranger.texts() == []
    assert stranger.session_id != theirs.session_id
    theirs.close()
    stranger.close()


def test_a_page_of_another_origin_is_refused(shared):
    with pytest.raises(socketio.exceptions.ConnectionError):
        ChatClient(shared.stack.dialogue_url, origin="https://evil.example").connect()


def test_a_message_of_a_megabyte_is_refused_and_others_are_served(shared, anna):
    attacker = shared.chat(None).connect()
    with contextlib.suppress(socketio.exceptions.SocketIOError, TimeoutError):
        attacker.say("a" * 1_000_000, timeout=5)
    with shared.app.database.reading() as session:
        longest = session.scalar(select(func.max(func.length(ConversationEvent.text))))
    assert (longest or 0) < 100_000
    chat = shared.chat(anna).connect()
    assert chat.say("hej")["status"] == "ok"
    chat.close()


@pytest.mark.parametrize("message_id", ["nul\x00id", "a" * 65, "å", ""])
def test_a_message_id_that_cannot_be_kept_is_refused_not_tried_for_ever(shared, message_id):
    chat = shared.chat(None).connect()
    data = {"message": "hej", "session_id": chat.session_id, "message_id": message_id}
    receipt = chat.client.call("user_uttered", data, timeout=10)
    assert (receipt["status"], receipt["reason"]) == ("refused", "unreadable")
    assert "retry_after" not in receipt
    chat.close()


def test_a_flood_is_slowed_down_and_others_are_served(shared, anna):
    attacker = shared.chat(None).connect()
    receipts: list[dict] = []
    for number in range(1000):
        data = {"message": f"nummer {number}", "session_id": attacker.session_id}
        attacker.client.emit("user_uttered", data, callback=receipts.append)
    chat = shared.chat(anna).connect()
    assert chat.say("hej", timeout=30)["status"] == "ok"
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


@pytest.mark.skipif(
    not NAUGHTY.exists(), reason="shared/eval/naughty_strings.json is not beside this checkout"
)
def test_naughty_strings_get_a_polite_answer(shared):
    """Each comes from a visitor of its own, so that no rate limit spares the dialogue."""
    before = counts(shared)[0]
    for number, naughty in enumerate(json.loads(NAUGHTY.read_text(encoding="utf-8"))):
        if number % 8 == 0:
            chat = shared.chat(None).connect()
        receipt = chat.say(naughty)
        assert receipt["status"] in ("ok", "refused"), naughty
        if number % 8 == 7:
            said = [message["text"] for message in chat.seen.values() if message["sender"] == "bot"]
            assert not [text for text in said if any(word in text for word in INNARDS)]
            chat.close()
    assert counts(shared)[0] == before
    assert " ERROR " not in shared.stack.log("dialogue")


def test_no_personal_data_in_the_logs(shared, anna):
    chat = shared.chat(anna).connect()
    chat.say("min hemliga adress är Hemlighetsgatan 7")
    chat.close()
    assert "Hemlighetsgatan" not in shared.stack.log("dialogue")
    assert anna.email not in shared.stack.log("dialogue")
