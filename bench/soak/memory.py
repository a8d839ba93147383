"""Whether memory is level: a straight line through each process's resident memory, after warm-up."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

LEAST_SAMPLES = 20
"""A line through fewer says nothing."""


@dataclass(frozen=True)
class Level:
    """One process over the last, undisturbed part of the soak."""

    name: str
    megabytes: float
    """Mean."""
    growth: float
    """Megabytes from the beginning to the end of the window, along the line."""
    bound: float
    seconds: float
    """Length of the window."""

    @property
    def is_level(self) -> bool:
        return self.growth <= self.bound


class Memory:
    """Samples of every process, each told apart by its id."""

    def __init__(self) -> None:
        self._samples: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
        self.peaks: dict[str, float] = {}

    def note(self, at: float, found: dict[str, tuple[int, float]]) -> None:
        for name, (pid, megabytes) in found.items():
            self._samples[name, pid].append((at, megabytes))
            self.peaks[name] = max(megabytes, self.peaks.get(name, 0))

    def latest(self) -> dict[str, float]:
        found: dict[str, tuple[float, float]] = {}
        for (name, _), samples in self._samples.items():
            found[name] = max(found.get(name, (0.0, 0.0)), samples[-1])
        return {name: megabytes for name, (_, megabytes) in found.items()}

    def levels(self, since: Mapping[int, float], until: float, bound: float) -> list[Level]:
        """Fit a line to each process that lives at the end, from the moment (seconds) given for its id."""
        levels = []
        end = max(samples[-1][0] for samples in self._samples.values())
        for (name, pid), samples in sorted(self._samples.items()):
            inside = [sample for sample in samples if since.get(pid, math.inf) <= sample[0] <= until]
            if len(inside) < LEAST_SAMPLES or samples[-1][0] < end:
                continue
            times, megabytes = np.array(inside).T
            slope = float(np.polyfit(times, megabytes, 1)[0])
            length = float(times[-1] - times[0])
            levels.append(Level(name, float(megabytes.mean()), slope * length, bound, length))
        return levels
