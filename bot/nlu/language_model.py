"""Which language a message is in, from how often its words are used and how their letters follow one another.

Every word adds what it says of each language (naive Bayes): a frequent word is looked up, any other one is read
letter by letter. language_training.py makes the model; nothing of it is needed to read a message.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

import numpy as np
import regex
import yaml
from numpy.typing import NDArray

from bot.nlu.features import MAX_CHARACTERS
from bot.nlu.language_letters import letter_rows
from bot.nlu.vocabulary import Vocabulary

Floats = NDArray[np.float32]
Values = NDArray[np.float32] | NDArray[np.float16]
"""In half precision once they were stored."""

EXAMPLES = Path(__file__).with_name("language_examples.yml")
SPOKEN = ("sv", "en")
"""What the bot speaks. The others are known only so that they are not mistaken for Swedish or English."""
OTHER = "other"
SURE = 0.5
"""Below this, the conversation keeps the language it has."""
FOREIGN = 0.08
"""How much of what customers write is taken to be in none of the bot's languages."""
FAINTEST = -9.0
"""The least that a word may say of a language: one English word does not outweigh a Swedish sentence."""
SHARPNESS = 0.8
"""Words are not independent, as naive Bayes takes them to be; this makes confidences come true as often as they say."""

BY_LETTERS = 0.6
"""How much the letters of an unlisted word count, beside a listed word: names and foreign words are unlisted too."""

_NOT_WORDS = regex.compile(r"https?://\S+|www\.\S+|[^\s@]+@[^\s@]+|[#@]\w+|(?<!\S)\S*\d\S*")
_MAYBE_NOT_WORDS = regex.compile(r"[@#/\d]|www")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}']*")
_OTHER_SCRIPT = regex.compile(r"(?!\p{Script=Latin})\p{L}")
_DRAWN_OUT = regex.compile(r"(\p{L})\1{2,}|(\p{L})\2$")
"""Letters held down: braaaa, tackk."""


@dataclass(frozen=True)
class Guess:
    """`language` is sv, en or other, or None where the words do not tell. `confidence` is 0 to 1."""

    language: str | None
    confidence: float
    listed: float = 1.0
    """The share of its words that are on a list: of names and nonsense few are."""


NO_GUESS = Guess(None, 0.0)


