"""Expressions of time in a text, in Swedish, English or both."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from bot.nlu.times.clock import Hours
from bot.nlu.times.customs import Customs
from bot.nlu.times.found import Every, FoundTime
from bot.nlu.times.grammar import Here, reduce
from bot.nlu.times.meanings import (
    Range,
    Recurrence,
    clock_span,
    part_cycle,
    soon,
    span_of,
)
from bot.nlu.times.numbers import compound
from bot.nlu.times.rules import RULES
from bot.nlu.times.spans import Grain, Span
from bot.nlu.times.tokens import MAX_CHARACTERS, Item, tokenise
from bot.nlu.times.vocabulary import vocabulary

_PIECES = re.compile(r"[^\W\d_]+|\d")
_SWEDISH = re.compile(
    r"[åäöÅÄÖ]|\b(?:och|jag|det|att|inte|på|om|för|till|kl|nästa|förra|den|en|sedan|är|i|mellan|från|vid|den)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|and|is|to|of|at|on|in|for|next|last|it|you|my|this|was|i'll|from|ago|between|be|are|a)\b",
    re.IGNORECASE,
)
_HOUSE = Customs()


def find_times(
    text: str,
    now: datetime,
    language: str | None = None,
    customs: Customs = _HOUSE,
    prefer_past: bool = False,
) -> list[FoundTime]:
    """All expressions of time in a text, in its order, resolved against the customer's `now`.

    `now` may carry a zone, which the results then have. `language` (sv or en) decides what "3/4" and "mars" mean;
    without it the text's words do. "Friday" is the next one, or with `prefer_past` the last. Only the first 1,000
    characters are read.
    """
    text = text[:MAX_CHARACTERS]
    language = language if language in {"sv", "en"} else guess_language(text)
    if not may_have_time(text, language):
        return []
    here = Here(now.replace(tzinfo=None), language, customs, prefer_past)
    items = reduce(tokenise(text, language), RULES, here)
    alone = sum(item.kind not in _SMALL for item in items) == 1
    found = (_found(item, here, now.tzinfo, alone) for item in items)
    return [one for one in found if one is not None]


def may_have_time(text: str, language: str) -> bool:
    """A quick look: most messages have neither a number nor a word of time, and are done with after microseconds."""
    pieces = _PIECES.findall(text.lower())
    if not vocabulary(language).triggers.isdisjoint(pieces):
        return True
    return any(
        piece.isdigit() or compound(piece.removesuffix("tiden")) for piece in pieces if piece not in _ONES
    )


_ONES = frozenset({"one", "ett", "hundra", "tusen"})
_SMALL = frozenset({"on", "in", "i", "at", "the", "for", "dot", "comma"})


def guess_language(text: str) -> str:
    return "en" if len(_ENGLISH.findall(text)) > len(_SWEDISH.findall(text)) else "sv"


def _found(item: Item, here: Here, zone: tzinfo | None, alone: bool) -> FoundTime | None:
    try:
        return _read(item, here, zone, alone)
    except (ValueError, OverflowError):
        return None


def _read(item: Item, here: Here, zone: tzinfo | None, alone: bool) -> FoundTime | None:
    kind, value = item.kind, item.value
    if kind in {"duration", "bounded_duration", "duration_range"}:
        return _duration(item)
    made = _stretch(item, here, alone)
    if made is None:
        return None
    name, begin, until, grain = made
    every = Every(value.count, value.unit.name.lower()) if isinstance(value, Recurrence) else None
    begin, until = (moment.replace(tzinfo=zone) if moment else None for moment in (begin, until))
    return FoundTime(item.start, item.end, name, begin, until, grain.name.lower(), every=every)


def _duration(item: Item) -> FoundTime:
    bound, low, long = None, None, item.value
    if item.kind == "bounded_duration":
        bound, long = item.value
    elif item.kind == "duration_range":
        low, long = item.value
    lasting = timedelta(seconds=long.seconds)
    at_least = timedelta(seconds=low.seconds) if low else None
    grain = long.finest.name.lower()
    return FoundTime(
        item.start, item.end, "duration", None, None, grain, lasting, at_least=at_least, bound=bound
    )


Stretch = tuple[str, datetime | None, datetime | None, Grain]


def _stretch(item: Item, here: Here, alone: bool) -> Stretch | None:
    kind, value = item.kind, item.value
    if isinstance(value, Range):
        return (
            ("daterange" if value.grain >= Grain.DAY else "datetimerange"),
            value.begin,
            value.until,
            value.grain,
        )
    if isinstance(value, Recurrence):
        return "set", value.first.begin, value.first.until, value.first.grain
    if isinstance(value, Hours):
        span = value.on(here.now)
        if span.until <= here.now:
            span = value.on(here.now + timedelta(days=1))
        until = (
            span.until + timedelta(seconds=60 if span.grain == Grain.MINUTE else 3600)
            if here.customs.last_minute_counts
            else span.until
        )
        return "timerange", span.begin, until, span.grain
    if kind == "open_clock":
        sign, clock = value
        begin = clock_span(clock, here).begin
        return (
            ("timerange", begin, None, clock.grain)
            if sign in {"after", "since"}
            else ("timerange", None, begin, clock.grain)
        )
    if kind in {"part", "part_at"}:
        found = soon(part_cycle(value, here), here)
        return ("timerange", found.begin, found.until, Grain.HOUR) if found else None
    if kind == "weekday_short" and not alone:
        return None
    if kind == "end_of_day":
        last = value.until - timedelta(seconds=1)
        return "datetime", last, value.until, Grain.SECOND
    return _named(kind, span_of(item, here)) if kind in _KINDS else None


_KINDS = {
    "day": "date", "cyclic_day": "date", "weekday": "date", "weekday_short": "date", "period": "daterange",
    "cyclic_period": "daterange", "month": "daterange", "year_said": "daterange", "season": "daterange",
    "weekend": "daterange", "moment": "datetime", "now": "datetime", "clock": "time", "part_of_day": "datetimerange",
}  # fmt: skip


def _named(kind: str, span: Span | None) -> Stretch | None:
    if span is None:
        return None
    name = _KINDS[kind]
    if name == "date" and span.until - span.begin > timedelta(days=1):
        name = "daterange"
    return name, span.begin, span.until, span.grain
