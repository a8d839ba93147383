"""When a contact is due, when it is too late, and how long a failed one waits. Pure: no clock, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CHECKBACK_AFTER_DAYS = 1
CHECKBACK_EXPIRES_DAYS = 14
MOST_ATTEMPTS = 10
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
BUSY_WAIT = timedelta(minutes=10)
"""How long a contact waits for a customer who is in the middle of a conversation."""


@dataclass(frozen=True)
class CheckinRules:
    """The shop's choice of moment, from the settings."""

    after_days: int
    hour: int
    """Local hour of the customer, 0-23."""
    expires_days: int


@dataclass(frozen=True)
class Permission:
    """What a customer lets us do on a channel."""

    contact: bool
    survey: bool


@dataclass(frozen=True)
class Window:
    """When a contact may be made."""

    due_at: datetime
    expires_at: datetime

    def too_late(self, now: datetime) -> bool:
        return self.expires_at <= now


def checkin_window(delivered_at: datetime, time_zone: str, rules: CheckinRules) -> Window:
    """Return when a check-in is due: some local days after the local day of delivery, at a local hour."""
    zone = ZoneInfo(time_zone)
    day = delivered_at.astimezone(zone).date()
    return Window(
        due_at=_local(day, rules.after_days, rules.hour, zone),
        expires_at=_local(day, rules.after_days + rules.expires_days, rules.hour, zone),
    )


def checkback_window(resolved_at: datetime, time_zone: str, hour: int) -> Window:
    """Return when to ask whether a resolved case stays resolved: the next local day, at a local hour."""
    zone = ZoneInfo(time_zone)
    day = resolved_at.astimezone(zone).date()
    return Window(
        due_at=_local(day, CHECKBACK_AFTER_DAYS, hour, zone),
        expires_at=_local(day, CHECKBACK_AFTER_DAYS + CHECKBACK_EXPIRES_DAYS, hour, zone),
    )


def oldest_delivery(now: datetime, rules: CheckinRules) -> datetime:
    """Return a moment before which every delivery is too old for a check-in, in whichever time zone."""
    try:
        return now - timedelta(days=rules.after_days + rules.expires_days + 2)
    except OverflowError:  # "never too late" written as a very large number
        return datetime.min.replace(tzinfo=UTC) + timedelta(days=2)


def permission(service: bool | None, survey: bool | None) -> Permission:
    """Return what the consents in force allow; None is a consent that nothing was ever said about.

    Service messages about the customer's own order need no yes (GDPR, article 6(1)(f)), but a no is obeyed.
    Whoever wants no surveys is still asked whether all is well, and no survey follows.
    """
    return Permission(contact=service is not False, survey=survey is not False)


def wait_after(attempts: int) -> timedelta:
    """Return how long a contact that failed so many times waits: twice as long each time, to a limit."""
    doublings = min(max(attempts - 1, 0), 16)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _local(day: date, days: int, hour: int, zone: ZoneInfo) -> datetime:
    # Days are counted on the calendar, not in hours: 10:00 stays 10:00 when clocks change in between.
    try:
        later = day + timedelta(days=days)
    except OverflowError:
        later = date.max - timedelta(days=2)
    return datetime.combine(later, time(hour), zone).astimezone(UTC)
