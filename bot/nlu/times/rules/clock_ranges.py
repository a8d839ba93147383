"""From one time of day to another: "9 to 11", "between 3:30 and 6 pm", "8-16"."""

from __future__ import annotations

from bot.nlu.times.clock import Clock, Hours, meant
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.rules.clocks import clock_of

rules = Rules()
_OPEN = "(<from>|<between>|<at>|<for>)*"


def hours_between(first: Clock, last: Clock, here: Here) -> Hours:
    """Of the readings of two faces those that lie nearest after one another: "11 to 3am" is 23 to 3."""
    pairs = [(a, b) for a in first.readings for b in last.readings]
    if first.loose and last.loose:
        begin = meant(first, here)
        pairs = [(begin, b) for b in last.readings]
    begin, until = min(pairs, key=lambda pair: (pair[1].in_seconds - pair[0].in_seconds - 1) % 86_400)
    return Hours(begin, until, min(begin.grain, until.grain))


def hours_of(found: Matched, here: Here) -> Made:
    first, last = found.item("a"), found.item("b")
    one, two = (clock_of(item) if item else None for item in (first, last))
    return ("hours_made", hours_between(one, two, here)) if one and two else None


@rules.add(
    f"{_OPEN} a=<clock> (<thru>|<and>) <at>? b=<clock>",
    f"{_OPEN} a=<clock> <thru> <at>? b=<hour|loose_digits> (?!<unit|month_any|slash|percent|duration>)",
    f"{_OPEN} a=<hour> <thru> b=<clock>",
    "<between> a=<hour|clock> (<thru>|<and>) b=<clock>",
    "<between> a=<clock> (<thru>|<and>) b=<hour|loose_digits> (?!<unit|month_any>)",
    "(?<=<at>) a=<hour> <thru> b=<hour> (?!<unit|month_any>)",
    "(<from>|<between>) a=<hour> (<thru>|<and>) b=<hour> (?=<part_at>)",
    "a=<hour> <thru> b=<hour> (?=<part_at>)",
    "(<from>|<between>|<at>)* a=<dotted> (<thru>|<and>) b=<dotted>",
    "(<from>|<between>) a=<hour> (<thru>|<and>) b=<hour> (?=<on|of>? <part_of_day|day|cyclic_day|weekday>)",
    "(<from>|<between>) a=<loose_digits> (<thru>|<and>) b=<clock_digits>",
    "(<from>|<between>) a=<clock_digits> (<thru>|<and>) b=<loose_digits>",
)
def between_clocks(found: Matched, here: Here) -> Made:
    joint = found.kinds
    if "and" in joint and "between" not in joint:
        return None
    ends = [item for item in (found.item("a"), found.item("b")) if item and item.kind == "dotted"]
    if any(
        not 0 <= int(item.value.replace(",", ".").split(".")[0]) < 25 or "," in item.value for item in ends
    ):
        return None
    return hours_of(found, here)


@rules.add("(<after>|<before>|<since>)? a=<clock> <word|small|and>? <before> b=<clock>")
def after_but_before(found: Matched, here: Here) -> Made:
    opens = found.matched[0].kind
    return hours_of(found, here) if opens in {"after", "since"} else None
