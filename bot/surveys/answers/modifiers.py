"""What stands before a number and changes what it means: "nästan en tia", "inte mer än 2", "not a 10"."""

from __future__ import annotations

import re
from enum import Enum

from bot.surveys.answers.tokens import Token


class Bound(Enum):
    EXACT = "exact"
    DENIED = "denied"
    """Not this number."""
    JUST_UNDER = "just under"
    JUST_OVER = "just over"
    OPEN = "open"
    """At least, or more than, or less than this."""


_ARTICLE = r"(?: (?:en|ett|a|an|pa|till))?$"
# Tried from the top: "no more than a two" is how people say two, so it stands before "more than".
_BEFORE = {
    Bound.EXACT: (
        "inte mer an|inte hogre an|som mest|som hogst|hogst|max|maximalt|not more than|no more than"
        "|not higher than|at most"
    ),
    Bound.JUST_UNDER: (
        "nastan|knappt|strax under|lite under|inte riktigt|inte fullt|nara|almost|nearly|just under"
        "|not quite|a bit under|slightly under|close to"
    ),
    Bound.JUST_OVER: "drygt|strax over|lite over|lite mer an|just over|a bit over|slightly over|a little over",
    Bound.OPEN: (
        "minst|atminstone|inte under|inte mindre an|mer an|mindre an|hogre an|lagre an|over|under|at least|not below"
        "|no less than|not less than|more than|less than|higher than|lower than|above|below"
    ),
    Bound.DENIED: (
        "(?:inte ens|inte|ingen|inget|ej|aldrig|not even|not|no|never|isn't|wasn't|wouldn't|don't)"
        "(?: (?:exactly|direkt|precis|blir|say|give|ge|saga|quite|exakt))?"
    ),
}
_COMPILED = [(how, re.compile(rf"(?:^| )(?:{pattern}){_ARTICLE}")) for how, pattern in _BEFORE.items()]


def bound(marks: list[Token], index: int) -> Bound:
    """Say how the words right before a number limit it."""
    words: list[str] = []
    for token in marks[:index][::-1]:
        if token.kind == "pause" or len(words) == 6:
            break
        words.insert(0, token.text)
    before = " ".join(words)
    return next((how for how, pattern in _COMPILED if pattern.search(before)), Bound.EXACT)
