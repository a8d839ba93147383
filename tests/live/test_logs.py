"""Logs of a whole run: every line can be read by a machine, names its conversation, and tells nothing of people."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import socketio
from sqlalchemy import text

from bot.channels.tokens import issue
from bot.channels.visitors import conversation_of
from bot.records.cards import CustomerCard
from tests.live.conftest import Running, due_for_checkin, running_stack
from tests.support.browser_client import ChatClient

pytestmark = [pytest.mark.slow, pytest.mark.model, pytest.mark.timeout(400)]

PERSONAL = (
    "Hemlighetsgatan",
    "kalle.anka@example.org",
    "070-765 43 21",
    "0707654321",
    "19640823",
    "Ankeborg",
    "sprucken kittel",
    "Svartkrut",
)
SAID = (
    "min adress är Hemlighetsgatan 7, 123 45 Ankeborg",
    "min nya mejl är kalle.anka@example.org",
    "ring mig på 070-765 43 21, jag heter Kalle Anka, 19640823-2322",
    "det är en sprucken kittel och jag är rasande",
    '/EXTERNAL_checkin{"touchpoint": "Svartkrut"}',
    "jag vill prata med en människa",
    "ta bort allt ni vet om mig",
    "%s %(Svartkrut)d {Svartkrut}\nSvartkrut ERROR",
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    limits = {f"EFTERSNACK_MESSAGES_{limit}": "100" for limit in ("BURST", "A_MINUTE")}
    yield from running_stack(tmp_path, EFTERSNACK_LOG_FORMAT="json", **limits)


def lines(log: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.splitlines()]


def test_no_log_tells_what_people_said_or_who_they_are(running: Running) -> None:
    anna = due_for_checkin(running)
    running.stack.start("web", "worker")
    chat = running.chat(anna).connect()
    for words in SAID:
        assert chat.say(words)["status"] == "ok"
    refuse_in_every_way(running, chat)
    break_a_turn(running, chat, anna)
    chat.close()
    logs = {name: running.stack.log(name) for name in ("dialogue", "web", "worker")}
    for name, log in logs.items():
        for personal in (*PERSONAL, str(anna.email), anna.name, "Lindqvist", str(anna.phone), "127.0.0.1"):
            assert personal not in log, name
        for line in lines(log):
            assert {"time", "level", "logger", "event", "process"} <= set(line), line
            assert line["process"] == name
    failed = [line for line in lines(logs["dialogue"]) if line["level"] == "ERROR"]
    assert failed, "the broken turn is told"
    assert {line.get("conversation") for line in failed} == {conversation_of(anna.uid)}
    assert any("error" in line and line["trace"] for line in failed), "with where it happened"


def refuse_in_every_way(running: Running, chat: ChatClient) -> None:
    chat.say("Hemlighetsgatan " * 200)
    chat.say("button.Svartkrut.kalle.anka@example.org")
    chat.client.emit("user_uttered", "Hemlighetsgatan")
    chat.client.emit("session_request", {"session_id": ["Svartkrut"]})
    for token in (
        "Svartkrut",
        issue("another secret of thirty-two bytes", "kalle.anka@example.org", 1, running.app.now()),
    ):
        with contextlib.suppress(socketio.exceptions.SocketIOError):
            ChatClient(running.stack.dialogue_url, token, origin=running.app.settings.origins[0]).connect()


def break_a_turn(running: Running, chat: ChatClient, customer: CustomerCard) -> None:
    """Let a turn fail with an error whose text repeats what stands on the customer's record."""
    with running.app.database.transaction() as session:
        broken = "UPDATE customers SET time_zone = 'Hemlighetsgatan/7' WHERE id = :id"
        session.execute(text(broken), {"id": customer.id})
    assert chat.say("jag vill prata med en människa igen")["reason"] == "away"
