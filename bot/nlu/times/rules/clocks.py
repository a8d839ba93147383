"""Times of day: "3 pm", "halv tre", "kl 14.30", "twenty to five", "noon", "8 in the evening"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.nlu.times.clock import Clock
from bot.nlu.times.durations import Duration
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.spans import Grain
from bot.nlu.times.tokens import Item, Number

rules = Rules()
_ROUND = {5, 10, 15, 20, 25}


def clock_of(item: Item) -> Clock | None:
    """A clock time out of figures or a number of hours; None where they are none."""
    if item.kind == "clock":
        found: Clock = item.value
        return found
    if isinstance(item.value, Number) and item.value.value < 2400:
        value = int(item.value.value)
        if value > 99:
            return _face(value // 100, value % 100, item.value.padded)
        return _face(value, None, item.value.padded)
    if item.kind == "dotted":
        hour, minute = re.split("[.,]", item.value)
        return _face(int(hour), int(minute), hour[0] == "0") if len(minute) == 2 else None
    return None


def _face(hour: int, minute: int | None, padded: bool = False) -> Clock:
    loose = 1 <= hour <= 12 and not padded
    return Clock(hour, minute or 0, 0, Grain.HOUR if minute is None else Grain.MINUTE, loose)


def half_of_day(clock: Clock, half: str) -> Clock:
    """The same face before noon ("am") or after ("pm"); 24-hour times stay."""
    if clock.hour > 12:
        return replace(clock, loose=False)
    return replace(clock, hour=clock.hour % 12 + (12 if half == "pm" else 0), loose=False)


def _reads(found: Matched, name: str = "t") -> Clock | None:
    item = found.item(name)
    return clock_of(item) if item else None


@rules.add("t=<figures_clock>")
def figures(found: Matched, here: Here) -> Made:
    parts = [int(part) for part in found["t"].lower().lstrip("t").split(":")]
    padded = found["t"].lower().lstrip("t")[0] == "0"
    clock = _face(parts[0], parts[1], padded)
    return "clock", replace(clock, second=parts[2], grain=Grain.SECOND) if len(parts) == 3 else clock


@rules.add("<at>? t=<hours>")
def figures_with_h(found: Matched, here: Here) -> Made:
    hour, minute = found["t"].lower().split("h")
    return "clock", Clock(int(hour), int(minute or 0), 0, Grain.MINUTE)


@rules.add("<at>? t=<clock_am>")
def before_noon_with_a(found: Matched, here: Here) -> Made:
    return "clock", half_of_day(Clock(found["t"]), "am")


@rules.add("<at>? h=<n0|n12|n24> m=<n12|n24|n31|n59> half=<meridiem>")
def hour_minute_meridiem(found: Matched, here: Here) -> Made:
    if found["m"].value < 10 and not found["m"].padded:
        return None
    return "clock", half_of_day(
        Clock(int(found["h"].value), int(found["m"].value), 0, Grain.MINUTE), found["half"]
    )


@rules.add("<at>? t=<n0|n12|n24|loose_digits|dotted|clock> (<dot>|<oclock>)? half=<meridiem>")
def with_meridiem(found: Matched, here: Here) -> Made:
    clock = _reads(found)
    return ("clock", half_of_day(clock, found["half"])) if clock else None


@rules.add("<at>? t=<n12|clock|loose_digits> half=<meridiem_letter>")
def with_meridiem_letter(found: Matched, here: Here) -> Made:
    clock, t, half = _reads(found), found.need("t"), found.need("half")
    return (
        ("clock", half_of_day(clock, "pm" if half.kind == "meridiem_letter" else "am"))
        if clock and t.end == half.start
        else None
    )


@rules.add("half=<half> h=<n12>")
def half_hour(found: Matched, here: Here) -> Made:
    """Swedish "halv tre" is 2:30; English "half three" is 3:30."""
    whole = Clock(int(found["h"].value), 0, 0, Grain.MINUTE, loose=True)
    return "clock", whole.less(30) if found["half"] == "to" else replace(whole, minute=30)


@rules.add("<half> <past> t=<hour|clock> <oclock>?")
def half_past(found: Matched, here: Here) -> Made:
    clock = _reads(found)
    return ("clock", replace(clock, minute=30, grain=Grain.MINUTE)) if clock and not clock.minute else None


@rules.add("<at>? t=<about_hours>", "<at>? t=<hour> <dash>? <about_hour>")
def around_an_hour(found: Matched, here: Here) -> Made:
    """ "Vid tretiden", "vid 15-tiden"."""
    return "clock", _reads(found)


@rules.add("<at>? t=<hour> <oclock>")
def oclock(found: Matched, here: Here) -> Made:
    return "clock", _reads(found)


@rules.add("t=<clock_word>")
def named(found: Matched, here: Here) -> Made:
    hour, minute = map(int, found["t"].split(":"))
    return "clock", Clock(hour, minute)


@rules.add("h=<n12> m=<n12|n24|n31|n59> (?!<unit|unit_letter|month|month_short|of|meridiem|percent>)")
def in_two_words(found: Matched, here: Here) -> Made:
    """ "Seven thirty"; "nine ten" is a pair of marks rather than a time."""
    hour, minute = found["h"], found["m"]
    if not (hour.in_words and minute.in_words) or minute.value < 10 or minute.value == hour.value + 1:
        return None
    return "clock", _face(int(hour.value), int(minute.value))


@rules.add(
    "<at>? q=<quarter|part_hour> <over> t=<hour|clock> <oclock>?",
    "<at>? q=<quarter> <short_of> t=<hour|clock>",
)
def quarters(found: Matched, here: Here) -> Made:
    clock = _reads(found)
    between = found.items[found.match.start("q") + 1]
    minutes = 45 if found.need("q").kind == "part_hour" else 15
    return _apart(clock, minutes, between)


@rules.add("<at>? m=<duration> o=<over|short_of> t=<hour|clock> <oclock>?")
def minutes_apart(found: Matched, here: Here) -> Made:
    away: Duration = found["m"]
    if away.coarsest != Grain.MINUTE or not 0 < away.seconds < 3600:
        return None
    return _apart(_reads(found), int(away.seconds // 60), found.need("o"))


@rules.add(
    "<at>? m=<n12|n24|n31> o=<past|after> t=<hour|clock> <oclock>?",
    "<at>? m=<n12|n24|n31> o=<to|i> t=<n12|clock>",
)
def round_minutes_apart(found: Matched, here: Here) -> Made:
    """ "Ten past five", "tio i sex"; with "to" only in words, since "5 to 7" is rather a range."""
    number: Number = found["m"]
    between = found.need("o")
    if number.value not in _ROUND or (between.kind == "to" and not number.in_words):
        return None
    if between.kind == "after" and here.language == "sv":
        return None
    before = found.before()
    if between.kind == "to" and before and before.kind in _RANGE_OPENS:
        return None
    return _apart(_reads(found), int(number.value), between)


_RANGE_OPENS = {"from", "between", "day_word", "weekday"}


def _apart(clock: Clock | None, minutes: int, between: Item) -> Made:
    if clock is None or (clock.minute and clock.minute != 30):
        return None
    if between.kind in {"past", "after", "from"}:
        return "clock", replace(clock, grain=Grain.MINUTE).less(-minutes)
    return "clock", replace(clock, grain=Grain.MINUTE).less(minutes)


@rules.add("at=<at> h=<hour> m=<n12|n24|n31|n59> (?!<unit|unit_letter|month|month_short|of>)")
def hour_and_minute_after_at(found: Matched, here: Here) -> Made:
    if found["h"].in_words != found["m"].in_words or (not found["h"].in_words and found["m"].value < 10):
        return None
    return "clock", _face(int(found["h"].value), int(found["m"].value), found["h"].padded)


@rules.add(
    "at=<at> t=<hour|loose_digits|dotted|clock> (?!<unit|unit_letter|month|month_short|slash|percent|duration>)"
)
def after_at(found: Matched, here: Here) -> Made:
    following, time = found.following(), found.need("t")
    is_counted = following is not None and following.kind in {"word", "floor", "other"}
    if found["at"] != "clock" and is_counted and time.kind != "clock":
        return None  # "at 5 stars"
    clock = clock_of(time)
    return ("clock", clock) if clock else None


@rules.add("t=<n12> <dash>? <ish>")
def about(found: Matched, here: Here) -> Made:
    return "clock", _reads(found)
