"""How likely a language's words are, letter by letter: for words that no list has, like compounds and typos.

Each letter's probability is read after up to four letters before it, and smoothed by the probability after fewer:
Witten and Bell, The zero-frequency problem (1991), as in Chen and Goodman, An empirical study of smoothing
techniques for language modeling (1998), section 2.5. All languages are counted at once, with numpy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Codes = NDArray[np.uint64]

LONGEST = 5
"""Letters in the longest piece, counting the edges of the word, which are written as _."""
RAREST = 4
"""A piece of three or more letters that was counted less often is left out: its shorter end says enough."""
_ALPHABET = 250
_BITS = 8
_OTHER_LETTER = 255


@dataclass(frozen=True)
class LetterTable:
    """Pieces of words, by length, as sorted codes of eight bits a letter; and what each says of its last letter."""

    letters: dict[str, int]
    codes: list[Codes]
    values: list[Floats]
    """A row a piece, a column a language: the natural logarithm of the last letter's probability."""

    def score(self, words: Sequence[str]) -> Floats:
        """The natural logarithm of each word's probability (rows) in each language (columns)."""
        spelled = _spell(words, self.letters)
        rows = np.full(len(spelled.codes[0]), -1)
        first = 0
        for codes, position_codes, valid in zip(self.codes, spelled.codes, spelled.valid, strict=True):
            if not len(codes):
                continue
            places = np.minimum(np.searchsorted(codes, position_codes), len(codes) - 1)
            known = valid & (codes[places] == position_codes)
            rows[known] = places[known] + first
            first += len(codes)
        values = np.vstack([*self.values, np.zeros((1, self.values[0].shape[1]), dtype=np.float32)])
        return np.asarray(np.add.reduceat(values[rows], spelled.starts), dtype=np.float32)

    def pieces(self) -> list[str]:
        """The pieces as text, in the order of the values."""
        names = {code: letter for letter, code in self.letters.items()}
        return [
            "".join(names.get((code >> (_BITS * place)) & 255, "\0") for place in range(size, -1, -1))
            for size, codes in enumerate(self.codes)
            for code in codes.tolist()
        ]


@dataclass(frozen=True)
class _Spelled:
    codes: list[Codes]
    """By length: the code of the piece that ends at each letter."""
    valid: list[NDArray[np.bool_]]
    """Whether that piece lies within its word."""
    starts: NDArray[np.intp]
    """Where each word begins."""


def letter_rows(word: str, pieces: Mapping[str, int]) -> list[int]:
    """The rows of the longest known pieces that end at each letter of a word and at its edge."""
    framed = f"_{word}_"
    rows = []
    for end in range(2, len(framed) + 1):
        for start in range(max(0, end - LONGEST), end):
            row = pieces.get(framed[start:end])
            if row is not None:
                rows.append(row)
                break
    return rows


def count_letters(languages: Sequence[Sequence[str]]) -> LetterTable:
    """Learn from the words of each language.

    Each word counts once, however often it is used: what no list has resembles its rare words, not its usual ones.
    """
    counted = Counter("".join(word for words in languages for word in words))
    letters = {letter: code for code, (letter, _) in enumerate(counted.most_common(_ALPHABET), 2)} | {"_": 1}
    spelled = [_spell(words, letters) for words in languages]
    kept_codes, kept_values = [], []
    shorter: tuple[Codes, NDArray[np.float64]] | None = None
    for size in range(LONGEST):
        codes, counts = _counts(spelled, size)
        chances = _chances(codes, counts, shorter, size, len(letters))
        shorter = codes, chances
        kept = counts.sum(axis=1) >= (RAREST if size > 1 else 0)
        kept_codes.append(codes[kept])
        kept_values.append(np.log(chances[kept]).astype(np.float32))
    return LetterTable(letters, kept_codes, kept_values)


def _spell(words: Sequence[str], letters: Mapping[str, int]) -> _Spelled:
    text = np.frombuffer(f"_{'__'.join(words)}_".encode("utf-32-le"), dtype=np.uint32)
    numbers = np.full(max(int(text.max()), *map(ord, letters)) + 1, _OTHER_LETTER, dtype=np.uint64)
    numbers[[ord(letter) for letter in letters]] = list(letters.values())
    single = numbers[text]
    lengths = np.array([len(word) + 2 for word in words])
    starts = np.cumsum(lengths) - lengths
    place = np.arange(len(single)) - np.repeat(starts, lengths)
    codes: list[Codes] = []
    valid: list[NDArray[np.bool_]] = []
    code = np.zeros(len(single), dtype=np.uint64)
    for size in range(LONGEST):
        code = code | (np.roll(single, size) << np.uint64(_BITS * size))
        codes.append(code)
        valid.append(place >= max(size, 1))
    return _Spelled(codes, valid, starts)


def _counts(spelled: Sequence[_Spelled], size: int) -> tuple[Codes, NDArray[np.float64]]:
    """The pieces of a length in any language, sorted, and how often each language has them."""
    codes = [one.codes[size][one.valid[size]] for one in spelled]
    columns = np.repeat(np.arange(len(codes)), [len(one) for one in codes])
    unique, rows = np.unique(np.concatenate(codes), return_inverse=True)
    flat = np.bincount(rows * len(codes) + columns, minlength=len(unique) * len(codes))
    return unique, flat.reshape(len(unique), len(codes)).astype(np.float64)


def _chances(
    codes: Codes,
    counts: NDArray[np.float64],
    shorter: tuple[Codes, NDArray[np.float64]] | None,
    size: int,
    letters: int,
) -> NDArray[np.float64]:
    """p(letter | before) = (count(before, letter) + kinds(before) * p(letter | less before)) / (count + kinds)."""
    _, before = np.unique(codes >> np.uint64(_BITS), return_inverse=True)
    total = np.zeros((int(before.max()) + 1, counts.shape[1]))
    kinds = total.copy()
    np.add.at(total, before, counts)
    np.add.at(kinds, before, (counts > 0).astype(np.float64))
    if shorter is None:
        smoothed = np.full_like(counts, 1 / letters)
    else:
        ends = codes & np.uint64((1 << (_BITS * size)) - 1)
        smoothed = shorter[1][np.searchsorted(shorter[0], ends)]
    seen = total[before] + kinds[before]
    return np.where(seen > 0, (counts + kinds[before] * smoothed) / np.maximum(seen, 1e-9), smoothed)
