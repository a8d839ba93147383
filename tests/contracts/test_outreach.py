"""A delivered order leads to one check-in, on either engine and with any number of workers."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.bootstrap import App, build
from bot.outreach.cards import TouchpointCard
from bot.outreach.models import Touchpoint
from bot.records.models import Customer, Order
from bot.settings import Settings
from bot.storage.engine import Database

NOW = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
DUE_LONG_AGO = NOW - timedelta(days=5)
numbers = count(1)


class Clock:
    """A time that tests set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(database: Database, database_url: str, clock: Clock) -> App:
    return build(Settings(database_url=database_url), now=clock)


@pytest.fixture
def add_order(app: App) -> Callable[..., int]:
    """Store an order, and return its id."""

    def add(delivered_at: datetime | None = DUE_LONG_AGO, zone: str = "Europe/Stockholm") -> int:
        number = next(numbers)
        with app.database.transaction() as session:
            customer = Customer(
                email=f"c{number}@example.com", time_zone=zone, created_at=NOW, updated_at=NOW
            )
            order = Order(
                source="own", number=str(number), customer=customer, ordered_at=NOW - timedelta(days=9)
            )
            order.delivered_at = delivered_at
            session.add(order)
            session.flush()
            return order.id

    return add


def change_order(app: App, order_id: int, **values: datetime | None) -> None:
    with app.database.transaction() as session:
        order = session.get_one(Order, order_id)
        for name, value in values.items():
            setattr(order, name, value)


def touchpoints(app: App) -> list[TouchpointCard]:
    with app.database.reading() as session:
        ids = [row.id for row in session.query(Touchpoint).order_by(Touchpoint.id)]
    return [card for touchpoint_id in ids if (card := app.outreach.touchpoint(touchpoint_id))]


def test_a_delivered_order_plans_one_check_in_however_often_planning_runs(
    app: App, add_order: Callable[..., int]
) -> None:
    order_id = add_order()
    assert app.outreach.plan() == 1
    assert app.outreach.plan() == 0
    (touchpoint,) = touchpoints(app)
    assert (touchpoint.order_id, touchpoint.kind, touchpoint.state) == (order_id, "checkin", "planned")
    assert touchpoint.survey == app.settings.checkin_survey


def test_an_order_that_is_not_delivered_has_none(app: App, add_order: Callable[..., int]) -> None:
    add_order(delivered_at=None)
    assert app.outreach.plan() == 0


def test_a_cancelled_order_has_none(app: App, add_order: Callable[..., int]) -> None:
    change_order(app, add_order(), cancelled_at=NOW)
    assert app.outreach.plan() == 0


def test_it_comes_three_days_after_delivery_at_ten_where_the_customer_lives(
    app: App, add_order: Callable[..., int]
) -> None:
    add_order(datetime(2026, 3, 5, 20, 0, tzinfo=UTC), "America/New_York")
    app.outreach.plan()
    assert touchpoints(app)[0].due_at == datetime(
        2026, 3, 8, 14, 0, tzinfo=UTC
    )  # summer time began that morning


def test_a_corrected_delivery_date_moves_the_check_in(app: App, add_order: Callable[..., int]) -> None:
    order_id = add_order()
    app.outreach.plan()
    change_order(app, order_id, delivered_at=NOW)
    assert app.outreach.plan() == 0
    (touchpoint,) = touchpoints(app)
    assert touchpoint.due_at == datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def test_a_corrected_delivery_date_does_not_send_a_second_one(
    app: App, add_order: Callable[..., int]
) -> None:
    order_id = add_order()
    app.outreach.plan()
    (touchpoint,) = app.outreach.claim_due("w")
    assert app.outreach.mark_sent(touchpoint.id)
    change_order(app, order_id, delivered_at=NOW - timedelta(days=4))
    app.outreach.plan()
    assert app.outreach.claim_due("w") == []


