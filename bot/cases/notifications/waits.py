"""How long a notification waits after a failed try. Pure."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=6)
DOUBLINGS = 16


def wait(attempts: int) -> timedelta:
    """Return the wait after so many tries: 30 s, then twice as long each time, at most 6 hours."""
    return min(LONGEST, FIRST * (1 << min(max(attempts, 1) - 1, DOUBLINGS)))
