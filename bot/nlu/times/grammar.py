"""The machinery of the rules: patterns over items, tried in order, each match becoming one new item.

Every kind of item is one letter of a private alphabet, so a row of items is a string and a pattern an ordinary regular
expression: ``<the>? <ordinal> <of>? month=<month>`` means what it says, and costs a microsecond to try. A rule's
function gets the items that matched and returns the new item's kind and value, or None if it does not apply after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.nlu.times.customs import Customs
from bot.nlu.times.kinds import GROUPS
from bot.nlu.times.tokens import Item

_letters: dict[str, str] = {}
_NAME = re.compile(r"(?:(\w+)=)?<([\w|]+)>")


@dataclass(frozen=True)
class Here:
    """What an expression is understood against."""

    now: datetime
    language: str
    customs: Customs
    prefer_past: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """The items a pattern matched, by the names it gives them."""

    match: re.Match[str]
    items: Sequence[Item]

    def item(self, name: str) -> Item | None:
        """The item of that name, or None where the pattern has none or it was left out."""
        if name not in self.match.re.groupindex or self.match.start(name) < 0:
            return None
        return self.items[self.match.start(name)]

    def need(self, name: str) -> Item:
        """The item of a name that the pattern always has."""
        return self.items[self.match.start(name)]

    @property
    def kinds(self) -> list[str]:
        """The kinds of all items matched."""
        return [item.kind for item in self.matched]

    @property
    def matched(self) -> Sequence[Item]:
        return self.items[self.match.start() : self.match.end()]

    def __getitem__(self, name: str) -> Any:
        item = self.item(name)
        return None if item is None else item.value

    def has(self, name: str) -> bool:
        return self.item(name) is not None

    def before(self) -> Item | None:
        """The item in front of the match."""
        return self.items[self.match.start() - 1] if self.match.start() else None

    def following(self) -> Item | None:
        """The item behind the match."""
        return self.items[self.match.end()] if self.match.end() < len(self.items) else None


Made = tuple[str, Any] | None
Build = Callable[[Matched, Here], Made]


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    needs: frozenset[str]
    """Letters of which a row must have one: a look at them is cheaper than a search."""
    build: Build


class Rules(list[Rule]):
    """The rules of one module, in the order in which they are tried."""

    def add(self, *patterns: str) -> Callable[[Build], Build]:
        def register(build: Build) -> Build:
            self.extend(Rule(compile_pattern(pattern), needed(pattern), build) for pattern in patterns)
            return build

        return register


def letter(kind: str) -> str:
    return _letters.setdefault(kind, chr(0xE000 + len(_letters)))


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Turn ``day=<day|ordinal> <of>?`` into an expression over letters."""

    def letters(match: re.Match[str]) -> str:
        single = "[" + "".join(map(letter, _kinds_of(match[2]))) + "]"
        return f"(?P<{match[1]}>{single})" if match[1] else single

    return re.compile(_NAME.sub(letters, pattern).replace(" ", ""))


def needed(pattern: str) -> frozenset[str]:
    """The letters of the most particular item that no match of a pattern can do without."""
    anything = frozenset(
        letter(kind) for names in re.findall(r"<([\w|]+)>", pattern) for kind in _kinds_of(names)
    )
    depth, best = 0, anything
    for part in re.finditer(r"\(|\)|<([\w|]+)>\s*([?*]?)", pattern):
        depth += {"(": 1, ")": -1}.get(part[0], 0)
        if depth == 0 and part[1] and not part[2]:
            best = min(best, frozenset(map(letter, _kinds_of(part[1]))), key=len)
    return best


def _kinds_of(names: str) -> list[str]:
    return [kind for name in names.split("|") for kind in GROUPS.get(name, (name,))]


def reduce(items: list[Item], rules: Sequence[Rule], here: Here) -> list[Item]:
    """Apply every rule wherever it matches, in order. Dates outside the calendar make a rule not apply."""
    kinds = "".join([letter(item.kind) for item in items])
    present = set(kinds)
    for rule in rules:
        if rule.needs.isdisjoint(present):
            continue
        position = 0
        while match := rule.pattern.search(kinds, position):
            first, end = match.span()
            try:
                made = rule.build(Matched(match, items), here)
            except (ValueError, OverflowError):
                made = None
            if made is None:
                position = first + 1
                continue
            kind, value = made
            items[first:end] = [Item(kind, value, items[first].start, items[end - 1].end)]
            kinds = kinds[:first] + letter(kind) + kinds[end:]
            present.add(letter(kind))
            position = first + (end - first == 1)
    return items