def test_an_order_that_is_cancelled_after_planning_is_not_checked_in_on(
    app: App, add_order: Callable[..., int]
) -> None:
    order_id = add_order()
    app.outreach.plan()
    change_order(app, order_id, cancelled_at=NOW)
    assert app.outreach.claim_due("w") == []
    assert [(t.state, t.reason) for t in touchpoints(app)] == [("suppressed", "order_cancelled")]
    app.outreach.plan()
    change_order(app, order_id, cancelled_at=None)
    app.outreach.plan()
    assert [t.state for t in touchpoints(app)] == ["planned"]


def test_a_cancelled_delivery_withdraws_the_check_in(app: App, add_order: Callable[..., int]) -> None:
    order_id = add_order()
    app.outreach.plan()
    change_order(app, order_id, delivered_at=None)
    app.outreach.plan()
    assert [(t.state, t.reason) for t in touchpoints(app)] == [("suppressed", "not_delivered")]


def test_what_was_delivered_long_ago_is_not_asked_about(app: App, add_order: Callable[..., int]) -> None:
    """A shop that imports ten years of orders does not write to ten years of customers."""
    add_order(NOW - timedelta(days=400))
    add_order(NOW - timedelta(days=33, hours=5))
    assert app.outreach.plan() == 0
    assert app.outreach.claim_due("w") == []
    assert {t.state for t in touchpoints(app)} <= {"suppressed"}
    assert app.outreach.plan() == 0


def test_an_old_order_can_be_checked_in_on_when_asked_for(app: App, add_order: Callable[..., int]) -> None:
    order_id = add_order(NOW - timedelta(days=400))
    touchpoint = app.outreach.check_in_now(order_id)
    assert touchpoint is not None
    app.outreach.plan()
    assert [t.id for t in app.outreach.claim_due("w")] == [touchpoint.id]
    app.outreach.mark_sent(touchpoint.id)
    assert app.outreach.check_in_now(order_id) is None


def test_one_that_was_not_sent_in_time_expires(app: App, add_order: Callable[..., int], clock: Clock) -> None:
    add_order()
    app.outreach.plan()
    clock.now += timedelta(days=40)
    assert app.outreach.claim_due("w") == []
    assert [(t.state, t.reason) for t in touchpoints(app)] == [("expired", "too_late")]


def test_threads_that_claim_at_once_get_each_touchpoint_once(app: App, add_order: Callable[..., int]) -> None:
    for _ in range(60):
        add_order()
    app.outreach.plan()

    def work(name: int) -> list[int]:
        got: list[int] = []
        while batch := app.outreach.claim_due(f"worker {name}", limit=4):
            got += [touchpoint.id for touchpoint in batch]
        return got

    with ThreadPoolExecutor(6) as pool:
        claimed = Counter(touchpoint for batch in pool.map(work, range(6)) for touchpoint in batch)
    assert len(claimed) == 60
    assert set(claimed.values()) == {1}


def _claim_all(database_url: str) -> list[int]:
    app = build(Settings(database_url=database_url), now=lambda: NOW)
    got: list[int] = []
    while batch := app.outreach.claim_due("process", limit=5):
        got += [touchpoint.id for touchpoint in batch]
    return got


def test_processes_that_claim_at_once_get_each_touchpoint_once(
    app: App, database_url: str, add_order: Callable[..., int]
) -> None:
    for _ in range(40):
        add_order()
    app.outreach.plan()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        claimed = Counter(
            touchpoint for batch in pool.map(_claim_all, [database_url] * 2) for touchpoint in batch
        )
    assert len(claimed) == 40
    assert set(claimed.values()) == {1}


def test_processes_that_plan_at_once_plan_each_check_in_once(app: App, add_order: Callable[..., int]) -> None:
    for _ in range(30):
        add_order()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: app.outreach.plan(), range(4)))
    assert len(touchpoints(app)) == 30


def test_what_a_killed_worker_claimed_is_taken_over(
    app: App, add_order: Callable[..., int], clock: Clock
) -> None:
    add_order()
    app.outreach.plan()
    (first,) = app.outreach.claim_due("killed")
    clock.now += timedelta(minutes=app.settings.claim_minutes - 1)
    assert app.outreach.claim_due("other") == []
    clock.now += timedelta(minutes=2)
    (second,) = app.outreach.claim_due("other")
    assert (second.id, second.attempts) == (first.id, 2)


