"""Days without a month: weekdays with a date, "the 15th", feasts, and words such as "tomorrow"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.nlu.times.cycles import DayOfMonth, MonthDay, Weekday
from bot.nlu.times.feasts import Feast
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import PartOfDay, day_span, season
from bot.nlu.times.search import latest, nearest, upcoming
from bot.nlu.times.spans import Grain, shift
from bot.nlu.times.tokens import Number

rules = Rules()


@rules.add(
    "<greeting> <the|a>? (<part>|<day_word>|<weekday>|<unit>|<weekend>|<feast>|<month>|<season>|<weekends>)"
)
def greeting(found: Matched, here: Here) -> Made:
    return "word", None


@rules.add("<a> (<month>|<month_short>)")
def thing_with_a_months_name(found: Matched, here: Here) -> Made:
    """ "En mars" is a sweet."""
    return "word", None


@rules.add(
    "(?<=<the|this|next|last|last_word|past|in|of|during|edge|since|until|by>) s=<season_short>",
    "s=<season_short> (?=<of>? <year_number>)",
)
def short_season_in_context(found: Matched, here: Here) -> Made:
    return "season", found["s"]


@rules.add("d=<day_word>")
def word_for_a_day(found: Matched, here: Here) -> Made:
    return "day", day_span(shift(here.now, Grain.DAY, found["d"]))


@rules.add("d=<part_day>")
def word_for_a_part(found: Matched, here: Here) -> Made:
    days, part = found["d"].split()
    now = here.now
    if part == "night" and days == "0" and now.hour < 5:
        now = shift(now, Grain.DAY, -1)
    return "part_of_day", PartOfDay(part, day_span(shift(now, Grain.DAY, int(days))))


@rules.add("d=<weekday_past>")
def weekday_past(found: Matched, here: Here) -> Made:
    return "day", latest(Weekday(found["d"]), here.now)


@rules.add(
    "(?<=<on>) w=<weekday_short>",
    "w=<weekday_short> (?=(<comma>|<and>|<or>)+ <weekday_named>)",
    "(?<=<weekday> <comma|and|or>) w=<weekday_short>",
)
def short_weekday_in_context(found: Matched, here: Here) -> Made:
    return "weekday", found["w"]


_BETWEEN = "(<comma>|<dot>|<the>|<on>|<dash>|<open>)*"


@rules.add(f"w=<weekday_named> {_BETWEEN} d=<cyclic_day|maybe_day|day> <close>?")
def weekday_and_date(found: Matched, here: Here) -> Made:
    day = found.need("d")
    if day.kind == "day":
        return "day", day.value
    if not isinstance(day.value, MonthDay):
        return None
    return _of_weekday(day.value, found["w"], here)


@rules.add("d=<cyclic_day> <comma>? w=<weekday_named> (?!<to|dash|part|part_at|at|clock>)")
def date_and_weekday(found: Matched, here: Here) -> Made:
    return _of_weekday(found["d"], found["w"], here) if isinstance(found["d"], MonthDay) else None


def _of_weekday(date: MonthDay, weekday: int, here: Here) -> Made:
    """The date in a year near now where it falls on that weekday; if there is none, the weekday was a slip."""
    exact = replace(date, weekday=weekday)
    found = upcoming(exact, here.now, steps=3) or latest(exact, here.now, steps=1)
    return ("day", found) if found else ("cyclic_day", date)


@rules.add(
    "w=<weekday_named> <comma>? <the> d=<day_number|ordinal_any> (?!<unit|month_any|colon|percent>)",
    "w=<weekday_named> <comma>? d=<ordinal_any|n24|n31> (?!<unit|month_any|colon|percent|dash|to|and|meridiem>)",
)
def weekday_and_day(found: Matched, here: Here) -> Made:
    day = nearest(DayOfMonth(int(found["d"].value), found["w"]), here.now, back=timedelta(days=31))
    return ("day", day) if day else ("cyclic_day", DayOfMonth(int(found["d"].value)))


@rules.add("w=<weekday_named> <open> d=<cyclic_day> <close>")
def weekday_and_date_in_brackets(found: Matched, here: Here) -> Made:
    return "cyclic_day", found["d"]


_NOT_COUNTED = (
    "(?!<unit|times|dash|word|floor|slash|percent|other|month_any|year_number|unit_letter|weekday_named|dotted|weekend>)"
    "(?!<last_word|ordinal_last|next|past|last|working_day|few>)"
)


@rules.add(
    f"<on>? <the> d=<day_number|ordinal> {_NOT_COUNTED}",
    f"<on> d=<ordinal> {_NOT_COUNTED}",
    f"<on> d=<day_number> {_NOT_COUNTED}",
    f"(?<=<on|at|until|for|since|sedan>) <the>? d=<ordinal> {_NOT_COUNTED}",
)
def day_of_month(found: Matched, here: Here) -> Made:
    """ "The 15th", "den 3:e", "on 15". "The first" and "den andra" are mostly things, not days."""
    number: Number = found["d"]
    opens = found.matched[0]
    is_ordinal = found.need("d").kind == "ordinal"
    if number.in_words and number.value <= (3 if is_ordinal else 12):
        return None
    if not is_ordinal and opens.kind == "on" and here.language == "sv":
        return None
    return "cyclic_day", DayOfMonth(int(number.value))


@rules.add(
    "(?<=<on|the|at|since|sedan|from|until|for|before|after|to|between>) d=<maybe_day>",
    "d=<maybe_day> (?=<comma>? (<clock>|<at>|<day_word>))",
    "d=<maybe_day> (?=<dash|to> (<cyclic_day>|<maybe_day>|<day>))",
    "(?<=<cyclic_day> <dash|to>) d=<maybe_day>",
    "(?<=<cyclic_day> <comma|or|and>) d=<maybe_day>",
)
def date_in_context(found: Matched, here: Here) -> Made:
    return "cyclic_day", found["d"]


@rules.add("<jul> (?!<day_number|year_number>)")
def yule(found: Matched, here: Here) -> Made:
    return "cyclic_day", Feast("christmas")


@rules.add("f=<feast>")
def feast(found: Matched, here: Here) -> Made:
    return "cyclic_day", Feast(found["f"])


@rules.add("f=<feast_now>")
def feast_to_come(found: Matched, here: Here) -> Made:
    return "day", upcoming(Feast(found["f"]), here.now)


@rules.add("f=<feast_past>")
def feast_gone(found: Matched, here: Here) -> Made:
    return "day", latest(Feast(found["f"]), here.now)


@rules.add("s=<season_now>")
def season_to_come(found: Matched, here: Here) -> Made:
    return "period", upcoming(season(found["s"]), here.now)


@rules.add("s=<season_past>")
def season_gone(found: Matched, here: Here) -> Made:
    return "period", latest(season(found["s"]), here.now)
