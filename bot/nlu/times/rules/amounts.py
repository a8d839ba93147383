"""Durations: "two weeks", "en och en halv timme", "1 year, 2 days and 3 hours"."""

from __future__ import annotations

from bot.nlu.times.durations import Duration
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import unit_of
from bot.nlu.times.spans import Grain
from bot.nlu.times.tokens import Number

rules = Rules()


def _amount(found: Matched, name: str = "n") -> float:
    item = found.item(name)
    if item is None or item.kind == "a":
        return 1
    if isinstance(item.value, Number):
        return item.value.value
    if item.kind == "dotted":
        return float(item.value.replace(",", "."))
    if item.kind == "slashed":
        above, below = map(int, item.value.split("/"))
        if not 0 < above < below <= 8:
            raise ValueError(f"{item.value} is no part of a unit")
        return above / below
    return float(item.value)


def _duration(unit: Grain, amount: float) -> Made:
    return "duration", Duration(((unit, amount),))


@rules.add(
    "n=<count|few|a|dotted> half=<and_half> <of>? unit=<unit_any>",
    "n=<count|few> <and> part=<half|quarter> <of>? unit=<unit>",
    "n=<count> half=<fraction> unit=<unit_any>",
)
def with_a_half_before(found: Matched, here: Here) -> Made:
    return _duration(unit_of(found.need("unit")), _amount(found) + _half(found))


def _half(found: Matched) -> float:
    if found.has("half"):
        return float(found["half"])
    return 0.25 if any(item.kind == "quarter" for item in found.matched) else 0.5


@rules.add(
    "n=<count|few|a> unit=<unit_any> half=<and_half>",
    "n=<count|few|a> unit=<unit_any> <and> <half|quarter> (?!<past|to|i|n12>)",
)
def with_a_half_after(found: Matched, here: Here) -> Made:
    return _duration(unit_of(found.need("unit")), _amount(found) + _half(found))


@rules.add("n=<half_of|part_hour|fraction|slashed> <a>? <of>? unit=<unit_any|unit_letter>")
def part_of_a_unit(found: Matched, here: Here) -> Made:
    return _duration(unit_of(found.need("unit")), _amount(found))


@rules.add("<half> <a>? unit=<unit_any|working_day>")
def half_a_unit(found: Matched, here: Here) -> Made:
    unit = found.need("unit")
    return _duration(Grain.DAY if unit.kind == "working_day" else unit_of(unit), 0.5)


@rules.add("<quarter> <of> <a> unit=<unit>")
def quarter_of_a_unit(found: Matched, here: Here) -> Made:
    return _duration(unit_of(found.need("unit")), 0.25)


@rules.add("n=<count|few|a|dotted> <dash>? unit=<unit_any>", "n=<few> <of>? unit=<unit_any>")
def counted(found: Matched, here: Here) -> Made:
    number, unit = found.need("n"), found.need("unit")
    grain = unit_of(unit)
    following = found.following()
    if grain == Grain.QUARTER and following and following.kind == "past":
        return None  # "three quarters past nine"
    if unit.kind == "quarter" and (here.language == "sv" or number.kind == "a"):
        return None
    if isinstance(number.value, Number) and unit.kind == "second" and number.value.value > 1:
        return None  # "on the 22 second", but "1 second"
    if number.kind == "a" and grain <= Grain.MINUTE:
        return "moment_long", Duration(
            ((grain, 1),)
        )  # "a second", "en minut": mostly only patience is asked for
    return _duration(grain, _amount(found))


@rules.add("n=<n0|n12|n24|n31|n59|n99|dotted> unit=<unit_letter>")
def counted_in_letters(found: Matched, here: Here) -> Made:
    number, unit = found.need("n"), found.need("unit")
    if number.end != unit.start and unit.value != "hour":
        return None
    return _duration(unit_of(unit), _amount(found))


@rules.add("n=<count> <prime>", "n=<count> seconds=<primes>")
def counted_in_primes(found: Matched, here: Here) -> Made:
    return _duration(Grain.SECOND if found.has("seconds") else Grain.MINUTE, _amount(found))


@rules.add("n=<count|few|a>? span=<span_word>")
def in_a_word(found: Matched, here: Here) -> Made:
    count, unit = found["span"].split()
    return _duration(Grain[unit.upper()], _amount(found) * int(count))


@rules.add(
    "(?<=<in|for|within|i|during|more_than>) <quarter> (?!<past|to|i|of>)",
    "<quarter> (?=<ago_any>)",
    "n=<n12> <quarter> (?!<past|to|i|of>)",
)
def quarter_of_an_hour(found: Matched, here: Here) -> Made:
    count = int(_amount(found)) if found.has("n") else 1
    return _duration(Grain.MINUTE, 15 * count) if here.language == "sv" and count <= 3 else None


@rules.add("n=<count|few|a> <working_day>")
def working_days(found: Matched, here: Here) -> Made:
    return "duration", Duration(((Grain.DAY, _amount(found)),), working_days=True)


@rules.add("n=<n0|n12|n24|n31|n59|n99|few> <weekend|weekends>")
def weekends(found: Matched, here: Here) -> Made:
    return _duration(Grain.DAY, 2 * _amount(found))


@rules.add("<whole> <dash>? unit=<unit_any>")
def whole_unit(found: Matched, here: Here) -> Made:
    return _duration(unit_of(found.need("unit")), 1)


@rules.add("one=<duration|moment_long> <comma>? <and>? two=<duration|moment_long>")
def summed(found: Matched, here: Here) -> Made:
    one, two = found["one"], found["two"]
    if {grain for grain, _ in one.amounts} & {grain for grain, _ in two.amounts}:
        return None
    return "duration", one.plus(two)


@rules.add(
    "hours=<duration> <and>? minutes=<n12|n24|n31|n59> (?!<unit|unit_letter|past|to|i|month|month_short|dot>)"
)
def hours_and_minutes(found: Matched, here: Here) -> Made:
    hours: Duration = found["hours"]
    minutes = found["minutes"].value
    if len(hours.amounts) > 1 or hours.finest != Grain.HOUR or minutes < 10 or hours.seconds % 3600:
        return None
    return "duration", hours.plus(Duration(((Grain.MINUTE, minutes),)))


@rules.add(
    "n=<n12|n24|n31|n59|n99|a> joint=<dash|to|or> long=<duration>",
    "one=<duration> joint=<dash|to|or> long=<duration>",
)
def from_and_up_to(found: Matched, here: Here) -> Made:
    """ "2-3 dagar", "two to three weeks"."""
    high: Duration = found["long"]
    if len(high.amounts) > 1:
        return None
    grain = high.finest
    low = found["one"] or Duration(((grain, _amount(found)),))
    if not low.seconds < high.seconds:
        return None
    return "duration_range", (low, high)


@rules.add("bound=<more_than> long=<duration>")
def bounded(found: Matched, here: Here) -> Made:
    return "bounded_duration", (found["bound"], found["long"])
