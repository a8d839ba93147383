"""By when a manager answers: a number of working hours from now, in the manager's own time. Pure.

Working hours are a weekday ("mon" … "sun") to local start and end: ``{"mon": ["08:30", "17:00"]}``; an
end that is not after its start is on the next day. A holiday has no working hours, nor does what a shift
begun the day before would bring into it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DEFAULT_WORKING_HOURS: Mapping[str, Sequence[str]] = dict.fromkeys(WEEKDAYS[:5], ("09:00", "17:00"))
"""For managers who have none, and for cases without a manager."""
LONGEST_SEARCH_DAYS = 4000

Holidays = Container[date]
WorkingHours = Mapping[str, Sequence[str]]


class ClockError(ValueError):
    """Working hours that cannot be read, or that have no room for what is asked; the message names them."""


def due(
    opened_at: datetime, hours: float, working_hours: WorkingHours, time_zone: str, holidays: Holidays
) -> datetime:
    """Return the moment (UTC) at which so many working hours have passed since ``opened_at``.

    The moment is always within working hours, their end included. Hours are hours of real time, so that the
    days on which the clocks change are right. Raises ClockError.
    """
    remaining, counted_to = timedelta(hours=hours), opened_at
    for start, end in _shifts(opened_at, working_hours, ZoneInfo(time_zone), holidays):
        # A shift over midnight may overlap the next day's: no hour counts twice.
        begin = max(start, counted_to)
        if begin >= end:
            continue
        if remaining <= end - begin:
            return begin + remaining
        remaining -= end - begin
        counted_to = end
    raise ClockError(f"No {hours} working hours within {LONGEST_SEARCH_DAYS} days: {dict(working_hours)!r}.")


def _shifts(
    since: datetime, working_hours: WorkingHours, zone: ZoneInfo, holidays: Holidays
) -> Iterator[tuple[datetime, datetime]]:
    read = {day: _read(day, span) for day, span in working_hours.items() if span}
    if not read:
        raise ClockError("There are no working hours; write them as {'mon': ['08:30', '17:00']}.")
    # A shift over midnight that began yesterday may still be going on.
    first = since.astimezone(zone).date() - timedelta(days=1)
    for offset in range(LONGEST_SEARCH_DAYS):
        day = first + timedelta(days=offset)
        span = read.get(WEEKDAYS[day.weekday()])
        if span is None or day in holidays:
            continue
        start, end = _moments(day, span, zone, holidays)
        if start < end:
            yield start, end


def _moments(
    day: date, span: tuple[time, time], zone: ZoneInfo, holidays: Holidays
) -> tuple[datetime, datetime]:
    opens, closes = span
    next_day = day + timedelta(days=1)
    end_day = day if closes > opens else next_day
    if end_day != day and next_day in holidays:
        closes, end_day = time(0), next_day
    local = (datetime.combine(day, opens, zone), datetime.combine(end_day, closes, zone))
    start, end = (moment.astimezone(UTC) for moment in local)
    return start, end


def _read(day: str, span: Sequence[str]) -> tuple[time, time]:
    try:
        if day not in WEEKDAYS:
            raise ValueError(day)
        opens, closes = (time.fromisoformat(text) for text in span)
    except (ValueError, TypeError) as error:
        raise ClockError(
            f"Working hours {day!r}: {span!r} cannot be read; write 'mon' … 'sun' and ['08:30', '17:00']."
        ) from error
    return opens, closes
