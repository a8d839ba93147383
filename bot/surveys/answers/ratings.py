"""Reading a rating: a whole number on the question's scale, however it is said.

A number counts when its form says that it is a mark ("8:a", "en sjua", "9 av 10", "4 stars") or when nothing
but small words stand with it in its part of the sentence. Numbers that count, price or date something do
not. "9 av 10" and stars are taken only where they name the question's own scale; nothing is converted.
Where two marks are meant, or none surely, the reading says what to ask.
"""

from __future__ import annotations

import math
import re

from bot.surveys.answers import vocabulary
from bot.surveys.answers.modifiers import Bound, bound
from bot.surveys.answers.not_ratings import MASK, PERCENT_MASK, without_other_numbers
from bot.surveys.answers.outcome import Reading, unclear
from bot.surveys.answers.texts import folded
from bot.surveys.answers.tokens import Token, tokens
from bot.surveys.definition import Question
from bot.surveys.scoring import Scale

_STARS = re.compile("[⭐★🌟]")
_EMPTY_STARS = re.compile("[☆]")
_SCALE_SAID = re.compile(
    r"(?:pa |av |med |on |of )?(?:en |a |the )?(?:skala(?:n)?|scale)\s*(?:mellan|fran|from|of|pa|between)?\s*"
    r"(\d+|ett|en|noll|one|zero)\s*(?:till|to|och|and|-)\s*(\d+|fem|sju|tio|five|seven|ten)"
)
_CORRECTIONS = vocabulary.word_set(
    "nej forresten menar menade andrar vanta fel forlat no actually mean meant sorry wait rather snarare"
)


def read_rating(question: Question, said: str, language: str) -> Reading:
    """Read the answer to a question with a scale."""
    scale = question.scale
    if scale is None:
        raise ValueError(f"The question {question.key!r} is a {question.kind} question; it has no scale.")
    plain = folded(said)
    labelled = _label(question, plain, scale)
    if labelled is not None:
        return Reading(value=labelled)
    marks = tokens(without_other_numbers(_without_scale(plain, scale)), language)
    numbers = [index for index, token in enumerate(marks) if token.kind == "number"]
    reading = _stars(plain, scale) if not numbers else None
    reading = reading or _chosen(marks, _counted(marks, numbers), scale)
    reading = reading or _extreme(marks, scale) or _nothing(plain, marks, scale)
    if reading.value is None:
        return reading
    return Reading(value=reading.value, said=said if _says_more(marks) else None)


def _label(question: Question, plain: str, scale: Scale) -> int | None:
    """Return the end of the scale whose label the customer wrote out."""
    for label, value in ((question.low, scale.lowest), (question.high, scale.highest)):
        if label and plain.strip(" .!") in (folded(label.sv), folded(label.en)):
            return value
    return None


def _without_scale(plain: str, scale: Scale) -> str:
    """Leave out "på en skala från 0 till 10" where that is the scale; elsewhere "of 10" stays to be told of."""

    def replaced(match: re.Match[str]) -> str:
        from_to = match[2]
        top = next((token.value for token in tokens(from_to, "sv") if token.kind == "number"), 0)
        return " " if top == scale.highest else f" {MASK} "

    return _SCALE_SAID.sub(replaced, plain)


def _stars(plain: str, scale: Scale) -> Reading | None:
    count = len(_STARS.findall(plain))
    if not count:
        return None
    top = count + len(_EMPTY_STARS.findall(plain)) if _EMPTY_STARS.search(plain) else 5
    if top == scale.highest and count in scale:
        return Reading(value=count)
    return _off_scale(count, scale)


def _counted(marks: list[Token], numbers: list[int]) -> list[int]:
    """Return which of the numbers rate something."""
    certain = [index for index in numbers if _is_mark(marks, index)]
    several = len(certain) > 1
    return [
        index
        for index in certain
        if marks[index].text not in vocabulary.ARTICLES or (not several and _only_small_words(marks, index))
    ]


def _is_mark(marks: list[Token], index: int) -> bool:
    token = marks[index]
    following = marks[index + 1] if index + 1 < len(marks) else None
    if following and following.text in vocabulary.UNITS:
        return False
    if token.mark and token.top is None:
        return True
    left = _until_pause(marks[:index][::-1])
    right = _until_pause(marks[index + 1 :])
    starts_a_thought = bool(right) and right[0].text in vocabulary.CLAUSE_STARTERS
    if token.mark:
        return not right or starts_a_thought or _small(right[0])
    return all(_small(word) for word in left) and (starts_a_thought or all(_small(word) for word in right))


def _until_pause(words: list[Token]) -> list[Token]:
    pause = next((index for index, token in enumerate(words) if token.kind == "pause"), len(words))
    return words[:pause]


