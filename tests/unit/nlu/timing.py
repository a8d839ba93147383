"""How long something takes, for tests that no input takes too long."""

from __future__ import annotations

import time
from collections.abc import Callable


def fastest(call: Callable[[], object], runs: int = 3) -> float:
    """Return the processor's seconds of the fastest of some runs: the others may have collected garbage."""
    return min(_seconds(call) for _ in range(runs))


def takes_under(seconds: float, call: Callable[[], object]) -> bool:
    """Whether a call takes less of the processor than that; what a busy machine adds, it does not add each time."""
    return any(_seconds(call) < seconds for _ in range(4))


def _seconds(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started