@dataclass(frozen=True)
class LanguageModel:
    """A trained model. Values are natural logarithms, a row a word or a piece of one, a column a language."""

    columns: list[str]
    words: Mapping[str, int]
    word_values: Values
    """How much less likely the word is in that language than in the likeliest."""
    pieces: Mapping[str, int]
    piece_values: Values
    unlisted: Floats
    """How likely a language's word is to be none of `words`."""
    common: frozenset[str]
    """The most used Swedish and English words: never a person's name."""

    def confidences(self, words: list[str]) -> dict[str, float]:
        """How likely each of sv, en and other is; they sum to 1."""
        rows, unlisted = [], []
        for word in words:
            row = self.words.get(word)
            if row is None:
                row = self.words.get(_DRAWN_OUT.sub(r"\1\2", word))
            if row is None:
                unlisted.append(word)
            else:
                rows.append(row)
        values = self._sum(self.word_values, rows)
        for word in unlisted:
            values = values + self._by_letters(_DRAWN_OUT.sub(r"\1\2", word))
        swedish, english, *others = _shares((SHARPNESS * values + _prior(tuple(self.columns))).tolist())
        return {"sv": swedish, "en": english, OTHER: sum(others)}

    def lists(self, word: str) -> bool:
        """Whether the word is one that the model knows, also drawn out ("jaaaa")."""
        return word in self.words or _DRAWN_OUT.sub(r"\1\2", word) in self.words

    def _by_letters(self, word: str) -> Floats:
        rows = letter_rows(word, self.pieces)
        values = self._sum(self.piece_values, rows) + self.unlisted
        faintest: Floats = np.maximum(BY_LETTERS * (values - np.maximum.reduce(values)), FAINTEST)
        return faintest

    def _sum(self, table: Values, rows: list[int]) -> Floats:
        if not rows:
            return np.zeros_like(self.unlisted)
        return np.asarray(np.add.reduce(table.take(rows, axis=0), dtype=np.float32))

    def save(self, folder: Path) -> None:
        """Write plain files, numpy arrays, tries and JSON: loading them runs no code, as unpickling would."""
        words, word_rows = Vocabulary.of(self.words)
        pieces, piece_rows = Vocabulary.of(self.pieces)
        words.save(folder / "words.trie")
        pieces.save(folder / "pieces.trie")
        np.savez_compressed(
            folder / "language.npz",
            words=self.word_values[word_rows].astype(np.float16),
            pieces=self.piece_values[piece_rows].astype(np.float16),
            unlisted=self.unlisted,
        )
        facts = {"columns": self.columns, "common": sorted(self.common)}
        (folder / "language.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LanguageModel:
        facts = json.loads((folder / "language.json").read_text(encoding="utf-8"))
        with np.load(folder / "language.npz", allow_pickle=False) as arrays:
            return cls(
                columns=facts["columns"],
                words=Vocabulary.load(folder / "words.trie"),
                word_values=arrays["words"],
                pieces=Vocabulary.load(folder / "pieces.trie"),
                piece_values=arrays["pieces"],
                unlisted=arrays["unlisted"],
                common=frozenset(facts["common"]),
            )


def guess_language(model: LanguageModel, text: str) -> Guess:
    """Guess a message's language; None for numbers, names, emoji, "ok" and when it is too close to call."""
    text = text[:MAX_CHARACTERS]
    if not text.isascii() and _is_another_script(text):
        return Guess(OTHER, 0.99)
    words = telling_words(text)
    if not words or _is_name(text, words, model.common):
        return NO_GUESS
    confidences = model.confidences(words)
    language, confidence = max(confidences.items(), key=lambda item: item[1])
    listed = sum(map(model.lists, words)) / len(words)
    return Guess(language, confidence, listed) if confidence >= SURE else NO_GUESS


def telling_words(text: str) -> list[str]:
    """The words that could tell a language: no addresses, numbers, emoji, or words that every language has."""
    shared = shared_words()
    plain = text[:MAX_CHARACTERS].lower().replace("’", "'")
    if _MAYBE_NOT_WORDS.search(plain):
        plain = _NOT_WORDS.sub(" ", plain)
    return [word for word in _WORD.findall(plain) if word not in shared]


def examples() -> Iterator[tuple[str, str]]:
    """The lines of language_examples.yml, each with its language."""
    for language, lines in _content()["languages"].items():
        yield from ((line, language) for line in lines)


@lru_cache(maxsize=1)
def shared_words() -> frozenset[str]:
    """What customers write in every language, and names of people and brands."""
    return _words("shared", "names", "brands")


@lru_cache(maxsize=4)
def _words(*kinds: str) -> frozenset[str]:
    return frozenset(word for kind in kinds for line in _content()[kind] for word in line.split())


@lru_cache(maxsize=1)
def _content() -> dict[str, dict[str, list[str]]]:
    content: dict[str, dict[str, list[str]]] = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return content


@lru_cache(maxsize=4)
def _prior(columns: tuple[str, ...]) -> Floats:
    foreign = FOREIGN / (len(columns) - len(SPOKEN))
    shares = [(1 - FOREIGN) / len(SPOKEN) if column in SPOKEN else foreign for column in columns]
    return np.log(np.array(shares, dtype=np.float32))


def _shares(logarithms: list[float]) -> list[float]:
    """Shares of 1 in proportion to the exponentials; for a dozen numbers plain Python is faster than numpy."""
    highest = max(logarithms)
    chances = [exp(value - highest) for value in logarithms]
    total = sum(chances)
    return [chance / total for chance in chances]


def _is_another_script(text: str) -> bool:
    letters = sum(letter.isalpha() for letter in text)
    return letters > 1 and len(_OTHER_SCRIPT.findall(text)) * 2 > letters


def _is_name(text: str, words: list[str], common: frozenset[str]) -> bool:
    """Capitalised words and nothing else: a family name, or two or three of which none is a usual word."""
    tokens = text.split()
    if not 1 <= len(tokens) <= 3 or not all(token.istitle() and token.isalpha() for token in tokens):
        return False
    return common.isdisjoint(words) if len(tokens) > 1 else words[0] in _words("family_names")
