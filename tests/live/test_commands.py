"""What an operator and an integrator do in the terminal, against the running product."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.channels.tokens import read
from tests.live.conftest import due_for_checkin
from tests.support.stack import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("commands")]


@pytest.fixture
def eftersnack(shared):
    def run(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments],
            cwd=ROOT,
            env={**os.environ, **shared.stack.environment, "COLUMNS": "200"},
            input=said,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def test_checkins_now_sends_what_is_due_and_only_once(shared, eftersnack):
    customer = due_for_checkin(shared)
    assert customer.name in eftersnack("checkins").stdout
    assert "Sent 2" in eftersnack("checkins", "--now").stdout
    assert "Sent 0" in eftersnack("checkins", "--now").stdout
    chat = shared.chat(customer).connect()
    assert sum("Är allt som det ska?" in text for text in chat.texts()) == 1
    chat.close()


def test_one_can_talk_as_a_customer_in_the_terminal(shared, eftersnack):
    result = eftersnack("chat", "anna.lindqvist@example.com", said="vad heter du?\n")
    assert "digital assistent" in result.stdout, result.stdout + result.stderr
    assert result.returncode == 0


def test_a_stranger_to_the_records_is_named(eftersnack):
    for command in ("chat", "token"):
        result = eftersnack(command, "nobody@example.com")
        assert result.returncode == 1
        assert "nobody@example.com" in result.stderr
        assert "Traceback" not in result.stderr


def test_a_printed_token_lets_the_customer_in(shared, eftersnack):
    token = eftersnack("token", "anna.lindqvist@example.com").stdout.strip()
    identity = read(shared.app.settings.identity_key, token, shared.app.now())
    customer = shared.app.records.customer_by_email("anna.lindqvist@example.com")
    assert identity.subject == customer.uid


def test_a_managers_password_opens_the_desk(shared, eftersnack):
    manager = shared.app.records.managers()[0]
    assert manager.name in eftersnack("managers", "list").stdout
    assert eftersnack("managers", "password", manager.email, "--new", "short").returncode == 1
    assert eftersnack("managers", "password", manager.email, "--new", "long enough to be one").returncode == 0
    assert shared.app.records.check_password(manager.email, "long enough to be one") is not None
