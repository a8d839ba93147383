"""Times relative to now: "next week", "förra månaden", "this Friday", "the last three days"."""

from __future__ import annotations

from datetime import timedelta

from bot.nlu.times.cycles import Weekday
from bot.nlu.times.durations import Duration
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import (
    SEASONS,
    PartOfDay,
    Range,
    cycle_of,
    day_span,
    season,
    unit_of,
)
from bot.nlu.times.periods import as_item, several, unit_away
from bot.nlu.times.search import latest, nth_in, upcoming
from bot.nlu.times.spans import Grain, shift, span_at, start_of
from bot.nlu.times.tokens import Number

rules = Rules()


@rules.add("(?<!<once|times>) unit=<this_unit>")
def this_unit_in_a_word(found: Matched, here: Here) -> Made:
    return as_item(span_at(here.now, Grain[found["unit"].upper()]))


@rules.add("unit=<next_unit>")
def next_unit_in_a_word(found: Matched, here: Here) -> Made:
    """ "Till veckan"."""
    return as_item(unit_away(here, Grain[found["unit"].upper()], 1))


@rules.add("unit=<last_unit>")
def last_unit_in_a_word(found: Matched, here: Here) -> Made:
    return as_item(unit_away(here, Grain[found["unit"].upper()], -1))


def count_of(number: Number | float) -> int:
    return int(number.value if isinstance(number, Number) else number)


def _next_working_days(long: Duration, here: Here) -> Made:
    first = start_of(here.now, Grain.DAY) + timedelta(days=1)
    while first.weekday() >= 5:
        first += timedelta(days=1)
    last = long.after(first - timedelta(days=1))
    return "range", Range(first, last + timedelta(days=1), Grain.DAY)


@rules.add(
    "n=<count|few> (<next_any>|last=<last_any>) unit=<unit_any>",
    "(<next_any>|last=<last_any>) n=<count|few> <of>? unit=<unit_any>",
    "(<next_any>|last=<last_any>) long=<duration>",
    "<the>? long=<duration> <next_any>",
)
def several_units(found: Matched, here: Here) -> Made:
    long = found["long"]
    if long is None:
        number, grain = found["n"], unit_of(found.need("unit"))
        before = found.before()
        if before and before.kind in {"to", "dash", "and", "from"} and grain == Grain.MONTH:
            return None  # "from 4 to 23 next month"
        unit = found.item("unit")
        if (
            count_of(number) > 1
            and unit
            and grain >= Grain.MONTH
            and unit.kind == "unit"
            and not unit.is_plural
            and not here.customs.coming_is_the_last
        ):
            return None  # "the 20 next month"
        count = count_of(number)
    elif long.working_days:
        return _next_working_days(long, here)
    elif len(long.amounts) == 1:
        grain, count = long.amounts[0][0], int(long.amounts[0][1])
    else:
        end = start_of(here.now, Grain.DAY)
        return "range", Range(long.after(end, -1), end, long.finest) if found.has("last") else None
    if here.customs.coming_is_the_last and any(item.value == "coming" for item in found.matched):
        return as_item(unit_away(here, grain, count))
    return "range", several(here, grain, -count if found.has("last") else count)


_NO_NTH = (
    "(?!<of|in|i> <the|next_any|this|last_any|month_any|period|cyclic_period|year_said|year_number|unit|season>)"
    "(?!<month_any|period|cyclic_period>)"
)
"""Not "the last Sunday" of something."""


@rules.add(
    "<the>? (<next_any>|<this>|last=<last_any>|<a>)? unit=<unit> <following>",
    "<the>? w=<weekday_named> <following>",
)
def after_next(found: Matched, here: Here) -> Made:
    if found.has("w"):
        first = upcoming(Weekday(found["w"]), here.now, current=False)
        return ("day", day_span(first.begin + timedelta(weeks=1))) if first else None
    return as_item(unit_away(here, Grain[found["unit"].upper()], 2))


@rules.add("which=<next_any|this> unit=<unit_any>", f"which=<last_any> unit=<unit_any> {_NO_NTH}")
def one_unit(found: Matched, here: Here) -> Made:
    which, unit = found.need("which"), found.need("unit")
    grain = unit_of(unit)
    if grain <= Grain.MINUTE and which.kind not in {"last", "last_word"}:
        return None
    count = {"next": 1, "this": 0}.get(which.kind, -1)
    if which.value == "recent":  # "senaste veckan" is the seven days up to now
        return "range", several(here, grain, -1)
    return as_item(unit_away(here, grain, count))


