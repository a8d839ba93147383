"""Every reply is checked against the texts there are: a wrong one, one too many and one too few are found."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from bench import conversations
from bench.arena import Cores
from bench.paths import BENCH, ROOT
from bench.servers import Server, free_port, listens


@pytest.fixture
def talking(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH / "load"))
    import talking

    return talking


@pytest.fixture(scope="module")
def script():
    return conversations.script(conversations.read())


def test_what_is_filled_in_may_be_anything_and_the_rest_may_not():
    pattern = conversations.pattern("Hi {name}! Your {Product} arrived {day}.")
    assert re.fullmatch(pattern, "Hi Emma! Your Aurora coffee machine arrived on Sunday.")
    assert not re.fullmatch(pattern, "Hi Emma! Your Aurora coffee machine left on Sunday.")
    assert not re.fullmatch(pattern, "Hi Emma! Your {product arrived")


def test_a_text_that_no_longer_exists_stops_the_benchmark():
    with pytest.raises(Exception, match="utter_gone"):
        conversations.script(
            {
                "conversations": [{"language": "sv", "steps": [{"says": "x", "hears": ["utter_gone"]}]}],
                "long": {},
            }
        )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_language_leads_to_cases_by_a_complaint_and_by_a_low_score(language):
    talks = [talk for talk in conversations.read()["conversations"] if talk["language"] == language]
    heard = [[key for step in talk["steps"] for key in step["hears"]] for talk in talks]
    assert all({"utter_case_opened", "utter_case_added"} & set(keys) for keys in heard)
    assert any("utter_low_score_case" in keys for keys in heard)


@pytest.mark.parametrize("heard", [[], ["Ingen orsak"], ["Ingen orsak!", "Ingen orsak!"], ["Hej då!"]])
def test_wrong_replies_are_found(talking, heard):
    step = {"says": "tack", "expected": [conversations.pattern("Ingen orsak!")]}
    talking.check(step, ["Ingen orsak!"])
    with pytest.raises(talking.Wrong):
        talking.check(step, heard)


def test_customers_of_a_language_have_its_conversations_in_turn(talking, script):
    firsts = [
        talking.steps_of(script, {"language": "sv", "number": number})[1]["says"] for number in (2, 4, 6, 8)
    ]
    assert firsts[:2] == firsts[2:]
    assert firsts[0] != firsts[1]


def test_the_load_generators_client_hears_all_that_a_server_says(tmp_path):
    """The client and the ceiling's server, as the benchmark runs them."""
    port = free_port()
    server = Server("echo", [sys.executable, "-m", "bench.echo", str(port)], ROOT, tmp_path / "echo.log")
    server.start(Cores.here().every)
    try:
        server.wait_until(lambda: listens(port), 60)
        program = (
            "from clients import Place, WebsiteClient\n"
            f"url = 'http://127.0.0.1:{port}'\n"
            "client = WebsiteClient(Place(url, url, '', url), {'number': 1, 'token': ''})\n"
            "print(client.say('hej', 1), client.say('hej då', 1))\n"
            "client.close()\n"
        )
        said = subprocess.run(
            [sys.executable, "-c", program],
            cwd=BENCH / "load",
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert said.stdout.strip() == "['hej'] ['hej då']"
    finally:
        server.stop()
