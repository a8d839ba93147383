"""The customer is promised a time at which the manager is really at work."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.calendars import holidays_of
from bot.cases.clocks import DEFAULT_WORKING_HOURS, ClockError, due

STOCKHOLM = ZoneInfo("Europe/Stockholm")
OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("08:00", "17:00"))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("opened", "hours", "expected", "why"),
    [
        ("2025-09-02T10:00", 4, "2025-09-02T14:00", "the same day"),
        ("2025-09-02T15:00", 4, "2025-09-03T10:00", "over a night"),
        ("2025-09-02T15:00", 2, "2025-09-02T17:00", "just before closing"),
        ("2025-09-05T16:00", 8, "2025-09-08T15:00", "over a weekend"),
        ("2025-09-06T12:00", 2, "2025-09-08T10:00", "opened on a Saturday"),
        ("2025-06-19T16:00", 4, "2025-06-23T11:00", "over Midsummer Eve, which is no public holiday by law"),
        ("2025-12-23T16:00", 4, "2025-12-29T11:00", "over Christmas Eve to Boxing Day and a weekend"),
        ("2025-12-30T16:00", 2, "2026-01-02T09:00", "over New Year's Eve and Day"),
        ("2025-04-17T16:00", 2, "2025-04-22T09:00", "over Easter"),
        ("2025-06-05T16:00", 2, "2025-06-09T09:00", "over the National Day and a weekend"),
        ("2025-03-28T16:00", 2, "2025-03-31T09:00", "over the night when summer time begins"),
        ("2025-10-24T16:00", 2, "2025-10-27T09:00", "over the night when summer time ends"),
    ],
)
def test_due_counts_working_hours_only(opened: str, hours: int, expected: str, why: str) -> None:
    assert due(local(opened), hours, OFFICE, "Europe/Stockholm", holidays_of("SE")) == local(expected), why


def test_a_night_shift_over_the_change_of_clocks_has_the_hours_it_really_has() -> None:
    """From 22:00 to 06:00 are seven hours in the night when summer time begins."""
    nights = {"sat": ("22:00", "06:00")}
    opened = local("2025-03-29T22:00")
    assert due(opened, 7, nights, "Europe/Stockholm", frozenset()) == local("2025-03-30T06:00")


def test_shifts_that_overlap_count_once() -> None:
    """From 22:00 on Monday to 06:00, and from 05:00 on Tuesday: nine hours are over at 07:00."""
    week = {"mon": ("22:00", "06:00"), "tue": ("05:00", "17:00")}
    assert due(local("2025-09-01T22:00"), 9, week, "Europe/Stockholm", frozenset()) == local(
        "2025-09-02T07:00"
    )


def test_the_managers_zone_counts_not_ours() -> None:
    new_york = due(datetime(2025, 9, 2, 6, tzinfo=UTC), 1, OFFICE, "America/New_York", frozenset())
    assert new_york.astimezone(ZoneInfo("America/New_York")).hour == 9


@pytest.mark.parametrize(
    "hours",
    [
        {},
        {"mon": ("8", "x")},
        {"monday": ("08:00", "17:00")},
        {"mon": ("08:00",)},
        {"mon": ("09:00", "09:00")},
    ],
)
def test_unusable_working_hours_are_refused_clearly(hours: dict[str, tuple[str, ...]]) -> None:
    if hours == {"mon": ("09:00", "09:00")}:
        # From nine to nine is a day and a night, as an end that is not later is on the next day.
        assert due(local("2025-09-01T10:00"), 20, hours, "Europe/Stockholm", frozenset()) == local(
            "2025-09-02T06:00"
        )
        return
    with pytest.raises(ClockError):
        due(local("2025-09-02T10:00"), 1, hours, "Europe/Stockholm", frozenset())


def test_holidays_every_day_end_in_an_error_not_in_a_loop() -> None:
    class Always:
        def __contains__(self, day: object) -> bool:
            return True

    with pytest.raises(ClockError, match="No 1 working hours"):
        due(local("2025-09-02T10:00"), 1, OFFICE, "Europe/Stockholm", Always())


def test_swedish_eves_are_free_and_shortened_days_are_not() -> None:
    free = holidays_of("SE")
    assert all(
        day in free for day in (date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 31), date(2026, 6, 6))
    )
    assert date(2026, 4, 30) not in free
    assert date(2026, 4, 2) not in free


def test_a_country_without_a_calendar_has_no_holidays() -> None:
    assert date(2026, 12, 25) not in holidays_of("XX")


clock = st.times().map(lambda t: t.strftime("%H:%M"))
spans = st.tuples(clock, clock).filter(lambda span: span[0] != span[1])
weeks = st.dictionaries(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), spans, min_size=2)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(
    ["Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
)


def usable(week: dict[str, tuple[str, str]]) -> bool:
    """Shifts of at least an hour, so that none vanishes when the clocks change and a search ends soon."""
    minutes = [
        (int(end[:2]) * 60 + int(end[3:]) - int(start[:2]) * 60 - int(start[3:])) % 1440
        for start, end in week.values()
    ]
    return all(length >= 90 for length in minutes)


def within_hours(local: datetime, week: dict[str, tuple[str, str]]) -> bool:
    """Tell whether a local moment is in that day's shift, or in yesterday's that went over midnight."""
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    now = f"{local:%H:%M:%S.%f}"
    opens, closes = week.get(days[local.weekday()], ("25", ""))
    before = week.get(days[local.weekday() - 1], ("", ""))
    today = opens <= now and (now <= f"{closes}:00.000000" or closes < opens)
    return today or (before[1] < before[0] and now <= f"{before[1]}:00.000000")


@given(moments, st.floats(0, 40), weeks.filter(usable), zones)
def test_due_is_always_within_working_hours_and_never_on_a_holiday(
    opened: datetime, hours: float, week: dict[str, tuple[str, str]], zone: str
) -> None:
    holidays = holidays_of("SE")
    moment = due(opened, hours, week, zone, holidays)
    assert moment >= opened + timedelta(hours=hours) - timedelta(seconds=1)
    assert within_hours(moment.astimezone(ZoneInfo(zone)), week)
    # A shift that ends at midnight ends on the last moment of a working day.
    assert (moment - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date() not in holidays or (
        moment.astimezone(ZoneInfo(zone)).date() not in holidays
    )


@given(moments, st.floats(0, 30), st.floats(0, 30), zones)
def test_more_hours_are_never_due_earlier(opened: datetime, one: float, other: float, zone: str) -> None:
    fewer, more = sorted((one, other))
    holidays = holidays_of("SE")
    assert due(opened, fewer, DEFAULT_WORKING_HOURS, zone, holidays) <= due(
        opened, more, DEFAULT_WORKING_HOURS, zone, holidays
    )