@rules.add(
    "(?<=<edge|rest|of|since|sedan|week_of|ordinal|last_word>) <the>? unit=<unit>",
    "(?<=<nth> <unit|weekday> <of|in|i>) <the>? unit=<unit>",
    "(?<=<nth> <unit|weekday>) <the>? unit=<unit>",
    "(?<=<ordinal> <i|in>) <the>? unit=<unit>",
    "(?<=<edge> <in>) <the> unit=<unit>",
    "(?<=<later>) <the>? unit=<unit>",
)
def the_current_unit(found: Matched, here: Here) -> Made:
    """ "(The end of) the month", "(i slutet av) veckan", "(the first Monday of) the month"."""
    grain = Grain[found["unit"].upper()]
    before = found.before()
    follows = before.kind if before else ""
    says_the = found.matched[0].kind == "the"
    if follows in {"ordinal", "last_word"} or (follows in {"unit", "weekday"} and not says_the):
        return None
    if grain == Grain.DAY and follows in {"edge", "later"} and says_the:
        return as_item(span_at(here.now, grain))
    return as_item(span_at(here.now, grain)) if Grain.WEEK <= grain <= Grain.YEAR else None


@rules.add("which=<next_any|this> w=<weekday_named>", f"which=<last_any> w=<weekday_named> {_NO_NTH}")
def which_weekday(found: Matched, here: Here) -> Made:
    which, weekday = found.need("which"), Weekday(found["w"])
    week = span_at(here.now, Grain.WEEK)
    if which.kind == "this":
        return "day", nth_in(weekday, week, 1)
    if which.kind != "next":
        return "day", latest(weekday, here.now)
    if which.value == "coming":
        return "day", upcoming(weekday, here.now, current=False)
    return "day", nth_in(weekday, span_at(shift(here.now, Grain.WEEK, 1), Grain.WEEK), 1)


@rules.add("<the>? which=<next_any|this|last_any> <the>? c=<month_any|season|weekend|cyclic_day|feast>")
def which_occurrence(found: Matched, here: Here) -> Made:
    which, item = found.need("which"), found.need("c")
    cycle = cycle_of(item, here)
    if cycle is None:
        return None
    if which.kind == "this":
        if item.kind in {"month", "month_short", "jul"}:
            return as_item(nth_in(cycle, span_at(here.now, Grain.YEAR), 1))
        return as_item(upcoming(cycle, here.now))
    if which.kind == "next":
        if item.kind == "weekend" and which.value == "next" and here.now.weekday() < 5:
            return as_item(nth_in(cycle, span_at(shift(here.now, Grain.WEEK, 1), Grain.WEEK), 1))
        return as_item(upcoming(cycle, here.now, current=False))
    return as_item(latest(cycle, here.now))


@rules.add(
    "(?<=<in|i|during|since|sedan|from|until|after|before|between|to|of|edge>) m=<month_short|jul>",
    "m=<month_short> (?=<and_later|thru>)",
    "(?<=<month|month_short> <to|dash|and>) m=<month_short>",
    "(?<=<in|during|since> <the>) m=<month_short>",
)
def short_month_in_context(found: Matched, here: Here) -> Made:
    before = found.before()
    if before and before.kind == "to" and found.need("m").value in {3, 5}:
        return None  # "to march"
    return "month", found["m"]


@rules.add("<the>? <season> <edge>", "<this> <seasons>", "last=<last_any> <seasons>")
def seasons(found: Matched, here: Here) -> Made:

    spans = [season(name) for name in SEASONS]
    if found.has("last"):
        ends = [latest(one, here.now) for one in spans]
        return as_item(max((span for span in ends if span), key=lambda span: span.until))
    return as_item(next(span for one in spans if (span := upcoming(one, here.now)) and here.now in span))


@rules.add("<this|next_any> <workweek>", "last=<last_any> <workweek>")
def working_week(found: Matched, here: Here) -> Made:
    kind = found.matched[0].kind
    week = span_at(shift(here.now, Grain.WEEK, {"this": 0, "next": 1}.get(kind, -1)), Grain.WEEK)
    return "range", Range(week.begin, week.begin + timedelta(days=5), Grain.DAY)


@rules.add("which=<this|next_any|last_any> part=<part>")
def which_part(found: Matched, here: Here) -> Made:
    days = {"this": 0, "next": 1}.get(found.need("which").kind, -1)
    return "part_of_day", PartOfDay(found["part"], day_span(shift(here.now, Grain.DAY, days)))
