"""Times in a part of the day: "8 in the evening", "på kvällen kl 8", "the late morning"."""

from __future__ import annotations

from dataclasses import replace

from bot.nlu.times.clock import Clock
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.rules.clocks import clock_of

rules = Rules()


def fitting(clock: Clock, part: str) -> Clock:
    """The reading of a time that lies in a part of the day: "at 8 in the evening" is 20."""
    if not clock.loose:
        return clock
    hour, part = clock.hour % 12, part.split()[-1]
    if part in {"night", "tonight"}:
        after_noon = hour >= 5
    elif part in {"morning", "forenoon", "breakfast"}:
        after_noon = False
    elif part == "lunch":
        after_noon = hour < 5
    else:
        after_noon = True
    if clock.hour == 12 and part in {"evening", "tonight", "night"}:
        after_noon = False
    return replace(clock, hour=hour + 12 * after_noon, loose=False)


@rules.add("(<in>|<on>)? <the>? edge=<edge|later> <dash>? part=<part_any|parts>")
def early_or_late_part(found: Matched, here: Here) -> Made:
    return "part_at", f"{found['edge'] or 'end'} {found['part']}"


@rules.add("t=<clock> <comma>? <edge>? part=<part_any>", "t=<hour> <comma>? part=<part_at>")
def clock_in_part(found: Matched, here: Here) -> Made:
    clock = clock_of(found.need("t"))
    return ("clock", fitting(clock, found["part"])) if clock else None


_NOT_EVERY = "(?<!<every|every_other|any>)"


@rules.add(
    f"{_NOT_EVERY} <edge>? part=<part_any> <comma>? <at>? t=<clock>",
    f"{_NOT_EVERY} part=<part_any> <at> t=<hour>",
    "<edge>? part=<part_at> t=<hour>",
)
def part_and_clock(found: Matched, here: Here) -> Made:
    clock = clock_of(found.need("t"))
    return ("clock", fitting(clock, found["part"])) if clock else None
