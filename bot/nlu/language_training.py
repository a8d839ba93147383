"""Trains the language model: how often words are used (wordfreq), our own training data, and language_examples.yml.

A word's probability in a language is a mixture: most of it is how often the word is used, and a small share, the
share of running text that the list does not cover, is how likely its letters are. So every language says something
of every word, and a compound or a typo is judged by its letters.

wordfreq: Robyn Speer (2022), rspeer/wordfreq v3.0, https://doi.org/10.5281/zenodo.7199437. Its lists are licensed
CC BY-SA 4.0; they are read where the package is installed, and none of them is kept in this repository.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import numpy as np
import regex
from numpy.typing import NDArray

from bot.nlu.language_letters import count_letters
from bot.nlu.language_model import FAINTEST, LanguageModel, examples, telling_words

COLUMNS: dict[str, dict[str, int]] = {
    "sv": {"sv": 70_000},
    "en": {"en": 70_000},
    "da": {"da": 30_000},
    "no": {"nb": 40_000},
    "german": {"de": 4_000, "nl": 3_000},
    "romance": {"fr": 3_000, "es": 3_000, "it": 3_000, "pt": 2_000, "ro": 2_000},
    "slavic": {"pl": 3_000, "sh": 3_000},
    "finnish": {"fi": 5_000},
    "turkish": {"tr": 4_000},
    "hungarian": {"hu": 4_000},
    "icelandic": {"is": 4_000},
}
"""What is told apart, and how many of the most used words of which of wordfreq's lists are read for it.

Languages that customers in Sweden hardly write share a column: it only matters that they are none of ours."""
OWN_SHARE = 0.05
"""How much of a language's words our own training data and examples are: customers' words, which lists rank low."""
BARE_SHARE = 0.1
"""How much of the text is written without the marks: customers write fraga for fråga."""
UNLISTED = (0.01, 0.06)
"""Bounds of the share of running text that a list is taken not to cover."""
COMMON = 1e-4
"""Words used as often as this (one in ten thousand) are not taken for a person's name."""

_LISTED = regex.compile(r"\p{Latin}[\p{Latin}\p{M}']*")
_BARE = str.maketrans({"å": "a", "ä": "a", "ö": "o", "ø": "o", "æ": "ae", "é": "e", "ü": "u", "ß": "ss"})
_LARGE = {"sv", "en", "nb"}
"""Of the others the small list has enough, and is read ten times as fast."""
_SAME_COLUMN = {"nb": "no", "nn": "no"}


def train_language_model(texts: Sequence[str], languages: Sequence[str]) -> LanguageModel:
    """Train on the stated languages of the training data, on language_examples.yml, and on wordfreq's lists."""
    own: dict[str, Counter[str]] = {column: Counter() for column in COLUMNS}
    for text, language in [*zip(texts, languages, strict=True), *examples()]:
        column = _SAME_COLUMN.get(language, language)
        if column in own:
            own[column].update(telling_words(text))
    used = [_with_own(_listed(lists), own[column]) for column, lists in COLUMNS.items()]
    table = count_letters([list(column) for column in used])
    words = sorted(set().union(*used))
    listed = np.array([[column.get(word, 0.0) for column in used] for word in words])
    covered = np.array([sum(column.values()) for column in used])
    unlisted = np.clip(1 - covered, *UNLISTED)
    chances = listed / covered * (1 - unlisted) + unlisted * np.exp(table.score(words).astype(np.float64))
    return LanguageModel(
        columns=list(COLUMNS),
        words={word: row for row, word in enumerate(words)},
        word_values=evidence(np.log(chances)).astype(np.float32),
        pieces={piece: row for row, piece in enumerate(table.pieces())},
        piece_values=np.vstack(table.values),
        unlisted=np.log(unlisted).astype(np.float32),
        common=frozenset(word for column in used[:2] for word, share in column.items() if share >= COMMON),
    )


def evidence(logarithms: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much less likely each language is than the likeliest; no single word says more than FAINTEST."""
    return np.asarray(np.maximum(logarithms - logarithms.max(axis=1, keepdims=True), FAINTEST))


def _listed(lists: Mapping[str, int]) -> dict[str, float]:
    """Words of wordfreq's lists with their share of running text, the marks left out in some of it."""
    shares: dict[str, float] = {}
    for language, size in lists.items():
        for word, share in islice(_words_by_use(language), size):
            bare = word.translate(_BARE)
            if bare != word:
                shares[bare] = shares.get(bare, 0.0) + share * BARE_SHARE / len(lists)
                share *= 1 - BARE_SHARE
            shares[word] = shares.get(word, 0.0) + share / len(lists)
    return shares


def _words_by_use(language: str) -> Iterable[tuple[str, float]]:
    """The most used words first; wordfreq keeps them by hundredths of a factor of ten."""
    from wordfreq import available_languages, read_cBpack

    sizes = "best" if language in _LARGE else "small"
    for hundredths, words in enumerate(read_cBpack(available_languages(sizes)[language])):
        for word in words:
            if _LISTED.fullmatch(word):
                yield word, 10 ** (-hundredths / 100)


def _with_own(listed: Mapping[str, float], own: Counter[str]) -> dict[str, float]:
    share = OWN_SHARE if own else 0.0
    total = own.total()
    mixed = {word: value * (1 - share) for word, value in listed.items()}
    for word, count in own.items():
        mixed[word] = mixed.get(word, 0.0) + share * count / total
    return mixed
