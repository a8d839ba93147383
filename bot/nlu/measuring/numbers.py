"""How well numbers, ranges and yes or no are found, against Microsoft's Recognizers-Text and Duckling's corpus.

Rule of the measure: of the rows on numbers those count whose expected values all lie in 0-100 (what a survey can
mean), or that expect nothing. A row is right when as many things are found as expected, in their order, each with
the expected value and at an overlapping place. Both references name the same thing in several ways, so each model
of Recognizers sees what it is there for: NumberModel whole numbers and parts, OrdinalModel places in a row,
PercentModel percentages (in percent mode also shares, "1/4 of"), NumberRangeModel ranges (their ends, and whether
a single end belongs to them; the two range models disagree about the closed ends of "20 to 30"), and BooleanModel
the strongest yes or no. Left out, and counted: values outside 0-100, relative places ("next", "last but one"),
and "percent" without a number.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.nlu.measuring.score import Score
from bot.nlu.numbers.find import find_numbers
from bot.nlu.numbers.found import FoundNumber
from bot.nlu.numbers.ranges import FoundRange, find_ranges
from bot.nlu.numbers.yes_no import find_yes_no, verdict

_OF = re.compile(r"\s+(?:of|av)\b")
LOWEST, HIGHEST = 0, 100
Thing = tuple[int, int, Any]
"""Start, end and value of something found or expected."""


@dataclass(frozen=True)
class Row:
    file: str
    kind: str
    """The reference's name for what is found: NumberModel, Ordinal."""
    language: str
    text: str
    expected: tuple[Thing, ...]
    left_out: str | None = None
    """Why the row does not count; None where it does."""


def measure_numbers(folder: Path, *, know_language: bool = True) -> Score:
    """Measure with recognizers.jsonl and duckling.csv of a folder; without ``know_language`` no language is told.

    Raises FileNotFoundError when one of the files is missing.
    """
    score = Score()
    for row in [*recognizers_rows(folder / "recognizers.jsonl"), *duckling_rows(folder / "duckling.csv")]:
        if row.left_out:
            score.left_out[row.left_out] += 1
            continue
        found = _VIEWS[row.kind](row.text, row.language if know_language else None)
        failure = f"{row.file} {row.text!r} expected {_shown(row.expected)} found {_shown(found)}"
        score.add(_same(found, row.expected), failure)
    return score


def recognizers_rows(path: Path) -> Iterator[Row]:
    """Read the rows of the groups Number and Choice."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["group"] not in ("Number", "Choice"):
            continue
        kind, text, language = row["model"], row["input"], row["lang"]
        reason, things = None, []
        for one in row["expected"]:
            value = _value(one["resolution"], kind)
            reason = reason or _left_out(one, value)
            things.append((*_place(text, one), value))
        yield Row(path.name, kind, language, text, tuple(things), reason)


def duckling_rows(path: Path) -> Iterator[Row]:
    """Read the rows of the dimensions Numeral and Ordinal; a negative row expects nothing."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["dimension"] not in ("Numeral", "Ordinal"):
                continue
            text = row["text"]
            number = re.search(r"(?:Value|Data)\s+\(?(-?[\d.]+(?:e-?\d+)?)\)?", row["expected_haskell"])
            positive = row["polarity"] == "positive" and number is not None
            value = float(number[1]) if number else 0.0
            things = ((0, len(text), value),) if positive else ()
            reason = "outside 0-100" if positive and not LOWEST <= value <= HIGHEST else None
            yield Row(path.name, row["dimension"], row["lang"], text, things, reason)


def _value(resolution: dict[str, Any] | None, kind: str) -> Any:
    shown = (resolution or {}).get("value")
    if kind == "BooleanModel":
        return bool(shown)
    if shown is None or shown == "null":
        return None
    shown = str(shown)
    if kind.startswith("NumberRange"):
        low, high = shown[1:-1].split(",")
        ends = (_end(low), _end(high))
        closed = (shown[0] == "[", shown[-1] == "]") if None in ends else (True, True)
        return (*ends, *closed)
    try:
        return float(shown.removesuffix("%").replace(",", "."))
    except ValueError:
        return shown


