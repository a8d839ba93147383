"""The words of words_sv.yml, words_en.yml and feasts.yml, looked up by the first word of a phrase."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_])[^\W\d_]+)?|\d+|[^\s\w]|_")
_KEEPS_MARKS = frozenset({"mån", "sön", "vår"})
"""Words that without their marks are other words (man, son, var); they are understood with the marks only."""
_MARKS = str.maketrans("åäöéü", "aaoeu")


def read_yaml(name: str) -> dict[str, Any]:
    """A data file of this folder, with the parser in C where PyYAML has it: it is ten times as fast."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load((FOLDER / name).read_text(encoding="utf-8"), loader)  # noqa: S506 - both are safe
    return content


def without_marks(word: str) -> str:
    return word.translate(_MARKS)


@dataclass(frozen=True, slots=True)
class Entry:
    words: tuple[str, ...]
    kind: str
    value: Any


@dataclass(frozen=True)
class Vocabulary:
    """Phrases by their first word, the longest first."""

    entries: dict[str, tuple[Entry, ...]]
    triggers: frozenset[str]
    """Words of which one, or a number, is in every expression of time."""

    def at(self, words: Sequence[str], first: int) -> Entry | None:
        """The longest phrase that begins with that word."""
        for entry in self.entries.get(words[first], ()):
            size = len(entry.words)
            if size == 1 or tuple(words[first : first + size]) == entry.words:
                return entry
        return None


_TRIGGERS = frozenset(
    {
        "weekday", "weekday_short", "weekdays", "weekday_past", "workdays", "every_workday", "month", "month_short",
        "jul", "unit", "span_word", "working_day", "weekend", "weekends", "workweek", "day_word", "now", "part_day",
        "part_past", "part", "part_at", "parts", "meal", "clock_word", "meridiem", "oclock", "season", "season_short",
        "seasons", "season_now", "season_past", "feast", "feast_now", "feast_past", "edge_name", "turn", "month_turn",
        "this_unit", "next_unit", "last_unit", "beside", "each_unit", "decade_word", "to_date", "week_of", "hence",
        "quarter", "part_hour",
    }
)  # fmt: skip


@lru_cache(maxsize=2)
def vocabulary(language: str) -> Vocabulary:
    """The words of both languages; where they collide ("mars", "sex") those of `language` (sv or en) hold."""
    entries: dict[tuple[str, ...], Entry] = {}
    _add(entries, (*_read(language), *_read_feasts()))
    own_words = {words[0] for words in entries if len(words) == 1}
    others = _read("en" if language == "sv" else "sv")
    _add(entries, (one for one in others if one.kind != "ignored" and not _is_taken(one, own_words)))
    by_first: defaultdict[str, list[Entry]] = defaultdict(list)
    for words, entry in entries.items():
        by_first[words[0]].append(Entry(words, entry.kind, entry.value))
    triggers = {_trigger(words) for words, entry in entries.items() if entry.kind in _TRIGGERS}
    longest = {word: tuple(sorted(found, key=lambda e: -len(e.words))) for word, found in by_first.items()}
    return Vocabulary(longest, frozenset(triggers))


def _add(entries: dict[tuple[str, ...], Entry], new: Iterable[Entry]) -> None:
    """Add entries that are not there yet, and their writings without å, ä and ö."""
    for entry in new:
        entries.setdefault(entry.words, entry)
    for words, entry in list(entries.items()):
        if not _KEEPS_MARKS.intersection(words):
            entries.setdefault(tuple(map(without_marks, words)), entry)


def _is_taken(entry: Entry, own_words: set[str]) -> bool:
    return len(entry.words) == 1 and entry.words[0] in own_words


_COMMON = frozenset(
    {
        "min",
        "mins",
        "a",
        "i",
        "på",
        "pa",
        "till",
        "the",
        "last",
        "this",
        "next",
        "gång",
        "gang",
        "half",
        "halv",
        "my",
        "at",
        "in",
    }
)
"""Words too common to look for; the expressions they are in have a number or another word of time as well."""


def _trigger(words: tuple[str, ...]) -> str:
    """The word of a phrase to look for: its longest uncommon one, without what follows an apostrophe."""
    return re.split("['’]", max((word for word in words if word not in _COMMON), key=len, default=""))[0]


def _read(language: str) -> Iterator[Entry]:
    content = read_yaml(f"words_{language}.yml")
    for kind, values in content.items():
        for value, line in values.items():
            for phrase in line.split(", "):
                yield Entry(tuple(WORD.findall(phrase.lower())), kind, value)


def _read_feasts() -> Iterator[Entry]:
    content = read_yaml("feasts.yml")
    for name, feast in content.items():
        for phrase in feast["names"].split(", "):
            yield Entry(tuple(WORD.findall(phrase.lower())), "feast", name)
