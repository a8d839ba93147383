"""Which numbers of a sentence rate something.

A number counts when its form says that it is a mark ("8:a", "en sjua", "9 av 10", "4 stars") or when nothing
but small words stand with it in its part of the sentence. Numbers that count, price or date something do not.
"""

from __future__ import annotations

from bot.nlu.numbers import mark_words
from bot.nlu.numbers.sentence import Token

_BOUNDARIES = mark_words.CONCLUSIONS | mark_words.TURNS
_BEFORE_A_NOUN = frozenset(("en", "a", "an"))
_REACH = 40
"""Tokens; what stands further away is not looked at, so that a page of numbers takes no longer than it must."""


def rating_tokens(tokens: list[Token]) -> dict[int, Token]:
    """Return the numbers that rate something, by where in the folded text each starts."""
    numbers = [index for index, token in enumerate(tokens) if token.kind == "number"]
    return {tokens[index].start: tokens[index] for index in rating(tokens, numbers)}


def rating(tokens: list[Token], numbers: list[int]) -> list[int]:
    """Return which of the numbers rate something. An article does where nothing else is said."""
    certain = [index for index in numbers if _is_mark(tokens, index)]
    several = len(certain) > 1
    return [
        index
        for index in certain
        if tokens[index].text not in mark_words.ARTICLES or (not several and _only_small_words(tokens, index))
    ]


def small(token: Token) -> bool:
    """Whether a token says nothing that changes what the number beside it means."""
    return token.kind != "word" or token.text in mark_words.SMALL


def _is_mark(tokens: list[Token], index: int) -> bool:
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following and following.text in mark_words.UNITS:
        return False
    if token.mark and (token.top is None or token.stars):
        return True
    right_small, starts_a_thought = _right_of(tokens, index)
    noun = index > 0 and tokens[index - 1].text in _BEFORE_A_NOUN  # "en fyra", "an 8"
    if token.mark or (noun and token.text not in mark_words.ARTICLES):
        return starts_a_thought or following is None or small(following)
    return _left_is_small(tokens, index) and (starts_a_thought or right_small)


def _right_of(tokens: list[Token], index: int) -> tuple[bool, bool]:
    """Return whether only small words follow up to the pause, and whether the first begins a new thought."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.kind == "pause":
        return True, False
    if following.text in mark_words.CLAUSE_STARTERS:
        return False, True
    for token in tokens[index + 1 : index + 1 + _REACH]:
        if token.kind == "pause":
            break
        if not small(token):
            return False, False
    return True, False


def _left_is_small(tokens: list[Token], index: int) -> bool:
    for place in range(index - 1, max(-1, index - 1 - _REACH), -1):
        if tokens[place].kind == "pause" or tokens[place].text in _BOUNDARIES:
            break
        if not small(tokens[place]):
            return False
    return True


def _only_small_words(tokens: list[Token], index: int) -> bool:
    return all(small(token) for position, token in enumerate(tokens) if position != index)
