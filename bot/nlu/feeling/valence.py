"""How good or bad a text's words are together: negation, strengthening, "but", and how it ends.

After VADER (Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media
Text", 2014), with fixed expressions, Swedish compounds, ratings, and a sentence's parts weighed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.nlu.feeling.lexicon import Lexicon, Phrase
from bot.nlu.feeling.words import Token

NEGATION_REACH = 3
"""How many words after a negation it turns: "inte alls så bra"."""
_TURNED = -0.7
_TURNED_BLAME = -0.5
"""What is "not bad" is not as good as what is good."""
_NEVER = frozenset({"aldrig", "never", "couldnt", "hardly"})
_MEASURES = frozenset({"sa", "mer", "lika", "so", "more", "this", "such", "as"})
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


def marked_words(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[str]:
    """The words, those that a negation reaches with "§not" before them."""
    left = 0
    for token in tokens:
        if token.kind in ("mark", "pause") or token.text in lexicon.contrasts:
            left = 0
        yield f"§not_{token.text}" if left and token.kind == "word" else token.text
        left = NEGATION_REACH if token.text in lexicon.negations else max(0, left - 1)


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
        phrase, value = _phrase_at(tokens, place, lexicon)
        if phrase is not None:
            yield place, value * _negation(tokens, place, value, lexicon)
            place += len(phrase)
            continue
        value = _own_value(tokens, place, lexicon)
        if value:
            turned = _negation(tokens, place, value, lexicon)
            yield place, value * turned * _emphasis(tokens, place, lexicon)
        place += 1


def _phrase_at(tokens: list[Token], place: int, lexicon: Lexicon) -> tuple[Phrase | None, float]:
    if place + 1 < len(tokens):
        for phrase, value in lexicon.phrases.get((tokens[place].text, tokens[place + 1].text), ()):
            if phrase == tuple(token.text for token in tokens[place : place + len(phrase)]):
                return phrase, value
    return None, 0.0


def _own_value(tokens: list[Token], place: int, lexicon: Lexicon) -> float:
    token = tokens[place]
    if token.kind in ("emoji", "rating"):
        return _MARKS.get(token.text) or (2.0 if token.text in _GLAD else -2.0 if token.text in _SAD else 0.0)
    if token.kind != "word" or token.text in lexicon.negations:
        return 0.0
    if token.text in lexicon.intensifiers and _strengthens(tokens, place, lexicon):
        return 0.0
    return lexicon.strength(token.text)


def _strengthens(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a word such as "sjukt" stands before what it strengthens, and so says nothing itself."""
    following = tokens[place + 1 : place + 3]
    return any(token.kind == "word" and lexicon.strength(token.text) for token in following)


def _negation(tokens: list[Token], place: int, value: float, lexicon: Lexicon) -> float:
    """1, or what a negation within reach before the place makes of the value."""
    start = max(0, place - NEGATION_REACH)
    for before in range(place - 1, start - 1, -1):
        token = tokens[before]
        if token.kind == "pause" or token.text in lexicon.contrasts:
            return 1.0
        if token.text in lexicon.negations:
            if token.text in _NEVER and _compares(tokens[before + 1 : place + 1]):
                return 1.0
            return _TURNED if value > 0 else _TURNED_BLAME
    return 1.0


def _compares(tokens: list[Token]) -> bool:
    """Whether "never" is said of a comparison ("never happier", "aldrig varit så nöjd"), and so denies nothing."""
    *between, judging = (token.text for token in tokens)
    return not _MEASURES.isdisjoint(between) or judging.endswith(("er", "are", "battre", "samre"))


def _emphasis(tokens: list[Token], place: int, lexicon: Lexicon) -> float:
    factor = _LOUD if tokens[place].loud else 1.0
    for distance, before in enumerate(reversed(tokens[max(0, place - 2) : place])):
        strengthening = lexicon.intensifiers.get(before.text, 1.0)
        factor *= 1 + (strengthening - 1) * (1.0 if distance == 0 else 0.5)
    return factor
