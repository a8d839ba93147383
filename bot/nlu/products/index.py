"""An index of the catalogue's names: which names have a word, in any form, as a compound's end, or nearly.

Finding a word takes a few look-ups, however long the catalogue is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.nlu.products.names import SHORTEST_HEAD, CatalogueProduct, code_of, compound_heads, main_words
from bot.nlu.products.spelling import SHORTEST, Spellings
from bot.nlu.products.words import (
    Token,
    english_forms,
    marks_agree,
    swedish_forms,
    tokens_of,
    vocabulary,
)

REMEMBERED_WORDS = 1 << 11
HEAD_LIKENESS = 0.95
MOST_NAMES_OF_A_COMMON_WORD = 2000
"""A common word in more names than these tells nothing, and takes long to compare."""
_VERB = re.compile(r".{2,}er(?:a|ar|ade|at|as|ing|ingen)")
"""Swedish verbs of foreign stems: "filtrera" is no slip of "filter"."""


@dataclass(frozen=True)
class Hit:
    """What a word may stand for."""

    names: frozenset[int]
    """Numbers of names in the index."""
    likeness: float
    """1 for the word itself, less for a compound's end and for slips."""
    telling: bool
    """Whether the word alone may name a product; "coffee" and "svart" may not."""
    main: frozenset[int]
    """Those of the names in which it is the thing itself, not what that is made of or for."""


class ProductIndex:
    """Made once for a catalogue; reading it is safe from any thread."""

    def __init__(self, products: Iterable[CatalogueProduct]) -> None:
        self.products = tuple(products)
        self.product_of: list[int] = []
        """The product of each name, by the name's number."""
        self.length_of: list[int] = []
        """How many words each name has."""
        self.by_code: dict[str, list[int]] = defaultdict(list)
        self._swedish: dict[str, set[int]] = defaultdict(set)
        self._english: dict[str, set[int]] = defaultdict(set)
        self._heads: dict[str, set[int]] = defaultdict(set)
        self._main: dict[str, set[int]] = defaultdict(set)
        self._compounds: dict[str, set[int]] = defaultdict(set)
        self._marked: dict[str, set[str]] = defaultdict(set)
        self._joined: dict[str, set[int]] = defaultdict(set)
        self._written: set[str] = set()
        for number, product in enumerate(self.products):
            self._add(number, product)
        self._add_compounds()
        self._spellings = Spellings(self._written.union(head for head in self._heads if head[0] != "~"))
        self.find = lru_cache(maxsize=REMEMBERED_WORDS)(self._find)

    def _add(self, number: int, product: CatalogueProduct) -> None:
        self.by_code[code_of(product.key)].append(number)
        names = {product.name_sv: False}
        names.setdefault(product.name_en, True)
        for name, english in names.items():
            tokens = [token for token in tokens_of(name) if token.word not in vocabulary("function_words")]
            at = len(self.product_of)
            self.product_of.append(number)
            self.length_of.append(len(tokens))
            main = main_words(name, tokens, english)
            for token in tokens:
                self._add_word(token, at, english, token.word in main)
            for token, following in pairwise(tokens):
                self._joined[token.word + following.word].add(at)

    def _add_word(self, token: Token, name: int, english: bool, main: bool) -> None:
        """Note a name's word: in its language's forms, and as written for words of the other language."""
        own, other = (self._english, self._swedish) if english else (self._swedish, self._english)
        other[token.word].add(name)
        for form in english_forms(token.word) if english else swedish_forms(token.word):
            own[form].add(name)
            self._marked[form].add(token.marked)
            if main:
                self._main[form].add(name)
                if not english:
                    self._compounds[form].add(name)
            if form == token.word or len(form) > SHORTEST:
                self._written.add(form)

    def _add_compounds(self) -> None:
        """Note the ends of long words: of "kaffekvarn" surely "kvarn", since "kaffe" begins many compounds."""
        for word, names in self._compounds.items():
            if len(word) >= 2 * SHORTEST_HEAD - 1 and word.isalpha():
                for head in compound_heads(word, self._swedish):
                    self._heads[head] |= names
                    end = head.lstrip("~")
                    self._marked[f"-{end}"].update(
                        written[len(word) - len(end) :] for written in self._marked[word]
                    )

    def _find(self, word: str, marked: str, misspelled: bool = True) -> Hit | None:
        """The names that a folded word may stand for; `marked` is the word with its marks."""
        if word in vocabulary("function_words"):
            return None
        common = word in vocabulary("common_words") or len(word) < 3 or word.isdecimal()
        exact = set(self._joined.get(word, ()))
        main = set(exact)
        for forms, words in ((swedish_forms, self._swedish), (english_forms, self._english)):
            for form in forms(word):
                if form in words and self._marks_agree(marked, form):
                    exact |= words[form]
                    main |= self._main.get(form, set())
        if common and len(exact) > MOST_NAMES_OF_A_COMMON_WORD:
            return None
        heads = set() if common or len(word) < SHORTEST_HEAD + (not exact) else self._ends_in(word, marked)
        if exact or heads:
            return Hit(
                frozenset(exact | heads), 1.0 if exact else HEAD_LIKENESS, not common, frozenset(main | heads)
            )
        if together := self._compound(word):
            return together
        if not misspelled or common or len(word) < SHORTEST or not word.isalpha() or _VERB.fullmatch(word):
            return None
        return self._nearly(word)

    def _ends_in(self, word: str, marked: str) -> set[int]:
        """The names with a compound that ends in the word."""
        heads: set[int] = set()
        for form in swedish_forms(word):
            if self._marks_agree(marked, f"-{form}"):
                heads |= self._heads.get(form, set())
                heads |= self._heads.get(f"~{form}", set())
        return heads

    def _compound(self, word: str) -> Hit | None:
        """What a customer's own compound stands for: "lingonmuggen" for "Mugg Lingon"."""
        for cut in range(SHORTEST_HEAD - 1, len(word) - SHORTEST_HEAD + 2):
            first = self._swedish.get(word[:cut])
            if first:
                last = {name for form in swedish_forms(word[cut:]) for name in self._swedish.get(form, ())}
                if names := first & last:
                    return Hit(frozenset(names), HEAD_LIKENESS, True, frozenset(names))
        return None

    def _marks_agree(self, marked: str, form: str) -> bool:
        written = self._marked.get(form)
        return not written or any(marks_agree(marked, name) for name in written)

    def _nearly(self, word: str) -> Hit | None:
        best: dict[str, int] = {}
        for form in swedish_forms(word):
            if form == word or len(form) > SHORTEST:
                best = self._spellings.near(form) | best
        if not best:
            return None
        least = min(best.values())
        nearest = [candidate for candidate, distance in best.items() if distance == least]
        main = {
            name for near in nearest for name in self._main.get(near, set()) | self._heads.get(near, set())
        }
        names = main | {
            name
            for near in nearest
            for name in self._swedish.get(near, set()) | self._english.get(near, set())
        }
        telling = not any(near in vocabulary("common_words") for near in nearest)
        return Hit(frozenset(names), round(1 - least / len(word), 3), telling, frozenset(main))