def _small(token: Token) -> bool:
    return token.kind != "word" or token.text in vocabulary.FILLERS or token.text in _SMALL


_SMALL = _CORRECTIONS | vocabulary.word_set(
    "inte mer mindre an hogre lagre minst som mest nastan knappt drygt strax under over not more than less higher "
    "lower at least most almost nearly no max hogst bit lite little utan but men"
)


_EXTREME = frozenset(" ".join((*vocabulary.HIGHEST_PHRASES, *vocabulary.LOWEST_PHRASES)).split()) | (
    vocabulary.HIGHEST_WORDS | vocabulary.LOWEST_WORDS
)


def _only_small_words(marks: list[Token], index: int) -> bool:
    return all(_small(token) for position, token in enumerate(marks) if position != index)


def _chosen(marks: list[Token], counted: list[int], scale: Scale) -> Reading | None:
    bounds = [(index, bound(marks, index)) for index in counted]
    meant = [(index, how) for index, how in bounds if how != Bound.DENIED]
    if not meant:
        denied = bool(bounds)
        return _which(scale) if denied else None
    if len(meant) > 1 and _corrected(marks, meant[-2][0], meant[-1][0]):
        meant = meant[-1:]
    readings = [_one(marks[index], how, scale) for index, how in meant]
    values = sorted({reading.value for reading in readings if isinstance(reading.value, int)})
    unsure = next((reading for reading in readings if reading.value is None), None)
    if unsure:
        return unsure
    if len(values) > 1:
        return _either(values[0], values[-1], scale)
    return readings[0]


def _corrected(marks: list[Token], first: int, last: int) -> bool:
    return any(token.text in _CORRECTIONS for token in marks[first + 1 : last])


def _one(token: Token, how: Bound, scale: Scale) -> Reading:
    value = token.value
    if token.top is not None and token.top != scale.highest:
        return _off_scale(value, scale)
    if token.other is not None:
        return _either(math.floor(min(value, token.other)), math.ceil(max(value, token.other)), scale)
    if value != int(value):
        return _either(math.floor(value), math.ceil(value), scale)
    if how == Bound.OPEN:
        return _which(scale)
    if how == Bound.JUST_UNDER:
        return _either(int(value) - 1, int(value), scale)
    if how == Bound.JUST_OVER:
        return _either(int(value), int(value) + 1, scale)
    return Reading(value=int(value)) if int(value) in scale else _off_scale(value, scale)


def _extreme(marks: list[Token], scale: Scale) -> Reading | None:
    """Read "full pott" and "lowest possible"."""
    spoken = " ".join(token.text for token in marks)
    words = [token.text for token in marks if token.kind == "word"]
    if any(token.text == MASK for token in marks) or _UNSURE.search(spoken):
        return None
    for phrases, ends, value in (
        (vocabulary.HIGHEST_PHRASES, vocabulary.HIGHEST_WORDS, scale.highest),
        (vocabulary.LOWEST_PHRASES, vocabulary.LOWEST_WORDS, scale.lowest),
    ):
        if any(f" {phrase} " in f" {spoken} " for phrase in phrases):
            return Reading(value=value)
        if ends & set(words) and all(word in ends or word in vocabulary.FILLERS for word in words):
            return Reading(value=value)
    return None


_UNSURE = re.compile(
    r"\b(?:inte|ingen|inget|ej|aldrig|nastan|knappt|not|no|never|almost|nearly|hardly|utom|except|isn't|wasn't|don't)\b"
)


def _nothing(plain: str, marks: list[Token], scale: Scale) -> Reading:
    if any(phrase in plain for phrase in vocabulary.DONT_KNOW):
        return unclear("utter_survey_hint_dont_know")
    shown = {token.text for token in marks if token.kind == "word" and not _small(token)}
    if shown == {PERCENT_MASK}:
        return _off_scale(None, scale)
    return _which(scale)


def _says_more(marks: list[Token]) -> bool:
    """Whether the message tells more than the number."""
    return any(token.kind == "word" and not _small(token) and token.text not in _EXTREME for token in marks)


def _which(scale: Scale) -> Reading:
    return unclear("utter_survey_hint_rating", low=scale.lowest, high=scale.highest)


def _off_scale(value: float | None, scale: Scale) -> Reading:
    return unclear("utter_survey_hint_scale", low=scale.lowest, high=scale.highest)


def _either(first: int, second: int, scale: Scale) -> Reading:
    if first not in scale or second not in scale:
        return _off_scale(first, scale)
    return unclear(
        "utter_survey_hint_between", first=first, second=second, low=scale.lowest, high=scale.highest
    )
