"""When a contact is due: pure arithmetic on the customer's calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outreach import policy
from bot.outreach.policy import CheckinRules

RULES = CheckinRules(after_days=3, hour=10, expires_days=30)


@pytest.mark.parametrize(
    ("delivered", "zone", "due"),
    [
        ("2026-01-12T14:00+01:00", "Europe/Stockholm", "2026-01-15T10:00+01:00"),
        # Clocks go forward on 29 March and back on 25 October: it is still ten o'clock.
        ("2026-03-27T14:00+01:00", "Europe/Stockholm", "2026-03-30T10:00+02:00"),
        ("2026-10-23T14:00+02:00", "Europe/Stockholm", "2026-10-26T10:00+01:00"),
        # Shortly before midnight in Sweden it is still the day before in New York.
        ("2026-01-12T23:30+01:00", "America/New_York", "2026-01-15T10:00-05:00"),
        ("2026-01-12T23:30+01:00", "Asia/Tokyo", "2026-01-16T10:00+09:00"),
    ],
)
def test_a_check_in_is_due_at_ten_three_days_later_where_the_customer_lives(
    delivered: str, zone: str, due: str
) -> None:
    window = policy.checkin_window(datetime.fromisoformat(delivered), zone, RULES)
    assert window.due_at == datetime.fromisoformat(due)


def test_an_hour_that_the_clocks_skip_is_the_next_one() -> None:
    rules = CheckinRules(after_days=3, hour=2, expires_days=30)
    window = policy.checkin_window(datetime(2026, 3, 26, 12, tzinfo=UTC), "Europe/Stockholm", rules)
    assert window.due_at.astimezone(ZoneInfo("Europe/Stockholm")).hour == 3


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(sorted(available_timezones())),
)
def test_it_is_always_the_shops_hour_on_the_customers_clock_unless_that_hour_does_not_exist(
    delivered: datetime, zone: str
) -> None:
    window = policy.checkin_window(delivered, zone, RULES)
    local = window.due_at.astimezone(ZoneInfo(zone))
    days = (local.date() - delivered.astimezone(ZoneInfo(zone)).date()).days
    assert (local.hour, days) in ((10, 3), (11, 3), (10, 4))
    assert window.due_at < window.expires_at


def test_it_is_too_late_once_the_window_is_over() -> None:
    window = policy.checkin_window(datetime(2026, 1, 1, 12, tzinfo=UTC), "Europe/Stockholm", RULES)
    assert not window.too_late(window.expires_at - timedelta(seconds=1))
    assert window.too_late(window.expires_at)


@given(
    st.datetimes(datetime(2001, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 365),
    st.integers(1, 5000),
)
def test_no_delivery_that_may_still_be_asked_about_is_passed_over(
    now: datetime, after: int, expires: int
) -> None:
    """The database is only asked for deliveries since ``oldest_delivery``."""
    rules = CheckinRules(after, 10, expires)
    before = policy.oldest_delivery(now, rules) - timedelta(seconds=1)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        assert policy.checkin_window(before, zone, rules).too_late(now)


def test_never_too_late_can_be_written_as_a_very_large_number() -> None:
    rules = CheckinRules(3, 10, 10**9)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert policy.oldest_delivery(now, rules) < datetime(1000, 1, 1, tzinfo=UTC)
    assert not policy.checkin_window(now - timedelta(days=9000), "Europe/Stockholm", rules).too_late(now)


def test_waits_grow_to_six_hours_and_no_further() -> None:
    waits = [policy.wait_after(attempts) for attempts in range(1, 100)]
    assert waits[:4] == [timedelta(minutes=m) for m in (1, 2, 4, 8)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)


@pytest.mark.parametrize(
    ("service", "survey", "allowed"),
    [
        (None, None, (True, True)),
        (True, True, (True, True)),
        (None, False, (True, False)),
        (False, None, (False, True)),
        (False, False, (False, False)),
    ],
)
def test_only_a_no_forbids(service: bool | None, survey: bool | None, allowed: tuple[bool, bool]) -> None:
    permission = policy.permission(service, survey)
    assert (permission.contact, permission.survey) == allowed
