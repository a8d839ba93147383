"""A delivered order leads to one check-in, however often planning runs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from bot.bootstrap import App
from tests.support.due_orders import NOW, change_order, touchpoints


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


def test_processes_that_plan_at_once_plan_each_check_in_once(app: App, add_order: Callable[..., int]) -> None:
    for _ in range(30):
        add_order()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: app.outreach.plan(), range(4)))
    assert len(touchpoints(app)) == 30
