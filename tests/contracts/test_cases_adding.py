"""More trouble about one thing goes to the case there is, and presses more when it comes again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.cases.models import Notification
from bot.storage.engine import Database
from tests.support.case_world import World, local


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World.of(database, tmp_path)


def test_more_trouble_in_a_conversation_goes_to_the_case_that_is_open(world: World) -> None:
    first = world.raise_or_add("m1", words="Den läcker", customer_id=world.carl)
    second = world.raise_or_add(
        "m2", words="Jag vill prata med någon", reason="asked_for_human", order_id=world.carls
    )
    assert second.case.id == first.case.id
    assert not second.created
    assert second.case.words == "Den läcker\nJag vill prata med någon"
    assert second.case.order_number == "1002"
    assert [event.kind for event in second.case.events] == ["opened", "words_added"]


def test_trouble_with_another_order_is_another_case(world: World) -> None:
    first = world.raise_or_add("m1", order_id=world.carls)
    assert world.raise_or_add("m2", order_id=world.carls_other).created
    again = world.raise_or_add("m3", order_id=world.carls)
    assert again.case.id == first.case.id


def test_the_same_message_is_added_once(world: World) -> None:
    world.raise_or_add("m1", words="Den läcker")
    for _ in range(2):
        added = world.raise_or_add("m2", words="Fortfarande")
    assert added.case.words == "Den läcker\nFortfarande"
    for _ in range(2):
        case = world.cases.add_words(added.case.id, "Hallå?", origin="message:c1:m3")
    assert case.words.endswith("Fortfarande\nHallå?")


def test_trouble_that_presses_more_brings_the_promise_forward_and_tells_the_manager(world: World) -> None:
    first = world.raise_or_add("m1")
    owed = world.count(Notification)
    second = world.raise_or_add("m2", priority="urgent", words="Den brinner")
    assert second.case.priority == "urgent"
    assert second.case.due_at == local("2026-03-02T12:00") < first.case.due_at
    assert second.case.events[-1].kind == "raised"
    assert world.count(Notification) == owed + 2


def test_the_case_that_a_low_score_led_to_is_found_by_it(world: World) -> None:
    case = world.raise_or_add("response:r1", reason="low_score").case
    world.raise_or_add("m2", words="Den läcker")
    found = world.cases.case_of("m2")
    assert found == world.cases.case_of("response:r1")
    assert found is not None
    assert found.id == case.id
    assert world.cases.case_of("response:r2") is None


def test_the_third_contact_about_one_thing_presses_and_the_manager_is_told_why(world: World) -> None:
    first = world.raise_or_add("m1", words="Den läcker")
    second = world.raise_or_add("m2", words="Den läcker fortfarande")
    assert (second.case.priority, second.case.events[-1].kind) == ("normal", "words_added")
    owed = world.count(Notification)
    third = world.raise_or_add("m3", words="Nu hör jag av mig för tredje gången").case
    assert (third.id, third.priority, third.reason) == (first.case.id, "high", "damaged")
    assert third.due_at < first.case.due_at
    assert third.summary.startswith("Något är skadat, hör av sig om samma sak igen. ")
    event = third.events[-1]
    assert (event.kind, event.details) == ("raised", {"reason": "repeated_contact", "contacts": 3})
    assert world.count(Notification) == owed + 2
    fourth = world.raise_or_add("m4", words="Hallå?").case
    assert fourth.events[-1].kind == "words_added"


def test_a_case_without_a_better_reason_is_about_the_repeated_contact(world: World) -> None:
    for origin in ("m1", "m2", "m3"):
        case = world.raise_or_add(origin, reason="asked_for_human").case
    assert case.reason == "repeated_contact"
    assert case.summary.startswith("Hör av sig om samma sak igen. ")
    assert world.cases.reassign(case.id, world.bob, actor="system").summary.startswith("In touch again")


def test_a_manager_is_told_of_the_third_contact_although_the_case_was_pressing_already(world: World) -> None:
    for origin in ("m1", "m2", "m3"):
        case = world.raise_or_add(origin, priority="urgent").case
    assert (case.priority, case.events[-1].kind) == ("urgent", "raised")


def test_what_a_customer_adds_to_their_trouble_is_no_new_contact(world: World) -> None:
    case = world.raise_or_add("response:r1", reason="low_score").case
    for number in range(4):
        world.cases.add_words(case.id, "Den läcker", origin=f"comment:{number}")
    assert world.raise_or_add("m2").case.priority == "normal"


def test_earlier_cases_about_the_same_order_count(world: World) -> None:
    """Two cases were solved, and the customer comes with the same order again, in another conversation."""
    for visit in ("a", "b"):
        earlier = world.raise_or_add(visit, **world.about(world.carls, conversation_id=visit)).case
        assert earlier.priority == "normal"
        world.cases.resolve(earlier.id, actor="manager:eva")
    third = world.raise_or_add("c", **world.about(world.carls, conversation_id="c"))
    assert third.created
    assert (third.case.reason, third.case.priority) == ("damaged", "high")
    assert third.case.events[0].details["contacts"] == 3
    assert "hör av sig om samma sak igen" in third.case.summary


def test_another_order_or_another_month_is_another_thing(world: World) -> None:
    for visit in ("a", "b"):
        world.raise_or_add(visit, **world.about(world.carls, conversation_id=visit))
    other = world.raise_or_add("c", **world.about(world.carls_other, conversation_id="c")).case
    assert other.priority == "normal"
    world.now.moment += timedelta(days=31)
    later = world.raise_or_add("d", **world.about(world.carls, conversation_id="d")).case
    assert later.priority == "normal"


def test_the_same_message_is_not_counted_twice(world: World) -> None:
    for origin in ("m1", "m2", "m2", "m1"):
        case = world.raise_or_add(origin).case
    assert case.priority == "normal"
