"""The Rasa component: which now it takes, and what it puts on the message."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.entities.times import TimeExtractor, customers_now

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def extractor() -> TimeExtractor:
    return TimeExtractor(TimeExtractor.get_default_config())


def entities(text: str, **properties: object) -> list[dict]:
    message = Message({"text": text, **properties})
    extractor().process([message])
    return message.get("entities", [])


def test_an_entity_holds_the_words_and_the_resolved_stretch():
    (entity,) = entities(
        "Ring mig på fredag kl 15", language="sv", metadata={"now": "2025-03-12T14:30:00+01:00"}
    )
    assert (entity["entity"], entity["text"], entity["extractor"]) == (
        "time",
        "på fredag kl 15",
        "TimeExtractor",
    )
    assert entity["value"] == {
        "kind": "datetime",
        "grain": "hour",
        "from": "2025-03-14T15:00:00+01:00",
        "to": "2025-03-14T16:00:00+01:00",
    }
    assert json.loads(json.dumps(entity)) == entity


def test_a_duration_tells_its_seconds():
    (entity,) = entities("det tog två timmar", language="sv")
    assert entity["value"] == {"kind": "duration", "grain": "hour", "duration_seconds": 7200.0}


def test_what_others_found_stays():
    message = Message({"text": "imorgon", "entities": [{"entity": "email"}]})
    extractor().process([message])
    assert [one["entity"] for one in message.get("entities")] == ["email", "time"]


@pytest.mark.parametrize("text", ["/ask_time{}", "", "   "])
def test_clicks_and_silence_are_left_alone(text):
    assert entities(text) == []


def test_messages_from_triggers_are_left_alone():
    assert entities("imorgon", metadata={"is_external": True}) == []


def test_the_customers_zone_decides_which_day_it_is():
    late = {"now": "2025-03-12T23:30:00+00:00"}
    in_tokyo = customers_now(late | {"time_zone": "Asia/Tokyo"}, "Europe/Stockholm")
    assert (in_tokyo.day, in_tokyo.tzinfo) == (13, ZoneInfo("Asia/Tokyo"))
    assert customers_now(late | {"time_zone": "America/New_York"}, "Europe/Stockholm").day == 12


def test_a_now_without_a_zone_is_the_customers_own():
    assert customers_now({"now": "2025-03-12T14:30:00"}, "Europe/Stockholm") == datetime(
        2025, 3, 12, 14, 30, tzinfo=STOCKHOLM
    )


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        "x",
        {},
        {"now": "soon"},
        {"now": 5},
        {"time_zone": "Nowhere/Land"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": 5},
        {"time_zone": ""},
    ],
)
def test_without_a_sensible_now_it_is_the_clocks(metadata):
    now = customers_now(metadata, "Europe/Stockholm")
    assert now.tzinfo == STOCKHOLM
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)
