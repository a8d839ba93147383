"""Numbers, ranges of numbers, and yes or no, as customers write them in Swedish and English. Knows nothing of Rasa."""

from __future__ import annotations
