"""Actions in a process of their own: slower, and the same to a customer."""

from __future__ import annotations

import httpx
import pytest

from tests.live.conftest import due_for_checkin, running_stack
from tests.support.stack import free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def apart(tmp_path):
    url = f"http://127.0.0.1:{free_port()}/webhook"
    yield from running_stack(tmp_path, "", EFTERSNACK_ACTIONS_URL=url)


def test_a_customer_is_answered_and_a_case_is_opened(apart):
    anna = due_for_checkin(apart)
    apart.stack.start("actions")
    chat = apart.chat(anna).connect()
    assert chat.say("var är min beställning?")["status"] == "ok"
    chat.wait_for("levererades")
    assert chat.say("jag vill prata med en människa")["status"] == "ok"
    chat.wait_for("hör av sig")
    assert apart.app.cases.open_case_of(f"website-{anna.uid}").reason == "asked_for_human"
    chat.close()


def test_while_the_actions_are_away_a_message_is_kept_for_a_person(apart):
    anna = due_for_checkin(apart)
    chat = apart.chat(anna).connect()
    assert chat.say("var är min beställning?")["status"] == "ok"
    chat.wait_for("fel hos mig")
    assert apart.app.cases.open_case_of(f"website-{anna.uid}").reason == "bot_failed"
    chat.close()


def test_nobody_else_runs_our_actions(apart):
    apart.stack.start("actions")
    url = apart.app.settings.actions_url
    for headers in ({}, {"Authorization": "Bearer none"}):
        answer = httpx.post(url, json={"next_action": "action_greet", "tracker": {}}, headers=headers)
        assert answer.status_code == 401
