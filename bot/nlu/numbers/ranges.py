"""Ranges of numbers: "between seven and eight", "minst 8", "greater than 30 and at most 40", "20-30", "200 or more".

The rules are those of Microsoft's Recognizers-Text (NumberRangeModel); the phrases stand in limits.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.numbers.folding import Folded, fold
from bot.nlu.numbers.said import read_phrases

_CONTENT: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("limits.yml").read_text(encoding="utf-8"))
_ARTICLE = r"(?: (?:the|a|an|en|ett))?"
MAX_CHARACTERS = 1000
_WINDOW = 60
_HIGHEST = 1e15


@dataclass(frozen=True, slots=True)
class FoundRange:
    start: int
    end: int
    low: float | None
    """The lower end; None where it is open."""
    high: float | None
    low_included: bool = True
    """Whether the end belongs to the range: of "at least 8", not of "more than 8"; False where it is open."""
    high_included: bool = True


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: float


def _expression(lines: list[str]) -> str:
    expression = "|".join(lines)
    for name, words in _CONTENT["comparatives"].items():
        expression = re.sub(rf"\b{name}\b", lambda _, words=words: words, expression)  # type: ignore[misc]
    return f"(?:{expression})"


_BEFORE = {
    limit: re.compile(rf"(?:(?<!\w)|(?=[<>≤≥])){_expression(lines)}{_ARTICLE}\s*$")
    for limit, lines in _CONTENT["before"].items()
}
_AFTER = {limit: re.compile(rf"\s+{_expression(lines)}(?!\w)") for limit, lines in _CONTENT["after"].items()}
_BETWEEN = re.compile(rf"\b(?:{_CONTENT['between']}){_ARTICLE}\s*$")
_TO = re.compile(rf"\s+(?:{_CONTENT['to']}){_ARTICLE}\s+|\s*[-~]\s*")
_DASH = re.compile(r"\s*[-~]\s*|\s+(?:through|thru|to|till)\s+")
_JOINED = re.compile(r"\s*(?:,|\band\b|\boch\b|\bbut\b|\bmen\b|\s)*\s*")


def limit_before(words: str) -> str | None:
    """Return how folded words limit the number that follows them: at_least, at_most, more_than, less_than, exactly."""
    tail = words[-_WINDOW:]
    return next((limit for limit, pattern in _BEFORE.items() if pattern.search(tail)), None)


def limit_after(words: str) -> str | None:
    """Return how folded words that follow a number limit it: "or more" is at_least."""
    return next((limit for limit, pattern in _AFTER.items() if pattern.match(f" {words}")), None)


def find_ranges(text: str, language: str | None = None) -> list[FoundRange]:
    """Return the ranges of a message in their order; a lower and an upper end said one after the other make one."""
    folded = fold(text[:MAX_CHARACTERS])
    numbers = [
        _Number(one.start, one.end, one.phrase.value)
        for one in read_phrases(folded, language)
        if abs(one.phrase.value) < _HIGHEST
    ]
    found = list(_single(folded.text, numbers))
    return [_placed(folded, one) for one in _together(folded.text, found)]


def _single(text: str, numbers: list[_Number]) -> Iterator[FoundRange]:
    place = 0
    while place < len(numbers):
        number = numbers[place]
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        pair = _pair(text, number, following, numbers[place - 1] if place else None)
        if pair:
            yield pair
            place += 2
            continue
        one = _limited(text, number, following)
        if one:
            yield one
        place += 1


def _pair(text: str, low: _Number, high: _Number | None, before: _Number | None) -> FoundRange | None:
    """Read "between 7 and 8" and "7-8"; of a chain as in a phone number none."""
    if high is None or low.value >= high.value:
        return None
    between = text[low.end : high.start]
    opening = _BETWEEN.search(text, max(0, low.start - _WINDOW), low.start)
    if opening and _TO.fullmatch(between):
        return FoundRange(opening.start(), high.end, low.value, high.value)
    chained = text[high.end : high.end + 1] == "-" or text[max(0, low.start - 1) : low.start] in ("-", "+")
    coded = any(
        text[one.start] == "0" and text[one.start + 1 : one.start + 2].isdigit() for one in (low, high)
    )
    if _DASH.fullmatch(between) and not chained and not coded:
        return FoundRange(low.start, high.end, low.value, high.value)
    return None


def _limited(text: str, number: _Number, following: _Number | None) -> FoundRange | None:
    window = max(0, number.start - _WINDOW)
    before = next(
        (
            (limit, found)
            for limit, pattern in _BEFORE.items()
            if (found := pattern.search(text, window, number.start))
        ),
        None,
    )
    after = next(
        ((limit, found) for limit, pattern in _AFTER.items() if (found := pattern.match(text, number.end))),
        None,
    )
    if after and following and not text[after[1].end() : following.start].strip():
        after = None  # "200 or greater than 190"
    if after and (before is None or before[0] == "exactly"):
        start = before[1].start() if before else number.start
        return _range(after[0], start, after[1].end(), number.value)
    return _range(before[0], before[1].start(), number.end, number.value) if before else None


def _range(limit: str, start: int, end: int, value: float) -> FoundRange:
    if limit == "exactly":
        return FoundRange(start, end, value, value)
    if limit in ("at_least", "more_than"):
        return FoundRange(start, end, value, None, limit == "at_least", high_included=False)
    return FoundRange(start, end, None, value, low_included=False, high_included=limit == "at_most")


def _together(text: str, found: list[FoundRange]) -> list[FoundRange]:
    """Make one of a lower and an upper end that only "and" or a comma parts."""
    joined: list[FoundRange] = []
    for one in found:
        last = joined[-1] if joined else None
        merged = _merged(last, one) if last and _JOINED.fullmatch(text, last.end, one.start) else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(one)
    return joined


def _merged(first: FoundRange, second: FoundRange) -> FoundRange | None:
    low, high = (first, second) if first.high is None else (second, first)
    if low.low is None or high.high is None or low.high is not None or high.low is not None:
        return None
    if low.low >= high.high:
        return None
    return FoundRange(first.start, second.end, low.low, high.high, low.low_included, high.high_included)


def _placed(folded: Folded, one: FoundRange) -> FoundRange:
    start, end = folded.span(one.start, one.end)
    return replace(one, start=start, end=end)
