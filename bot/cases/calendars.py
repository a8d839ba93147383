"""Public holidays of a country, from the ``holidays`` library.

Midsummer Eve, Christmas Eve and New Year's Eve are no public holidays by Swedish law (SFS 1989:253), but the
Annual Leave Act (SFS 1977:480) puts them on a par with Sundays and hardly anybody works: they count as holidays
here (the library's category "de facto"). Days that some shorten (Maundy Thursday, Walpurgis Night) count as
working days.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from functools import cache

import holidays as library

_CATEGORIES = ("public", "de_facto")


@cache
def holidays_of(country: str) -> Container[date]:
    """Return the days on which nobody works in a country (ISO code); none for a country the library lacks.

    Sundays are no holidays here: working hours say who works on them.
    """
    supported = library.list_supported_countries()
    if country not in supported:
        return frozenset()
    known = library.country_holidays(country).supported_categories
    return library.country_holidays(country, categories=[name for name in _CATEGORIES if name in known])
