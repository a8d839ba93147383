"""What stands beside a number and changes what it means: "nästan en tia", "inte mer än 2", "not a 10", "8 or more"."""

from __future__ import annotations

import re
from enum import Enum

from bot.nlu.numbers.ranges import limit_after, limit_before
from bot.nlu.numbers.sentence import Token


class Bound(Enum):
    EXACT = "exact"
    DENIED = "denied"
    """Not this number."""
    JUST_UNDER = "just under"
    JUST_OVER = "just over"
    OPEN = "open"
    """At least, or more than, or less than this."""


_ARTICLE = r"(?: (?:en|ett|a|an|pa|till))?$"
_WORDS = 6
_NEAR = {
    Bound.JUST_UNDER: (
        "nastan|knappt|strax under|lite under|inte riktigt|inte fullt|nara|almost|nearly|just under"
        "|not quite|a bit under|slightly under|close to|bara nastan|nastintill|narapa|snudd pa"
    ),
    Bound.JUST_OVER: (
        "drygt|dryg|strax over|lite over|lite mer an|just over|a bit over|slightly over|a little over"
        "|just above|a bit above|slightly above|lite battre an|a bit better than|slightly better than"
    ),
}
_DENIED = re.compile(
    r"(?:^| )(?:inte ens|inte|ingen|inget|ej|aldrig|not even|not|no|never"
    r"|isn't|wasn't|wouldn't|don't|isnt|wasnt|wouldnt)"
    rf"(?: (?:exactly|direkt|precis|blir|say|give|ge|saga|quite|exakt))?{_ARTICLE}"
)
_COMPILED = [(how, re.compile(rf"(?:^| )(?:{pattern}){_ARTICLE}")) for how, pattern in _NEAR.items()]


def bound(marks: list[Token], index: int) -> Bound:
    """Say how the words right before and after a number limit it.

    "No more than a two" and "som högst en fyra" are how people say two and four: they are exact.
    """
    before = _words(marks[:index][::-1])[::-1]
    text = " ".join(before)
    limit = limit_before(text)
    if limit == "at_most":
        return Bound.EXACT
    near = next((how for how, pattern in _COMPILED if pattern.search(text)), None)
    if near is not None:
        return near
    if limit in ("at_least", "more_than", "less_than") or limit_after(" ".join(_words(marks[index + 1 :]))):
        return Bound.OPEN
    return Bound.DENIED if _DENIED.search(text) else Bound.EXACT


def _words(tokens: list[Token]) -> list[str]:
    words: list[str] = []
    for token in tokens[:_WORDS]:
        if token.kind == "pause":
            break
        words.append(token.text)
    return words
