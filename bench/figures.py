"""Figures of runs: rates, percentiles, medians, and the ratios of ours to stock Rasa."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

from bench.load_runs import Answer, Result

WINDOW = 5
"""Half of the turns that a turn's latency is taken from: all together two rounds of the long conversation."""


def rate(result: Result, warm_up: float, *, all_answers: bool = False) -> float:
    """Return the customers' messages answered a second after the warm-up (``all_answers``: check-ins too)."""
    counted = [a for a in result.answers if a.at >= warm_up and (a.message or all_answers)]
    measured = result.seconds - warm_up
    return len(counted) / measured if measured > 0 else 0.0


def latencies(result: Result, warm_up: float) -> list[float]:
    """Return the seconds of all messages after the warm-up, and those of the ones still waiting at the end."""
    return sorted(a.took for a in (*result.answers, *result.waiting) if a.message and a.at >= warm_up)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value that ``share`` (0 to 1) of the sorted values do not exceed (nearest rank); None for none."""
    if not values:
        return None
    return values[max(1, math.ceil(share * len(values))) - 1]


def at_turn(answers: Sequence[Answer], turn: int, window: int = WINDOW) -> float | None:
    """Return the median seconds of the turns around one, counted from 1; None when it was not reached."""
    around = [answer.took for answer in answers[max(0, turn - window) : turn + window]]
    return statistics.median(around) if len(answers) >= turn > 0 else None


def median(values: Sequence[float]) -> float | None:
    """Return the median, None for nothing."""
    return statistics.median(values) if values else None


def milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000


def ratio(ours: float | None, stock: float | None) -> float | None:
    """Return how many times stock's figure ours is; None where either is missing."""
    return None if ours is None or not stock else ours / stock
