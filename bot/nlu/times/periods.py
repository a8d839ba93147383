"""Calendar periods near now: so many units away, or several in a row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.nlu.times.grammar import Here
from bot.nlu.times.meanings import Range
from bot.nlu.times.spans import Grain, Span, shift, span_at, start_of


def as_item(span: Span | None) -> tuple[str, Any] | None:
    """A span as an item: one day is a "day", anything else a "period"."""
    if span is None:
        return None
    return (
        "day" if span.grain == Grain.DAY and span.until - span.begin == timedelta(days=1) else "period"
    ), span


def unit_away(here: Here, grain: Grain, count: int) -> Span:
    """The unit so many units after (or, if negative, before) the one that is on."""
    if grain <= Grain.MINUTE or grain == Grain.HOUR:
        begin = here.now if count >= 0 else shift(here.now, grain, count)
        return Span(begin, shift(begin, grain, 1), Grain(max(grain, Grain.SECOND)))
    return span_at(shift(start_of(here.now, grain), grain, count), grain)


def several(here: Here, grain: Grain, count: int) -> Range:
    """So many units from now on, or back from now with a negative count.

    Counted from tomorrow or as whole calendar units, as the customs say; quarters and decades always as the latter.
    """
    if here.customs.rolling and grain in {Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR}:
        today = start_of(here.now, Grain.DAY)
        begin = today if count < 0 else today + timedelta(days=1)
    elif here.customs.rolling and grain <= Grain.HOUR:
        begin = here.now
    else:
        begin = start_of(here.now, grain)
        if count > 0:
            begin = shift(begin, grain, 1)
    end = shift(begin, grain, count)
    return Range(min(begin, end), max(begin, end), grain)
