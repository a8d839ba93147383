"""A case goes from open to closed, opens again when it is not solved, and is found on the desk."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.cases.cards import CaseFilters, IllegalMove, UnknownCase, UnknownManager
from bot.storage.engine import Database
from tests.support.case_world import NOW, World, local


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World.of(database, tmp_path)


def test_a_case_goes_from_open_to_closed_step_by_step(world: World) -> None:
    case = world.open().case
    assert world.cases.acknowledge(case.id, actor="manager:eva").acknowledged_at == NOW
    assert world.cases.start(case.id, actor="manager:eva").state == "in_progress"
    world.now.moment += timedelta(hours=1)
    resolved = world.cases.resolve(case.id, actor="manager:eva", note="Ny kvarn skickad")
    assert (resolved.state, resolved.resolved_at, resolved.times_resolved) == ("resolved", world.now(), 1)
    assert [each.id for each in world.cases.resolved_since(world.now())] == [case.id]
    assert world.cases.confirm(case.id).state == "confirmed"
    closed = world.cases.close(case.id, actor="system")
    assert closed.closed_at == world.now()
    kinds = [event.kind for event in closed.events]
    assert kinds == ["opened", "acknowledged", "in_progress", "resolved", "confirmed", "closed"]
    assert closed.events[3].details == {"note": "Ny kvarn skickad"}


def test_illegal_moves_are_refused_and_repeated_ones_do_nothing(world: World) -> None:
    case = world.open().case
    with pytest.raises(IllegalMove, match="open cannot become closed"):
        world.cases.close(case.id, actor="manager:eva")
    world.cases.acknowledge(case.id, actor="manager:eva")
    assert len(world.cases.acknowledge(case.id, actor="manager:eva").events) == 2
    with pytest.raises(UnknownCase):
        world.cases.acknowledge(4711, actor="manager:eva")


def test_no_at_the_check_back_opens_the_case_again_with_a_new_promise(world: World) -> None:
    case = world.open(words="Den läcker").case
    world.cases.resolve(case.id, actor="manager:eva")
    world.now.moment += timedelta(days=1)
    again = world.cases.reopen(case.id, words="Nej, den läcker fortfarande")
    assert (again.state, again.priority, again.resolved_at) == ("reopened", "high", None)
    assert again.due_at == local("2026-03-03T14:00")
    assert again.words == "Den läcker\nNej, den läcker fortfarande"
    assert world.cases.open_case_of("c1") is not None
    assert world.cases.reopen(case.id, words="Hallå").state == "reopened"
    assert [event.kind for event in again.events].count("reopened") == 1


def test_a_reopened_case_of_a_manager_who_has_left_goes_to_another(world: World) -> None:
    case = world.open(customer_id=world.anna).case
    world.cases.resolve(case.id, actor="manager:bob")
    world.away(world.bob)
    again = world.cases.reopen(case.id)
    assert again.manager_name == "Eva Berg"
    assert again.summary.startswith("Något är skadat")


def test_a_customer_who_is_happy_after_the_case_was_closed_changes_nothing(world: World) -> None:
    case = world.open().case
    world.cases.resolve(case.id, actor="manager:eva")
    world.cases.close(case.id, actor="manager:eva")
    world.cases.confirm(case.id)
    assert world.cases.confirm(case.id).state == "closed"


def test_another_manager_can_take_a_case_and_reads_it_in_their_language(world: World) -> None:
    case = world.open(reason="low_score", score="NPS 3", customer_id=world.carl).case
    assert case.summary == "Lågt betyg: NPS 3. Carl Alm."
    moved = world.cases.reassign(case.id, world.bob, actor="manager:eva")
    assert moved.manager_name == "Bob Hill"
    assert moved.summary == "Low score: NPS 3. Carl Alm."
    assert moved.due_at == case.due_at
    with pytest.raises(UnknownManager):
        world.cases.reassign(case.id, 4711, actor="manager:eva")


def test_the_desk_lists_the_most_pressing_first(world: World) -> None:
    world.open("a", priority="low")
    world.open("b", priority="normal")
    world.open("c", priority="urgent")
    done = world.open("d", priority="high").case
    world.cases.resolve(done.id, actor="manager:eva")
    assert [case.priority for case in world.cases.desk_list()] == ["urgent", "normal", "low"]
    assert [case.id for case in world.cases.desk_list(CaseFilters(states=("resolved",)))] == [done.id]
    assert world.cases.desk_list(CaseFilters(manager_id=world.bob)) == []
    assert len(world.cases.desk_list(CaseFilters(limit=1, offset=1))) == 1


def test_a_case_is_found_by_its_uid_and_by_its_conversation(world: World) -> None:
    case = world.open().case
    assert world.cases.case_by_uid(case.uid) == world.cases.case(case.id) == world.cases.open_case_of("c1")
    assert world.cases.case_by_uid("nothing") is None
    world.cases.resolve(case.id, actor="manager:eva")
    assert world.cases.open_case_of("c1") is None
