"""Finding the known words that a misspelled one may stand for.

An edit leaves one half of a word untouched, so only known words that share a half with the typed one are
compared, by optimal string alignment (insert, delete, replace, swap two neighbours; rapidfuzz).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

SHORTEST = 5
"""Shorter words are too like each other."""
TWO_SLIPS_FROM = 9
"""Words of so many letters may be two slips away, shorter ones one."""
_VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiopa", "asdfghjkloa", "zxcvbnm")
"""Rows of the Swedish keyboard, folded: å is a, ö is o, ä is a."""
_NEIGHBOURS = {
    letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in _ROWS for at, letter in enumerate(row)
}


class Spellings:
    """Known words by their halves."""

    def __init__(self, words: Iterable[str]) -> None:
        self._halves: dict[tuple[int, bool, str], list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= SHORTEST and word.isalpha():
                middle = len(word) // 2
                self._halves[len(word), True, word[:middle]].append(word)
                self._halves[len(word), False, word[middle:]].append(word)

    def near(self, word: str) -> dict[str, int]:
        """Known words that `word` is likely a slip of, with how many slips (1 or 2)."""
        if len(word) < SHORTEST:
            return {}
        near: dict[str, int] = {}
        for known in self._sharing_a_half(word):
            slips = 2 if min(len(word), len(known)) >= TWO_SLIPS_FROM else 1
            distance = OSA.distance(word, known, score_cutoff=slips)
            if distance <= slips and _is_likely(word, known):
                near[known] = distance
        return near

    def _sharing_a_half(self, word: str) -> Iterator[str]:
        reach = 2 if len(word) >= TWO_SLIPS_FROM else 1
        for length in range(len(word) - reach, len(word) + reach + 1):
            middle = length // 2
            yield from self._halves.get((length, True, word[:middle]), ())
            yield from self._halves.get((length, False, word[middle - length :]), ())


def _is_likely(typed: str, known: str) -> bool:
    """Short words are each other's slips by the dozen: a slip there must be one that fingers make.

    Five letters: the first and last are right. Up to seven: the first is right (or swapped with the second),
    and one letter for another only among vowels or neighbours on the keyboard ("filmer" is no "filter").
    """
    if len(known) >= TWO_SLIPS_FROM - 1:
        return True
    if len(known) <= SHORTEST and (typed[0] != known[0] or typed[-1] != known[-1]):
        return False
    if typed[0] != known[0] and typed[:2] != known[1::-1]:
        return False
    if len(typed) != len(known):
        return True
    wrong = [(a, b) for a, b in zip(typed, known, strict=True) if a != b]
    return len(wrong) == 2 or all({a, b} <= _VOWELS or b in _NEIGHBOURS.get(a, "") for a, b in wrong)