def _end(shown: str) -> float | None:
    return float(shown) if shown else None


def _left_out(one: dict[str, Any], value: Any) -> str | None:
    if isinstance(value, bool):
        return None
    if value is None:
        return "percent without a number"
    if isinstance(value, str) or one["type"] == "ordinal.relative":
        return "relative place in a row"
    numbers = [
        number for number in (value[:2] if isinstance(value, tuple) else [value]) if number is not None
    ]
    return None if all(LOWEST <= number <= HIGHEST for number in numbers) else "outside 0-100"


def _place(text: str, one: dict[str, Any]) -> tuple[int, int]:
    start = one["start"] if one["start"] is not None else text.lower().find(one["text"].lower())
    return start, start + len(one["text"])


def _same(found: list[Thing], expected: tuple[Thing, ...]) -> bool:
    return len(found) == len(expected) and all(
        _equal(mine[2], theirs[2]) and mine[0] < theirs[1] and theirs[0] < mine[1]
        for mine, theirs in zip(found, expected, strict=True)
    )


def _equal(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, float) and isinstance(theirs, float):
        return math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-15)
    return bool(mine == theirs)


def _shown(things: list[Thing] | tuple[Thing, ...]) -> str:
    return ", ".join(f"{value} at {start}-{end}" for start, end, value in things) or "nothing"


def _numbers(*kinds: str) -> Callable[[str, str | None], list[Thing]]:
    def view(text: str, language: str | None) -> list[Thing]:
        found = find_numbers(text, language)
        return [(one.start, one.end, one.value) for one in found if one.kind in kinds]

    return view


def _number_percent_mode(text: str, language: str | None) -> list[Thing]:
    """In this mode a share is a percentage, so NumberModel sees its two numbers."""
    things: list[Thing] = []
    for one in find_numbers(text, language):
        if one.of is None or one.kind != "fraction":
            things.append((one.start, one.end, one.value))
        else:
            things += [(one.start, one.end, one.count), (one.start, one.end, one.of)]
    return things


def _percent_mode(text: str, language: str | None) -> list[Thing]:
    """Percentages, and shares: "one out of three", and parts before "of"."""
    return [
        (one.start, one.end, _percentage(one))
        for one in find_numbers(text, language)
        if one.kind == "percent" or (one.kind == "fraction" and (one.of or _OF.match(text, one.end)))
    ]


def _percentage(one: FoundNumber) -> float:
    return one.value * 100 if one.kind == "fraction" else one.value


def _ranges(text: str, language: str | None) -> list[Thing]:
    return [(one.start, one.end, _ends(one)) for one in find_ranges(text, language)]


def _ends(one: FoundRange) -> tuple[float | None, float | None, bool, bool]:
    closed = (one.low_included, one.high_included) if None in (one.low, one.high) else (True, True)
    return one.low, one.high, *closed


def _yes_no(text: str, language: str | None) -> list[Thing]:
    best = verdict(find_yes_no(text))
    if best is None or best.value == "maybe":
        return []
    return [(best.start, best.end, best.value == "yes")]


_VIEWS: dict[str, Callable[[str, str | None], list[Thing]]] = {
    "NumberModel": _numbers("cardinal", "fraction", "percent"),
    "NumberModelExperimentalMode": _numbers("cardinal", "fraction", "percent"),
    "NumberModelPercentMode": _number_percent_mode,
    "OrdinalModel": _numbers("ordinal"),
    "OrdinalModelSuppressExtendedTypes": _numbers("ordinal"),
    "PercentModel": _numbers("percent"),
    "PercentModelPercentMode": _percent_mode,
    "NumberRangeModel": _ranges,
    "NumberRangeModelExperimentalMode": _ranges,
    "BooleanModel": _yes_no,
    "Numeral": _numbers("cardinal", "fraction"),
    "Ordinal": _numbers("ordinal"),
}
