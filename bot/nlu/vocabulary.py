"""The words and pieces of words that a model knows, each with its row: a static trie instead of a dictionary.

Of a third of a million features a dictionary takes 70 MB and a second to read, the trie one megabyte and no time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import marisa_trie
import numpy as np
from numpy.typing import NDArray


class Vocabulary(Mapping[str, int]):
    """Features and their rows, from 0; the trie chooses which row a feature has."""

    def __init__(self, trie: marisa_trie.Trie) -> None:
        self._trie = trie
        # Asked a hundred times a message, so without a call in between.
        self.get = trie.get  # type: ignore[method-assign]

    @classmethod
    def of(cls, features: Mapping[str, int]) -> tuple[Vocabulary, NDArray[np.intp]]:
        """Return the features with new rows, and which old row each new row was.

        A feature with a null character, which a trie cannot hold and nobody types, is left out.
        """
        kept = {feature: row for feature, row in features.items() if "\0" not in feature}
        vocabulary = cls(marisa_trie.Trie(kept))
        former = np.empty(len(vocabulary), dtype=np.intp)
        for feature, row in kept.items():
            former[vocabulary[feature]] = row
        return vocabulary, former

    @classmethod
    def load(cls, file: Path) -> Vocabulary:
        return cls(marisa_trie.Trie().frombytes(file.read_bytes()))

    def save(self, file: Path) -> None:
        file.write_bytes(self._trie.tobytes())

    def __getitem__(self, feature: str) -> int:
        return int(self._trie[feature])

    def __contains__(self, feature: object) -> bool:
        return feature in self._trie

    def __iter__(self) -> Iterator[str]:
        """Yield the features in the order of their rows."""
        return map(self._trie.restore_key, range(len(self)))

    def __len__(self) -> int:
        return len(self._trie)
