"""Where the time of a turn goes, as our dialogue process itself tells it (bot/metrics.py)."""

from __future__ import annotations

import urllib.request

from prometheus_client.parser import text_string_to_metric_families

TURN = "eftersnack_turn_seconds"
Sums = dict[str, tuple[float, float]]
"""Of each part of a turn, the seconds spent in it, and the turns."""


def read(port: int) -> Sums:
    """Return what a process has told so far at its port for Prometheus. Raises OSError."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    sums: dict[str, float] = {}
    counts: dict[str, float] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples if family.name == TURN else ():
            kept = {f"{TURN}_sum": sums, f"{TURN}_count": counts}.get(sample.name)
            if kept is not None:
                kept[sample.labels["part"]] = sample.value
    return {part: (seconds, counts[part]) for part, seconds in sums.items()}


def between(before: Sums, after: Sums) -> dict[str, float]:
    """Return the milliseconds a turn spent in each part, on average, from one reading to the next."""
    turns = max((count - before.get(part, (0, 0))[1] for part, (_, count) in after.items()), default=0)
    if not turns:
        return {}
    return {
        part: 1000 * (seconds - before.get(part, (0.0, 0.0))[0]) / turns
        for part, (seconds, _) in after.items()
    }
