"""How long a call takes."""

from __future__ import annotations

import time
from collections.abc import Callable


def fastest(call: Callable[[], object], runs: int = 3) -> float:
    """Return the processor's seconds of the fastest of some runs: the others may have collected garbage."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return min(taken)
