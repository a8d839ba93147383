"""The rules, in the order of the passes: what one makes the next may use."""

from __future__ import annotations

from bot.nlu.times.rules import (
    amounts,
    clock_parts,
    clock_ranges,
    clocks,
    dates,
    figures,
    hours,
    joined,
    months,
    numbered,
    open_ended,
    ranges,
    recurring,
    relative,
    shifted,
    within,
    years,
)

RULES = (
    *amounts.rules,
    *clocks.rules,
    *clock_parts.rules,
    *figures.rules,
    *months.rules,
    *years.rules,
    *dates.rules,
    *relative.rules,
    *numbered.rules,
    *within.rules,
    *shifted.rules,
    *clock_ranges.rules,
    *recurring.rules,
    *joined.rules,
    *hours.rules,
    *ranges.rules,
    *recurring.at_times,
    *open_ended.rules,
)
