"""A case that was resolved is asked about the day after, if it still is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.bootstrap import App
from tests.support.due_orders import Clock, touchpoints


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
