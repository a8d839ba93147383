"""What the linear model of polarity sees of a text: words, those denied marked as such, and pieces of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from bot.nlu.feeling.lexicon import LANGUAGES, Lexicon, read_lexicon
from bot.nlu.feeling.negation import marked_words
from bot.nlu.feeling.words import Token, plain, tokens_of
from bot.nlu.linear import Blocks

_SHORTEST = 4
"""A shorter word is known whole or not at all."""
_JUDGING_LOOKED_AT = 30
_TELLING = {
    "sv": "och att det en som är inte på för med av den till jag har var vi ni men de dom från fick kan om så man när"
    " ej mitt min ett där blev hade efter bara mycket väldigt ingen inget alls dålig dåligt nöjd gick kom tack också",
    "en": "the and a to of is it i this that in was for with on my they you have not be but are were at had so we he"
    " she its me as very no an your from their just will would did didn't don't been out than too really never when",
}


def polarity_features(text: str) -> Blocks:
    """Words and pairs of words; and pieces of four and five letters, which see through inflections."""
    marked = marked_in(text)
    return Counter(words_and_pairs(marked)), Counter(piece for word in marked for piece in word_pieces(word))


def marked_in(text: str) -> list[str]:
    """The words of a text, those denied marked as such."""
    return list(marked_words(*seen(text)))


def words_and_pairs(marked: Sequence[str]) -> list[str]:
    """Words, and each two that stand together; the text's edges are words of pairs."""
    return [*marked, *(f"{first} {second}" for first, second in pairwise(["<", *marked, ">"]))]


@lru_cache(maxsize=4)
def seen(text: str) -> tuple[tuple[Token, ...], Lexicon]:
    """A text's tokens and the lexicon of its language; remembered, since two readers ask for the same text."""
    tokens = tuple(tokens_of(text))
    return tokens, lexicon_for(tokens)


def lexicon_for(tokens: Sequence[Token]) -> Lexicon:
    """The lexicon of the language that most small words are of; Swedish where they do not tell."""
    known = _telling_words()
    languages = [known[token.text] for token in tokens if token.text in known]
    swedish = languages.count("sv")
    if 2 * swedish != len(languages):
        return read_lexicon("sv" if 2 * swedish > len(languages) else "en")
    swedish, english = (
        sum(bool(read_lexicon(language).strength(token.text)) for token in tokens[:_JUDGING_LOOKED_AT])
        for language in LANGUAGES
    )
    return read_lexicon("en" if english > swedish else "sv")


def word_pieces(word: str) -> tuple[str, ...]:
    """The pieces of a marked word, those of denied words marked as such."""
    if len(word) < _SHORTEST:
        return ()
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
