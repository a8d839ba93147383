"""How good or bad a text's words are together: negation, strengthening, "but", and how it ends.

After VADER (Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media
Text", 2014), with fixed expressions, Swedish compounds, ratings, and a sentence's parts weighed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.nlu.feeling.lexicon import GAP, Lexicon, Phrase
from bot.nlu.feeling.negation import denied, denied_after
from bot.nlu.feeling.words import Token

_OPENERS = frozenset({"well", "ok", "okay"})
"""At the beginning of a sentence these say nothing: "Well, it came"."""
_WIDEST_GAP = 3
_LOUD = 1.25
_BEFORE_BUT, _AFTER_BUT = 0.6, 1.4
_LAST = 1.3
_SOFTENER = 15.0
"""VADER's alpha: the sum at which a text counts as about 0.7 of the most it can."""
_MARKS = {"§high": 4.0, "§low": -4.0, "§middling": -0.5, "§smile": 2.0, "§frown": -2.0}
_GLAD = "😀😃😄😁😆😊🙂☺😍🥰😘🤩😎🤗😇😻👍👏🙌💯❤♥💕💖💗💙💚💛🧡💜🤍🖤✨🎉🥳🏆👌🔥⭐🌟💪🙏😋🤤😌🌸🌹💐🫶🤞🍀✅🥇😂🤣😅"
_SAD = "😡😠🤬😤😒🙄😞😔😟😕🙁☹😣😖😫😩😢😭😰😥😨😱😳🤮🤢💩👎🤦😑😐😬💔🚫⚠❌🗑🤥😪🥲😓🥴👿😾🖕"


@dataclass(frozen=True)
class Valence:
    """`praise` and `blame` are what was heard of each, 0 or more; the others are -1 to 1."""

    praise: float
    blame: float
    whole: float
    first: float
    last: float

    @property
    def balance(self) -> float:
        """From -1, only blame, to 1, only praise; nearer 0 the less there is of both."""
        return (self.praise - self.blame) / (self.praise + self.blame + 1.0)


def valence_of(tokens: Sequence[Token], lexicon: Lexicon) -> Valence:
    """Weigh a text's sentences: what comes after "but" counts more than what came before, and so does the end."""
    sentences = [values for values in (_sentence(part, lexicon) for part in _sentences(tokens)) if values]
    if not sentences:
        return Valence(0.0, 0.0, 0.0, 0.0, 0.0)
    sums = [sum(values) for values in sentences]
    total = sum(sums[:-1]) + _LAST * sums[-1]
    everything = [value for values in sentences for value in values]
    return Valence(
        praise=sum(value for value in everything if value > 0),
        blame=-sum(value for value in everything if value < 0),
        whole=squashed(total),
        first=squashed(sums[0]),
        last=squashed(sums[-1]),
    )


def squashed(total: float) -> float:
    return total / math.sqrt(total * total + _SOFTENER)


def _sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for token in tokens:
        if token.kind == "mark":
            if sentence:
                yield sentence
            sentence = []
        else:
            sentence.append(token)
    if sentence:
        yield sentence


def _sentence(tokens: list[Token], lexicon: Lexicon) -> list[float]:
    """The values heard in a sentence, weighed by which side of its last "but" they stand on."""
    values = list(_values(tokens, lexicon))
    turns = [place for place, token in enumerate(tokens) if token.text in lexicon.contrasts and place]
    if not turns:
        return [value for _, value in values]
    return [value * (_AFTER_BUT if place >= turns[-1] else _BEFORE_BUT) for place, value in values]


def _values(tokens: list[Token], lexicon: Lexicon) -> Iterator[tuple[int, float]]:
    """Each judging word or expression of a sentence: its place and its value where it stands."""
    place = 0
    while place < len(tokens):
        end, value = _phrase_at(tokens, place, lexicon)
        if end:
            if value:
                yield place, value * denied(tokens, place, value, lexicon)
            place = end
            continue
        value = _own_value(tokens, place, lexicon)
        if value:
            turned = denied_after(tokens, place, value, lexicon) or denied(tokens, place, value, lexicon)
            yield place, value * turned * _emphasis(tokens, place, lexicon)
        place += 1


def _phrase_at(tokens: list[Token], place: int, lexicon: Lexicon) -> tuple[int, float]:
    """Where the longest expression that begins at a place ends, and its value; 0 where none does."""
    first = tokens[place].text
    if first not in lexicon.starts or place + 1 == len(tokens):
        return 0, 0.0
    found = lexicon.phrases.get((first, tokens[place + 1].text), ())
    if first in lexicon.gapped:
        found += lexicon.phrases[first, GAP]
    for phrase, value in found:
        end = _end_of(phrase, tokens, place)
        if end:
            return end, value
    return 0, 0.0


def _end_of(phrase: Phrase, tokens: list[Token], place: int) -> int:
    """The place after an expression that begins at a place; 0 where it does not stand there."""
    for number, part in enumerate(phrase):
        if part == GAP:
            ends = (
                _end_of(phrase[number + 1 :], tokens, place + size)
                for size in range(1, _WIDEST_GAP + 1)
                if not any(token.kind == "pause" for token in tokens[place : place + size])
            )
            return next((end for end in ends if end), 0)
        if place >= len(tokens) or tokens[place].text != part:
            return 0
        place += 1
    return place


def _own_value(tokens: list[Token], place: int, lexicon: Lexicon) -> float:
    text, kind, _ = tokens[place]
    if kind in ("emoji", "rating"):
        return _MARKS.get(text) or (2.0 if text in _GLAD else -2.0 if text in _SAD else 0.0)
    value = lexicon.strength(text) if kind == "word" else 0.0
    if not value or text in lexicon.negations or (not place and text in _OPENERS):
        return 0.0
    if text in lexicon.intensifiers and _strengthens(tokens, place, lexicon):
        return 0.0
    return value


def _strengthens(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a word such as "sjukt" stands before what it strengthens, and so says nothing itself."""
    following = tokens[place + 1 : place + 3]
    return any(token.kind == "word" and lexicon.strength(token.text) for token in following)


def _emphasis(tokens: list[Token], place: int, lexicon: Lexicon) -> float:
    factor = _LOUD if tokens[place].loud else 1.0
    for distance, before in enumerate(reversed(tokens[max(0, place - 2) : place])):
        strengthening = lexicon.intensifiers.get(before.text, 1.0)
        factor *= 1 + (strengthening - 1) * (1.0 if distance == 0 else 0.5)
    return factor
