"""Floors under the measures: what was reached may not be lost by more than a point."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from bot.nlu.measuring.measure import Measure

SLACK = 0.01
"""A point: less is noise of the draw."""


def read_floors(path: Path) -> dict[str, float]:
    """What each measure reached when the file was written, by its key."""
    floors: dict[str, float] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return floors


def fallen(measures: Iterable[Measure], floors: dict[str, float]) -> list[str]:
    """Say in a sentence each which measures lost more than a point. Times have no floor: machines differ."""
    return [
        f"{one.title} is {one.value:.3f} and was {floors[one.key]:.3f}"
        for one in measures
        if one.key in floors and _lost(one, floors[one.key])
    ]


def _lost(one: Measure, floor: float) -> bool:
    change = floor - one.value if not one.at_most else one.value - floor
    return change > SLACK


def written(measures: Iterable[Measure]) -> str:
    """The file of floors with what is reached now."""
    lines = [f"{one.key}: {one.value:.4f}" for one in measures if not one.unit]
    return (
        "# What each measure reached; `eftersnack evaluate --keep` writes this file.\n"
        + "\n".join(lines)
        + "\n"
    )
