"""Trouble becomes a case of a named manager, once, on every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cases.models import Case, CaseEvent, Notification
from bot.records.models import Manager
from bot.storage.engine import Database
from tests.support.case_world import World, local


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World.of(database, tmp_path)


def test_a_case_carries_reason_priority_language_summary_words_order_and_manager(world: World) -> None:
    opened = world.open(
        customer_id=world.anna, order_id=world.order, words=" Locket är sprucket ", language="sv"
    )
    case = opened.case
    assert opened.created
    assert (case.reason, case.priority, case.language, case.state) == ("damaged", "normal", "sv", "open")
    assert case.words == "Locket är sprucket"
    assert case.manager_name == "Bob Hill"
    assert case.summary == "Something is damaged. Anna Ek at Bryggeriet AB, order 1001 (Kaffekvarn)."
    assert case.order_number == "1001"
    assert [event.kind for event in case.events] == ["opened"]
    assert world.cases.link(case).endswith(f"/desk/cases/{case.uid}")


def test_the_customer_is_promised_a_name_and_a_time_within_that_managers_hours(world: World) -> None:
    promise = world.cases.promise(world.open(customer_id=world.anna).case)
    assert promise.manager_name == "Bob Hill"
    # Nine o'clock in London; eight working hours from there.
    assert promise.due_at == local("2026-03-02T17:00", "Europe/London")


def test_the_same_origin_opens_one_case(world: World) -> None:
    first, second = world.open(), world.open(words="something else")
    assert second.case.id == first.case.id
    assert not second.created
    assert (world.count(Case), world.count(CaseEvent), world.count(Notification)) == (1, 1, 2)


def test_the_same_origin_opens_one_case_also_from_many_processes_at_once(world: World) -> None:
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: world.open(), range(6)))
    assert [each.created for each in opened].count(True) == 1
    assert (world.count(Case), world.count(CaseEvent), world.count(Notification)) == (1, 1, 2)


def test_what_managers_are_told_is_owed_with_the_case_or_not_at_all(world: World) -> None:
    def broken_turn() -> None:
        with world.database.transaction():
            world.open()
            raise RuntimeError("the turn fails after the case")

    with pytest.raises(RuntimeError, match="the turn fails"):
        broken_turn()
    assert (world.count(Case), world.count(Notification), world.wakes) == (0, 0, 0)
    world.open()
    assert world.wakes == 1


def test_each_place_is_owed_once_and_passwords_are_not_stored(world: World) -> None:
    world.open(customer_id=world.anna)
    with world.database.reading() as session:
        rows = session.scalars(select(Notification).order_by(Notification.id)).all()
        assert [row.state for row in rows] == ["sent", "owed", "owed"]
        assert rows[0].target == "desk"
        assert not any("hunter2" in f"{row.target}{row.last_error}" for row in rows)


def test_without_a_manager_of_their_own_customers_get_one_who_speaks_their_language(world: World) -> None:
    assert world.open(customer_id=world.carl, language="sv").case.manager_name == "Eva Berg"


def test_the_lightest_load_gets_the_next_case(world: World) -> None:
    assert world.open("a", language="en").case.manager_name == "Bob Hill"
    assert world.open("b", language="en").case.manager_name == "Eva Berg"
    assert world.open("c", language="en", priority="urgent").case.manager_name == "Bob Hill"
    assert world.open("d", language="en").case.manager_name == "Eva Berg"


def test_a_case_is_never_without_a_manager_while_there_is_one(world: World) -> None:
    world.away(world.bob)
    assert world.open("a", customer_id=world.anna).case.manager_name == "Eva Berg"
    world.away(world.eva)
    assert world.open("b", customer_id=world.anna).case.manager_name is not None


def test_a_typing_error_in_working_hours_loses_no_case(world: World) -> None:
    with world.database.transaction() as session:
        session.get_one(Manager, world.eva).working_hours = {"mon": ["eight", "17:00"]}
    assert world.open(customer_id=world.carl).case.due_at == local("2026-03-03T10:00")


def test_unknown_reasons_and_priorities_are_refused(world: World) -> None:
    with pytest.raises(ValueError, match="Unknown reason of a case: 'bored'"):
        world.open(reason="bored")
    with pytest.raises(ValueError, match="Unknown priority: 'asap'"):
        world.open(priority="asap")
