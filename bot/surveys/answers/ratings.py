"""Reading a rating: a whole number on the question's scale, however it is said.

A number counts when its form says that it is a mark ("8:a", "en sjua", "9 av 10", "4 stars") or when nothing
but small words stand with it in its part of the sentence. Numbers that count, price or date something do
not. "9 av 10" and stars are taken only where they name the question's own scale; nothing is converted.
Where two marks are meant, or none surely, the reading says what to ask.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from bot.nlu.numbers import mark_words
from bot.nlu.numbers.folding import fold
from bot.nlu.numbers.marks import rating, small
from bot.nlu.numbers.not_marks import MASK, PERCENT_MASK
from bot.nlu.numbers.pieces import spoken
from bot.nlu.numbers.said import read_phrases
from bot.nlu.numbers.sentence import Token, sentence
from bot.surveys.answers import vocabulary
from bot.surveys.answers.modifiers import Bound, bound
from bot.surveys.answers.outcome import Reading, unclear
from bot.surveys.answers.texts import folded
from bot.surveys.definition import Question
from bot.surveys.scoring import Scale

MAX_CHARACTERS = 1000
_CONCLUDES = 3
# No scale ends at these.
_NO_TOPS = (8, 9)
_STARS = re.compile("[⭐★🌟]")
_EMPTY_STARS = re.compile("[☆]")
_SCALE_SAID = re.compile(
    r"(?:pa |av |med |on |of )?(?:en |a |the )?(?:skala(?:n)?|scale)\s*(?:mellan|fran|from|of|pa|between)?\s*"
    r"(\d+|ett|en|noll|one|zero)\s*(?:till|to|och|and|-)\s*(\d+|fem|sju|tio|five|seven|ten)"
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
    marks = _sentence(_without_scale(plain, scale), language)
    numbers = [index for index, token in enumerate(marks) if token.kind == "number"]
    reading = _stars(plain, scale) if not numbers else None
    reading = reading or _chosen(marks, rating(marks, numbers), scale)
    reading = reading or _extreme(marks, scale) or _nothing(plain, marks, scale)
    if reading.value is None:
        return reading
    return Reading(value=reading.value, said=said if _says_more(marks) else None)


def _sentence(plain: str, language: str) -> list[Token]:
    text = fold(plain[:MAX_CHARACTERS])
    return sentence(text.text, read_phrases(text, language), language)


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
        top = int(from_to) if from_to.isdecimal() else spoken(from_to, "sv")
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


_EXTREME = frozenset(" ".join((*vocabulary.HIGHEST_PHRASES, *vocabulary.LOWEST_PHRASES)).split()) | (
    vocabulary.HIGHEST_WORDS | vocabulary.LOWEST_WORDS
)


def _chosen(marks: list[Token], counted: list[int], scale: Scale) -> Reading | None:
    bounds = [(index, bound(marks, index)) for index in counted]
    meant = [(index, how) for index, how in bounds if how != Bound.DENIED]
    if not meant:
        denied = bool(bounds)
        return _which(scale) if denied else None
    if len(meant) > 1 and _is_last_word(marks, meant):
        meant = meant[-1:]
    readings = [_one(marks[index], how, scale) for index, how in meant]
    values = sorted({reading.value for reading in readings if isinstance(reading.value, int)})
    unsure = next((reading for reading in readings if reading.value is None), None)
    if unsure:
        return unsure
    if len(values) > 1:
        return _either(values[0], values[-1], scale)
    return readings[0]


def _is_last_word(marks: list[Token], meant: Sequence[tuple[int, Bound]]) -> bool:
    """Whether the last number alone counts: it corrects, or is exact where the others are not ("nearly 10 but 9")."""
    exact = [how == Bound.EXACT for _, how in meant]
    return _corrected(marks, meant[-2][0], meant[-1][0]) or (exact[-1] and not any(exact[:-1]))


def _corrected(marks: list[Token], first: int, last: int) -> bool:
    """Whether the last number takes back the one before it, or is what follows from it: "..., so 7"."""
    between = marks[first + 1 : last]
    return any(token.text in mark_words.CORRECTIONS for token in between) or any(
        token.text in mark_words.CONCLUSIONS for token in between[-_CONCLUDES:]
    )


def _one(token: Token, how: Bound, scale: Scale) -> Reading:
    value = token.value
    if token.top in _NO_TOPS and token.top == value + 1 and token.top in scale.values:
        return _either(int(value), int(value) + 1, scale)  # "7/8"
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
    if any(MASK in token.text for token in marks) or _UNSURE.search(spoken):
        return None
    for phrases, ends, value in (
        (vocabulary.HIGHEST_PHRASES, vocabulary.HIGHEST_WORDS, scale.highest),
        (vocabulary.LOWEST_PHRASES, vocabulary.LOWEST_WORDS, scale.lowest),
    ):
        if any(f" {phrase} " in f" {spoken} " for phrase in phrases):
            return Reading(value=value)
        if ends & set(words) and all(word in ends or word in mark_words.FILLERS for word in words):
            return Reading(value=value)
    return None


_UNSURE = re.compile(
    r"\b(?:inte|ingen|inget|ej|aldrig|nastan|knappt|not|no|never|almost|nearly|hardly|utom|except|isn't|wasn't|don't)\b"
)


def _nothing(plain: str, marks: list[Token], scale: Scale) -> Reading:
    if any(phrase in plain for phrase in vocabulary.DONT_KNOW):
        return unclear("utter_survey_hint_dont_know")
    shown = {token.text for token in marks if token.kind == "word" and not small(token)}
    if shown and all(set(word) == {PERCENT_MASK} for word in shown):
        return _off_scale(None, scale)
    return _which(scale)


def _says_more(marks: list[Token]) -> bool:
    """Whether the message tells more than the number."""
    return any(token.kind == "word" and not small(token) and token.text not in _EXTREME for token in marks)


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
