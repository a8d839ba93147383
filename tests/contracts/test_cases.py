"""Trouble becomes a case of a named manager, once, on every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.cases.cards import CaseFilters, IllegalMove, Opened, UnknownCase, UnknownManager
from bot.cases.models import Case, CaseEvent, Notification
from bot.cases.service import Cases
from bot.records.models import Company, Customer, Manager, Order, OrderLine
from bot.records.service import Records
from bot.settings import Settings
from bot.storage.engine import Database

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, ten o'clock in Stockholm
STOCKHOLM = ZoneInfo("Europe/Stockholm")
OFFICE = {day: ["08:00", "17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
SECRET_URL = "json://user:hunter2@127.0.0.1:1/hook"


class Clock:
    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


class World:
    """Two managers, a customer of one of them, a customer of nobody, and an order of each."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database, self.settings, self.now = database, settings, Clock()
        self.wakes = 0
        with database.transaction() as session:
            eva = Manager(
                name="Eva Berg", email="eva@shop.test", languages=["sv", "en"], working_hours=OFFICE
            )
            bob = Manager(name="Bob Hill", email="bob@shop.test", languages=["en"], working_hours=OFFICE)
            bob.time_zone, bob.notify_urls = "Europe/London", ["json://127.0.0.1:1/bob"]
            session.add_all([eva, bob])
            session.flush()
            company = Company(name="Bryggeriet AB", manager_id=bob.id, created_at=NOW)
            session.add(company)
            session.flush()
            anna = Customer(name="Anna Ek", company_id=company.id, created_at=NOW, updated_at=NOW)
            carl = Customer(name="Carl Alm", language="sv", created_at=NOW, updated_at=NOW)
            session.add_all([anna, carl])
            session.flush()
            orders = [
                Order(source="own", number=number, customer_id=customer.id, ordered_at=NOW)
                for number, customer in (("1001", anna), ("1002", carl), ("1003", carl))
            ]
            orders[0].lines.append(OrderLine(position=1, name="Kaffekvarn", quantity=1))
            session.add_all(orders)
            session.flush()
            self.eva, self.bob, self.anna, self.carl = eva.id, bob.id, anna.id, carl.id
            self.order, self.carls, self.carls_other = (order.id for order in orders)
        self.cases = Cases(
            database=database,
            settings=settings,
            records=Records(database=database, settings=settings, now=self.now),
            now=self.now,
            wake=self._woken,
        )

    def _woken(self) -> None:
        self.wakes += 1

    def open(self, origin: str = "message:c1:m1", **fields: object) -> Opened:
        trouble = {
            "reason": "damaged",
            "priority": "normal",
            "language": "sv",
            "conversation_id": "c1",
        } | fields
        return self.cases.open(origin=origin, **trouble)  # type: ignore[arg-type]

    def raise_or_add(self, origin: str, **fields: object) -> Opened:
        trouble = {
            "reason": "damaged",
            "priority": "normal",
            "language": "sv",
            "conversation_id": "c1",
        } | fields
        return self.cases.raise_or_add(origin=origin, **trouble)  # type: ignore[arg-type]

    def count(self, table: type) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    def away(self, *managers: int) -> None:
        with self.database.transaction() as session:
            for manager in managers:
                session.get_one(Manager, manager).active = False


@pytest.fixture
def world(database: Database, tmp_path) -> World:
    return World(database, Settings(_env_file=None, var_dir=tmp_path / "var", notify_urls=[SECRET_URL]))


def local(text: str, zone: str = "Europe/Stockholm") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


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
    assert world.open("a", language="en").case.manager_name == "Eva Berg"
    assert world.open("b", language="en").case.manager_name == "Bob Hill"
    assert world.open("c", language="en", priority="urgent").case.manager_name == "Eva Berg"
    assert world.open("d", language="en").case.manager_name == "Bob Hill"


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
