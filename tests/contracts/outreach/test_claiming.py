"""Any number of workers make each contact once, and what fails is tried again."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.bootstrap import App, build
from bot.settings import Settings
from tests.support.due_orders import NOW, Clock, touchpoints


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


def test_a_customer_who_is_busy_is_left_alone_for_ten_minutes_and_no_try_is_used_up(
    app: App, add_order: Callable[..., int], clock: Clock
) -> None:
    add_order()
    app.outreach.plan()
    for _ in range(15):
        (touchpoint,) = app.outreach.claim_due("w")
        assert touchpoint.attempts == 1
        assert app.outreach.postpone(touchpoint.id, "busy")
        assert app.outreach.claim_due("w") == []
        clock.now += timedelta(minutes=10)
    assert not app.outreach.postpone(touchpoint.id, "busy")


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
