"""A customer's no is obeyed: to being contacted, and to surveys."""

from __future__ import annotations

from collections.abc import Callable

from bot.bootstrap import App
from tests.support.due_orders import touchpoints


def say(app: App, order_id: int, purpose: str, granted: bool, channel: str = "website") -> None:
    order = app.records.order(order_id)
    assert order is not None
    app.records.record_consent(order.customer_id, purpose, channel, granted, source="test")


def test_whoever_does_not_want_to_hear_from_us_does_not(app: App, add_order: Callable[..., int]) -> None:
    say(app, add_order(), "service", granted=False)
    app.outreach.plan()
    assert app.outreach.claim_due("w") == []
    assert [(t.state, t.reason) for t in touchpoints(app)] == [("suppressed", "no_consent")]
    assert app.outreach.plan() == 0
    assert [t.state for t in touchpoints(app)] == ["suppressed"]


def test_whoever_never_said_anything_is_asked_once_whether_all_is_well(
    app: App, add_order: Callable[..., int]
) -> None:
    add_order()
    app.outreach.plan()
    (touchpoint,) = app.outreach.claim_due("w")
    assert touchpoint.survey == app.settings.checkin_survey


def test_whoever_wants_no_surveys_is_asked_whether_all_is_well_and_no_survey_follows(
    app: App, add_order: Callable[..., int]
) -> None:
    say(app, add_order(), "survey", granted=False)
    app.outreach.plan()
    (touchpoint,) = app.outreach.claim_due("w")
    assert (touchpoint.state, touchpoint.survey) == ("claimed", None)
    assert app.outreach.touchpoint(touchpoint.id) == touchpoint


def test_the_last_word_counts_and_only_on_its_channel(app: App, add_order: Callable[..., int]) -> None:
    changed_mind, no_mail, no_news = add_order(), add_order(), add_order()
    say(app, changed_mind, "service", granted=False)
    say(app, changed_mind, "service", granted=True)
    say(app, no_mail, "service", granted=False, channel="mail")
    say(app, no_news, "marketing", granted=False)
    app.outreach.plan()
    assert {t.order_id for t in app.outreach.claim_due("w")} == {changed_mind, no_mail, no_news}


def test_many_who_said_no_hold_up_nobody(app: App, add_order: Callable[..., int]) -> None:
    for _ in range(3):
        say(app, add_order(), "service", granted=False)
    wanted = add_order()
    app.outreach.plan()
    assert [t.order_id for t in app.outreach.claim_due("w", limit=1)] == [wanted]
