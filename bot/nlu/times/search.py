"""Finding an occurrence of a cycle: the next, the last, the nearest, the nth of a period."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.nlu.times.cycles import Cycle
from bot.nlu.times.spans import Span

STEPS = 50
"""How many occurrences a search looks at; the rarest cycle, a weekday on 29 February, comes every 28 years."""


def upcoming(cycle: Cycle, now: datetime, current: bool = True, steps: int = STEPS) -> Span | None:
    """The occurrence that is on now (only if `current`), or else the first that begins after now."""
    first = cycle.number(now)
    for number in range(first, first + steps):
        found = cycle.occurrence(number)
        if found and (found.begin > now or (current and found.until > now)):
            return found
    return None


def latest(cycle: Cycle, now: datetime, current: bool = False, steps: int = STEPS) -> Span | None:
    """The last occurrence that is over (or, if `current`, that has begun)."""
    last = cycle.number(now)
    for number in range(last, last - steps, -1):
        found = cycle.occurrence(number)
        if found and (found.until <= now or (current and found.begin <= now)):
            return found
    return None


def nearest(cycle: Cycle, now: datetime, back: timedelta = timedelta.max) -> Span | None:
    """The occurrence that is on, or else the one less far away, past (but not longer ago than `back`) or to come."""
    gone, coming = latest(cycle, now, current=True), upcoming(cycle, now)
    if gone is None or coming is None:
        return gone or coming
    return gone if now - gone.until < min(back, coming.begin - now) else coming


def nth_in(cycle: Cycle, span: Span, nth: int) -> Span | None:
    """The nth occurrence that begins in a span, from 1; negative ones count from its end."""
    number = cycle.number(span.begin if nth > 0 else span.until - timedelta(microseconds=1))
    step = 1 if nth > 0 else -1
    for _ in range(STEPS * 8):
        found = cycle.occurrence(number)
        number += step
        if found is None or (found.begin < span.begin if step > 0 else found.begin >= span.until):
            continue
        if not span.begin <= found.begin < span.until:
            return None
        nth -= step
        if nth == 0:
            return found
    return None
