"""All that is measured of the trained model's understanding, a row each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from bot.nlu.examples import read_yaml
from bot.nlu.feeling.polarity import UNHEARD
from bot.nlu.measuring import benchmark, wishes
from bot.nlu.measuring.entities import measure_entities
from bot.nlu.measuring.language import language_rows, measure_language
from bot.nlu.measuring.measure import Measure
from bot.nlu.measuring.numbers import measure_numbers
from bot.nlu.measuring.polarity import measure as measure_polarity
from bot.nlu.measuring.polarity import read_labelled
from bot.nlu.measuring.times import measure_times
from bot.nlu.parser import Parser

MORE_THAN_A_WORD = ("2", "3", "4+")


def every_measure(parser: Parser, tests: Path, public: Path | None) -> Iterator[Measure]:
    """Measure on our own sets in `tests` and, where its folder is given, on public data.

    Raises OSError when a file is missing.
    """
    yield from wishes.own_sets(parser, tests)
    yield from wishes.several(parser, tests)
    yield from _entities(tests)
    yield from _polarity(parser, tests)
    yield from _speed(parser, tests)
    if public is not None:
        yield from wishes.public_sets(parser, public)
        yield from wishes.out_of_scope(parser, public)
        yield from _language(parser, public / "language_id.csv")
        yield from _numbers(public)
        yield from _times(public)
        yield from benchmark.general_intents(public)


def _entities(tests: Path) -> Iterator[Measure]:
    for name in ("entities", "entities_other_shop"):
        report = measure_entities(tests / f"{name}.yml")
        for one in report.scores:
            yield Measure(f"{name}_{one.entity}", f"{name}: {one.entity}, F1", one.f1, one.expected)


def _polarity(parser: Parser, tests: Path) -> Iterator[Measure]:
    for language in ("sv", "en"):
        examples = read_labelled(tests / f"polarity_{language}.csv")
        heard = {one.text: one.sentiment or UNHEARD for one in parser.parse([e.text for e in examples])}
        report = measure_polarity(examples, heard.__getitem__)
        yield Measure(f"polarity_{language}", f"polarity, {language}: macro-F1", report.macro_f1,
                      len(examples), 0.88)  # fmt: skip


def _language(parser: Parser, path: Path) -> Iterator[Measure]:
    texts = list(dict.fromkeys(row.text for row in language_rows(path)))
    guesses = {one.text: one.guess for one in parser.parse(texts)}
    figures = measure_language(guesses.__getitem__, path)
    counts = {
        length: sum(figures.spoken[one, length].count for one in ("sv", "en"))
        for length in figures.neighbours
    }
    yield Measure("language_word", "sv against en: one word", figures.accuracy("1"), counts["1"], 0.95)
    yield Measure("language_words", "sv against en: two words up", figures.accuracy(*MORE_THAN_A_WORD),
                  sum(counts[length] for length in MORE_THAN_A_WORD), 0.99)  # fmt: skip
    neighbours = figures.neighbours["4+"]
    yield Measure("language_neighbours", "da, nb, nn not surely Swedish: four words up", neighbours.share,
                  neighbours.count, 0.90)  # fmt: skip


def _numbers(public: Path) -> Iterator[Measure]:
    score = measure_numbers(public)
    yield Measure("numbers", "numbers and yes or no", score.share, score.rows, 0.97)


def _times(public: Path) -> Iterator[Measure]:
    scores = measure_times(public)
    for language in ("sv", "en"):
        chosen = [score for name, score in scores.items() if name.endswith(language)]
        rows = sum(score.rows for score in chosen)
        yield Measure(f"times_{language}", f"dates and times, {language}",
                      sum(score.right for score in chosen) / rows, rows, 0.85)  # fmt: skip


def _speed(parser: Parser, tests: Path) -> Iterator[Measure]:
    texts = [e.text for e in read_yaml([tests / f"test_{language}.yml" for language in ("sv", "en")])]
    taken = [one.milliseconds for one in parser.parse(texts)]
    yield Measure("parse_p50", "a parse, whole pipeline: median", median(taken), len(taken), 1.5, True, "ms")
    yield Measure("parse_p95", "a parse, whole pipeline: 95th percentile", quantiles(taken, n=20)[-1],
                  len(taken), None, True, "ms")  # fmt: skip
