"""Dates, times, durations and recurrences in Swedish and English words.

``find_times`` is what others call. A text becomes a row of items (tokens.py, with the words of vocabulary.py). Rules
(rules/, with the machinery of grammar.py) make one item of several neighbours, pass after pass. What the items that are
left mean is placed in the calendar (cycles.py, search.py, meanings.py) against the customer's own now and the house's
customs (customs.py).
"""

from __future__ import annotations

from bot.nlu.times.customs import Customs
from bot.nlu.times.finding import find_times
from bot.nlu.times.found import FoundTime

__all__ = ["Customs", "FoundTime", "find_times"]
