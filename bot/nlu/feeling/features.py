"""What the linear model of polarity sees of a text: words, those denied marked as such, and pieces of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from bot.nlu.feeling.lexicon import LANGUAGES, Lexicon, plain, read_lexicon
from bot.nlu.feeling.valence import marked_words
from bot.nlu.feeling.words import Token, tokens_of
from bot.nlu.linear import Blocks

_SHORTEST = 4
"""A shorter word is known whole or not at all."""
_TELLING = {
    "sv": "och att det en som är inte på för med av den till jag har var vi ni men de dom från fick kan om så man när"
    " ej mitt min ett där blev hade efter bara mycket väldigt ingen inget alls dålig dåligt nöjd gick kom tack också",
    "en": "the and a to of is it i this that in was for with on my they you have not be but are were at had so we he"
    " she its me as very no an your from their just will would did didn't don't been out than too really never when",
}


def polarity_features(text: str) -> Blocks:
    """Words and pairs of words; and pieces of four and five letters, which see through inflections."""
    tokens, lexicon = seen(text)
    marked = list(marked_words(tokens, lexicon))
    words = Counter(marked)
    words.update(f"{first} {second}" for first, second in pairwise(["<", *marked, ">"]))
    pieces: Counter[str] = Counter()
    for word in marked:
        if len(word) >= _SHORTEST:
            pieces.update(_pieces(word))
    return words, pieces


@lru_cache(maxsize=4)
def seen(text: str) -> tuple[tuple[Token, ...], Lexicon]:
    """A text's tokens and the lexicon of its language; remembered, since two readers ask for the same text."""
    tokens = tuple(tokens_of(text))
    return tokens, lexicon_for(tokens)


def lexicon_for(tokens: Sequence[Token]) -> Lexicon:
    """The lexicon of the language that most small words are of; Swedish where they do not tell."""
    known = _telling_words()
    counts = Counter(known[token.text] for token in tokens if token.text in known)
    if counts["sv"] == counts["en"]:
        judging = {
            language: sum(bool(read_lexicon(language).strength(token.text)) for token in tokens[:30])
            for language in LANGUAGES
        }
        return read_lexicon("en" if judging["en"] > judging["sv"] else "sv")
    return read_lexicon("en" if counts["en"] > counts["sv"] else "sv")


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[str, ...]:
    framed = f"_{word.removeprefix('§not_')}_"
    mark = "~-" if word.startswith("§not_") else "~"
    return tuple(
        f"{mark}{framed[start : start + size]}"
        for size in range(4, 6)
        for start in range(len(framed) - size + 1)
    )


@lru_cache(maxsize=1)
def _telling_words() -> dict[str, str]:
    words = {language: set(plain(line).split()) for language, line in _TELLING.items()}
    return {
        word: language
        for language in LANGUAGES
        for word in words[language]
        if sum(word in others for others in words.values()) == 1
    }
