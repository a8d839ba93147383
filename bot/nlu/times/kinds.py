"""Names for sets of kinds of items, for use in patterns: ``<hour>`` is any number that can be an hour."""

from __future__ import annotations

GROUPS: dict[str, tuple[str, ...]] = {
    "hour": ("n0", "n12", "n24"),
    "minutes": ("n0", "n12", "n24", "n31", "n59"),
    "day_number": ("n12", "n24", "n31"),
    "count": ("n0", "n12", "n24", "n31", "n59", "n99", "clock_digits", "year_clock", "year"),
    "year_number": ("year", "year_clock"),
    "loose_digits": ("clock_digits", "year_clock"),
    "ordinal_any": ("ordinal", "second"),
    "nth": ("ordinal", "second", "ordinal_last", "last_word"),
    "unit_any": ("unit", "second", "quarter"),
    "month_any": ("month", "month_short", "jul"),
    "weekday_named": ("weekday", "weekday_short"),
    "mark": ("dash", "slash", "dot", "comma"),
    "thru": ("to", "dash"),
    "next_any": ("next",),
    "last_any": ("last", "last_word", "past"),
    "ago_any": ("ago", "sedan"),
    "over": ("past", "after", "from"),
    "short_of": ("to", "of", "i"),
    "part_any": ("part", "part_at"),
    # what the rules make
    "day_like": ("day", "cyclic_day", "weekday"),
    "time_like": (
        "day", "cyclic_day", "weekday", "period", "cyclic_period", "month", "season", "weekend", "moment",
        "part_of_day", "clock", "now", "year_said",
    ),
}  # fmt: skip
