"""What a negation makes of the words it reaches: before them, after a Swedish verb, and in comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.nlu.feeling.lexicon import Lexicon
from bot.nlu.feeling.words import Token

NEGATION_REACH = 3
"""How many words after a negation it turns: "inte alls så bra"."""
_TURNED = -0.7
_TURNED_BLAME = -0.5
"""What is "not bad" is not as good as what is good."""
_AFTER_VERBS = frozenset(["inte", "ej", "aldrig", "inget", "ingenting", "knappt", "knappast"])
_VERB_ENDINGS = ("ar", "er", "de", "te", "ll", "ps", "vs")
_ABLE = frozenset(["could", "can", "kunde", "kan"])
_UNABLE = frozenset(["couldnt", "cant", "cannot"])
_COMPARATIVES = ("er", "are", "battre", "samre")
_NEVER = frozenset({"aldrig", "never", "couldnt", "hardly"})
_MEASURES = frozenset({"sa", "mer", "lika", "so", "more", "this", "such", "as"})


def marked_words(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[str]:
    """The words, those that a negation reaches with "§not" before them."""
    left = 0
    for token in tokens:
        if token.kind in ("mark", "pause") or token.text in lexicon.contrasts:
            left = 0
        yield f"§not_{token.text}" if left and token.kind == "word" else token.text
        left = NEGATION_REACH if token.text in lexicon.negations else max(0, left - 1)


def denied(tokens: list[Token], place: int, value: float, lexicon: Lexicon) -> float:
    """1, or what a negation within reach before the place makes of the value."""
    left = NEGATION_REACH
    for before in range(place - 1, -1, -1):
        text, kind, _ = tokens[before]
        if kind == "pause" or text in lexicon.contrasts:
            break
        if text in lexicon.negations:
            return 1.0 if _compares(tokens, before, place) else _turned(value)
        left -= text not in lexicon.light
        if not left:
            break
    return 1.0


def denied_after(tokens: list[Token], place: int, value: float, lexicon: Lexicon) -> float:
    """What a negation right after a Swedish verb makes of its value ("klarar inte"); 0 where there is none."""
    if lexicon.language != "sv" or place + 1 >= len(tokens) or tokens[place + 1].text not in _AFTER_VERBS:
        return 0.0
    return _turned(value) if tokens[place].text.endswith(_VERB_ENDINGS) else 0.0


def _compares(tokens: list[Token], negation: int, place: int) -> bool:
    """Whether what is denied is a comparison, and so praised or blamed the more.

    "Never happier" and "aldrig varit så nöjd"; "could not be better" and "kunde inte gått smidigare".
    """
    text = tokens[negation].text
    between = [token.text for token in tokens[negation + 1 : place]]
    comparative = tokens[place].text.endswith(_COMPARATIVES)
    if text in _NEVER and (comparative or not _MEASURES.isdisjoint(between)):
        return True
    able = text in _UNABLE or (negation > 0 and tokens[negation - 1].text in _ABLE)
    return able and (comparative or "more" in between or "mer" in between)


def _turned(value: float) -> float:
    return _TURNED if value > 0 else _TURNED_BLAME
