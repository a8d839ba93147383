"""Times at a distance: "in two weeks", "för tre dagar sedan", "2 days after tomorrow", "within a week"."""

from __future__ import annotations

from datetime import datetime

from bot.nlu.times.cycles import Weekday
from bot.nlu.times.durations import Duration
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import Range, day_span, span_of
from bot.nlu.times.search import latest, upcoming
from bot.nlu.times.spans import Grain, Span, shift, span_at, start_of
from bot.nlu.times.tokens import Number

rules = Rules()
_POINT = "day|cyclic_day|weekday|moment|clock|now|year_said|period"
_LONG = "duration|moment_long"


def shifted(long: Duration, origin: datetime, sign: int, here: Here) -> Made:
    """The moment or day so far away; as exact as what was said: hours to the minute, days and more to the day."""
    moment = long.after(origin, sign)
    if not long.is_whole_days:
        grain = (
            Grain.MINUTE
            if long.finest == Grain.HOUR and float(long.amounts[-1][1]).is_integer()
            else Grain.SECOND
        )
        return "moment", Span(moment, shift(moment, Grain.SECOND, 1), grain)
    if here.customs.exact_shifts and long.finest == Grain.DAY:
        return "moment", span_at(moment, Grain.HOUR)
    if here.customs.year_shifts_to_month and long.finest >= Grain.YEAR:
        return "period", span_at(moment, Grain.MONTH)
    return "day", day_span(moment)


@rules.add(f"<the>? w=<weekday_named> (<in>|<i>|<dash>)? <in> long=<{_LONG}>")
def weekday_at_a_distance(found: Matched, here: Here) -> Made:
    """ "Måndag om en vecka": the next Monday and a week."""
    day = upcoming(Weekday(found["w"]), here.now, current=False)
    return ("day", day_span(found["long"].after(day.begin))) if day else None


@rules.add("n=<beside> d=<day|cyclic_day|weekday>", "n=<beside>")
def beside_a_day(found: Matched, here: Here) -> Made:
    """ "The day before Christmas", "dagen efter"."""
    day = span_of(found.need("d"), here) if found.has("d") else day_span(here.now)
    return ("day", day_span(shift(day.begin, Grain.DAY, found["n"]))) if day else None


@rules.add(
    "long=<duration> <on> w=<weekday_named>",
    "w=<weekday_named> week=<unit> (?!<n0|n12|n24|n31|n59|of|year_number>)",
)
def week_on_a_weekday(found: Matched, here: Here) -> Made:
    """ "A week on Friday", "Friday week"."""
    unit, day = found.item("week"), upcoming(Weekday(found["w"]), here.now, current=False)
    if day is None or here.language != "en" or (unit and (unit.value != "week" or unit.is_plural)):
        return None
    long: Duration = found["long"] or Duration(((Grain.WEEK, 1),))
    return ("day", day_span(long.after(day.begin))) if long.amounts[0][0] == Grain.WEEK else None


@rules.add("<for>? n=<count|few|a> w=<weekday_named|weekdays> far=<ago_any|hence|later>")
def weekdays_away(found: Matched, here: Here) -> Made:
    item, far = found.need("n"), found.need("far")
    count = int(item.value.value if isinstance(item.value, Number) else item.value)
    weekday, moment = Weekday(found["w"]), here.now
    for _ in range(min(count, 100)):
        day = (
            latest(weekday, moment)
            if far.kind in {"ago", "sedan"}
            else upcoming(weekday, moment, current=False)
        )
        if day is None:
            return None
        moment = day.begin
    return "day", day_span(moment)


@rules.add(f"<in>? long=<{_LONG}> way=<after|before|from|sedan> p=<{_POINT}> (?!<thru> <day_like>)")
def from_a_point(found: Matched, here: Here) -> Made:
    point, way = found.need("p"), found.need("way")
    before = found.before()
    if way.kind == "from" and before and before.kind == "for":
        return None  # "for 3 days from today" is a stretch
    if point.kind == "period" and point.value.grain < Grain.MONTH:
        return None
    origin = span_of(point, here)
    if origin is None:
        return None
    long: Duration = found["long"]
    if point.kind == "clock" and long.is_whole_days:
        return None
    if point.kind in {"day", "cyclic_day"} and not long.is_whole_days:
        return None
    made = shifted(long, origin.begin, -1 if way.kind == "before" else 1, here)
    return (
        ("day", day_span(long.after(origin.begin, -1 if way.kind == "before" else 1)))
        if made and made[0] == "moment" and long.is_whole_days
        else made
    )


_FROM_NOW = "(<hence>|<later>|<from> <now>|<after> <now>)"


@rules.add(
    f"(<in>|<for>) more=<more_than>? long=<{_LONG}> (<ago_any>|later={_FROM_NOW})?".replace("later=", "")
)
def in_or_ago(found: Matched, here: Here) -> Made:
    kinds = found.kinds
    is_ago = kinds[-1] in {"ago", "sedan"}
    is_hence = len(kinds) > 2 and not is_ago and kinds[-1] in {"hence", "later", "now"}
    if kinds[0] == "for" and not (is_ago or is_hence):
        return None
    return shifted(found["long"], here.now, -1 if is_ago else 1, here)


@rules.add(f"long=<{_LONG}> <ago_any>")
def ago(found: Matched, here: Here) -> Made:
    return shifted(found["long"], here.now, -1, here)


@rules.add(
    f"<within> <next_any>? long=<{_LONG}> (<from> <day>|<hence>|<after> <day>)?",
    f"<within> <the>? <next_any>? <unit> <and> long=<{_LONG}>",
)
def within(found: Matched, here: Here) -> Made:
    long: Duration = found["long"]
    items = found.matched
    if items[-1].kind == "day" and items[-1].value.begin != start_of(here.now, Grain.DAY):
        return None
    for item in items[:-1]:
        if item.kind == "unit":
            long = long.plus(Duration(((Grain[item.value.upper()], 1),)))
    grain = Grain.DAY if long.is_whole_days else Grain.SECOND
    return "range", Range(here.now, long.after(here.now), grain)


@rules.add(
    "bound=<bounded_duration> way=<after|before|from|since> p=<day|now>",
    "bound=<bounded_duration> <hence>",
    "bound=<bounded_duration> <ago_any>",
)
def bounded_distance(found: Matched, here: Here) -> Made:
    """ "Less than 3 days after tomorrow" is a stretch, "more than 2 weeks before today" an open one."""
    bound, long = found["bound"]
    origin = span_of(found.need("p"), here) if found.has("p") else day_span(here.now)
    last = found.matched[-1]
    sign = -1 if (found.item("way") or last).kind in {"before", "ago", "sedan"} else 1
    if origin is None:
        return None
    ends = sorted((origin.begin, long.after(origin.begin, sign)))
    if bound == "less":
        return "range", Range(ends[0], ends[1], Grain.DAY)
    return "range", Range(None, ends[0], Grain.DAY) if sign < 0 else Range(ends[1], None, Grain.DAY)


@rules.add(f"long=<{_LONG}> (<hence>|<later>|<from> <now>|<after> <now>)")
def hence(found: Matched, here: Here) -> Made:
    return shifted(found["long"], here.now, 1, here)


@rules.add(f"(?<=<after>) <in>? long=<{_LONG}>", f"<after> long=<{_LONG}> (?!<day_like>)")
def after_a_while(found: Matched, here: Here) -> Made:
    """ "After 5 days": from then on."""
    long: Duration = found["long"]
    made = shifted(long, here.now, 1, here)
    if made is None:
        return None
    span: Span = made[1]
    return "range", Range(span.begin, None, span.grain)