def test_a_slow_worker_does_not_send_what_another_has_sent(
    app: App, add_order: Callable[..., int], clock: Clock
) -> None:
    add_order()
    app.outreach.plan()
    (touchpoint,) = app.outreach.claim_due("slow")
    clock.now += timedelta(minutes=app.settings.claim_minutes + 1)
    app.outreach.claim_due("quick")
    assert app.outreach.mark_sent(touchpoint.id)
    assert not app.outreach.mark_sent(touchpoint.id)


def test_what_could_not_be_sent_waits_longer_each_time_and_is_given_up_in_the_end(
    app: App, add_order: Callable[..., int], clock: Clock
) -> None:
    add_order()
    app.outreach.plan()
    waits = []
    for _ in range(10):
        (touchpoint,) = app.outreach.claim_due("w")
        app.outreach.release(touchpoint.id, "the line is dead")
        (touchpoint,) = touchpoints(app)
        if touchpoint.state == "planned":
            waits.append(touchpoint.due_at - clock.now)
            clock.now = touchpoint.due_at
    assert waits == sorted(waits)
    assert (touchpoint.state, touchpoint.reason) == ("failed", "too_many_attempts")


def test_what_kills_every_worker_is_given_up(app: App, add_order: Callable[..., int], clock: Clock) -> None:
    add_order()
    app.outreach.plan()
    for _ in range(12):
        app.outreach.claim_due("killed by it")
        clock.now += timedelta(minutes=app.settings.claim_minutes + 1)
    assert [(t.state, t.attempts) for t in touchpoints(app)] == [("failed", 10)]


def test_a_touchpoint_goes_from_sent_to_answered_to_completed(
    app: App, add_order: Callable[..., int]
) -> None:
    add_order()
    app.outreach.plan()
    (touchpoint,) = app.outreach.claim_due("w")
    app.outreach.mark_sent(touchpoint.id)
    latest = app.outreach.latest_sent(touchpoint.customer_id)
    assert latest is not None
    assert latest.id == touchpoint.id
    assert app.outreach.mark_answered(touchpoint.id)
    assert app.outreach.mark_completed(touchpoint.id)
    assert app.outreach.latest_sent(touchpoint.customer_id) is None
    assert not app.outreach.suppress(touchpoint.id, "opted_out")


def test_a_resolved_case_is_asked_about_once_the_day_after(
    app: App, add_order: Callable[..., int], clock: Clock
) -> None:
    order = app.records.order(add_order(delivered_at=None))
    assert order is not None
    opened = app.cases.open(
        origin="test",
        reason="damaged",
        priority="normal",
        language="sv",
        words="trasig",
        customer_id=order.customer_id,
    )
    app.cases.acknowledge(opened.case.id, actor="system")
    app.cases.start(opened.case.id, actor="system")
    app.cases.resolve(opened.case.id, actor="system")
    assert (app.outreach.plan(), app.outreach.plan()) == (1, 0)
    clock.now = datetime(2026, 3, 7, 9, 1, tzinfo=UTC)
    (touchpoint,) = app.outreach.claim_due("w")
    assert (touchpoint.kind, touchpoint.case_id) == ("case_checkback", opened.case.id)


def test_a_case_that_was_reopened_is_not_asked_about(
    app: App, add_order: Callable[..., int], clock: Clock
) -> None:
    order = app.records.order(add_order(delivered_at=None))
    assert order is not None
    opened = app.cases.open(
        origin="test",
        reason="damaged",
        priority="normal",
        language="sv",
        words="trasig",
        customer_id=order.customer_id,
    )
    app.cases.acknowledge(opened.case.id, actor="system")
    app.cases.start(opened.case.id, actor="system")
    app.cases.resolve(opened.case.id, actor="system")
    app.outreach.plan()
    app.cases.reopen(opened.case.id, actor="customer")
    clock.now += timedelta(days=2)
    assert app.outreach.claim_due("w") == []
    assert [(t.state, t.reason) for t in touchpoints(app)] == [("suppressed", "case_not_resolved")]
