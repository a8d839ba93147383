"""What is measured of running contestants."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from bench import figures, parts
from bench.arena import Arena, Measured
from bench.contestants import Contestant
from bench.load_runs import Result
from bench.sizes import Size

SATURATION = 0.95
"""Of the rate that a closed loop reached: at the whole of it, a queue grows for as long as the run lasts."""
EARLY, LATE = 10, 400
"""The turns of one conversation that are compared."""
Figures = dict[str, Any]


def ready(arena: Arena, contestant: Contestant, starts: int) -> Figures:
    """Start a contestant so many times; it is left running. Tells the seconds to its first answer, and its memory."""
    seconds = []
    for start in range(starts):
        with arena.step(f"{contestant.name}: starting") as told:
            if start:
                contestant.stop()
            seconds.append(arena.ready(contestant, arena.cores.servers))
            told.append(f"answers after {seconds[-1]:.1f} s")
    return {
        "ready_s": figures.median(seconds),
        "ready_runs": seconds,
        "memory_at_start_mb": contestant.memory(),
    }


def throughput(
    arena: Arena, contestants: Sequence[tuple[Contestant, float]], size: Size
) -> dict[str, Figures]:
    """Messages a second in a closed loop, in rounds: every contestant in each, for its seconds."""
    runs: dict[str, list[Measured]] = defaultdict(list)
    before = {c.name: parts.read(c.metrics_port) for c, _ in contestants if c.metrics_port}
    for _ in range(size.rounds):
        for contestant, seconds in contestants:
            with arena.step(f"{contestant.name}: closed loop, {seconds:.0f} s") as told:
                run = arena.run(contestant, "closed", seconds)
                runs[contestant.name].append(run)
                told.append(f"{figures.rate(run.result, size.warm_up):.1f} messages/s")
    found = {name: _throughput(measured, size) for name, measured in runs.items()}
    for contestant, _seconds in contestants:
        if contestant.metrics_port:
            now = parts.read(contestant.metrics_port)
            found[contestant.name]["turn_parts_ms"] = parts.between(before[contestant.name], now)
    return found


def _throughput(runs: Sequence[Measured], size: Size) -> Figures:
    rates = [figures.rate(run.result, size.warm_up) for run in runs]
    return {
        "messages_a_second": figures.median(rates),
        "messages_a_second_runs": rates,
        "answers_a_second": statistics.median(
            figures.rate(run.result, size.warm_up, all_answers=True) for run in runs
        ),
        "messages_a_cpu_second": figures.median([run.messages_a_cpu_second for run in runs]),
        "load_generator_core": max(run.result.cpu_seconds / run.result.seconds for run in runs),
    }


def at_rate(arena: Arena, contestants: Sequence[Contestant], rate: float, size: Size) -> dict[str, Figures]:
    """Latencies in an open loop of so many answers a second, in rounds."""
    runs: dict[str, list[list[float]]] = defaultdict(list)
    for _ in range(size.rounds):
        for contestant in contestants:
            with arena.step(
                f"{contestant.name}: open loop at {rate:.1f}/s, {size.open_seconds:.0f} s"
            ) as told:
                run = arena.run(contestant, "open", size.open_seconds, rate=rate)
                took = figures.latencies(run.result, size.warm_up)
                runs[contestant.name].append(took)
                told.append(f"p95 of {len(took)}: {_told_ms(figures.percentile(took, 0.95))}")
    return {
        name: {"open_rate": rate}
        | {f"p{share}_ms": _middle(measured, share / 100) for share in (50, 95, 99)}
        | {"p95_runs_ms": [figures.milliseconds(figures.percentile(took, 0.95)) for took in measured]}
        for name, measured in runs.items()
    }


def _told_ms(seconds: float | None) -> str:
    return "nothing answered" if seconds is None else f"{seconds * 1000:.0f} ms"


def _middle(runs: Sequence[Sequence[float]], share: float) -> float | None:
    found = [value for took in runs if (value := figures.percentile(took, share)) is not None]
    return figures.milliseconds(figures.median(found))


def long_conversation(
    arena: Arena, contestant: Contestant, turns: int, seconds: float, times: int
) -> Figures:
    """Latency at turn 400 of one conversation and at turn 10; where time runs out, at the last turn reached.

    Had so many times; what is told is the middle one.
    """
    with arena.step(
        f"{contestant.name}: {times} × {turns} turns of a conversation, {seconds:.0f} s at most"
    ) as told:
        runs = [
            _turns(arena.run(contestant, "long", seconds, users=1, turns=turns).result) for _ in range(times)
        ]
        runs.sort(key=lambda run: run["last_over_turn10"] or 0.0)
        middle = runs[len(runs) // 2]
        ratio = middle["last_over_turn10"]
        told.append(f"turn {EARLY} to {middle['last_turn']}: × {ratio:.2f}" if ratio else "not reached")
    return middle | {"last_over_turn10_runs": [run["last_over_turn10"] for run in runs]}


def _turns(result: Result) -> Figures:
    answers = result.answers
    last = min(LATE, len(answers) - figures.WINDOW)
    early, late = figures.at_turn(answers, EARLY), figures.at_turn(answers, last)
    return {
        "turn10_ms": figures.milliseconds(early),
        "last_turn_ms": figures.milliseconds(late),
        "last_turn": last,
        "last_over_turn10": figures.ratio(late, early),
        "turns_ms": [round(answer.took * 1000, 2) for answer in answers],
    }


def memory(arena: Arena, contestant: Contestant, conversations: int, seconds: float, times: int) -> Figures:
    """Megabytes after so many conversations (as many as fit the seconds), and ``times`` - 1 times as many more."""
    seen: list[dict[str, float]] = []
    for _ in range(times):
        wanted = conversations * (len(seen) + 1) - contestant.conversations
        with arena.step(
            f"{contestant.name}: memory after {conversations * (len(seen) + 1)} conversations"
        ) as told:
            if wanted > 0 and seconds > 0:
                arena.run(contestant, "closed", seconds, conversations=wanted)
            seen.append({"conversations": contestant.conversations, "mb": contestant.memory()})
            told.append(f"{seen[-1]['mb']:.0f} MB after {contestant.conversations}")
    return {
        "memory_mb": seen[0]["mb"],
        "memory_conversations": seen[0]["conversations"],
        "memory_growth": seen[-1]["mb"] / seen[0]["mb"] if len(seen) > 1 else None,
        "memory_runs": seen,
    }
