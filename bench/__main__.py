"""``python -m bench [--quick]``: measures ours against stock Rasa in one run.

Writes var/bench/latest.json and latest.png. Exit code 1: a reply was wrong; 2: it could not be measured.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import (
    contestants,
    conversations,
    machine,
    measures,
    people,
    plot,
    report,
    sample,
    scaling,
    stock_project,
    training,
)
from bench.arena import Arena, Cores
from bench.environments import NotMade, load_python, stock_python
from bench.load_runs import Load, LoadFailed
from bench.paths import LATEST, PLOT, WORK
from bench.servers import Ended
from bench.sizes import FULL, QUICK, Size
from bench.stores import Missing

QUIET = 0.3
"""Load average a core, above which something else is running too."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure ours against stock Rasa.")
    parser.add_argument(
        "--quick", action="store_true", help="in less than three minutes, once models are there"
    )
    size = QUICK if parser.parse_args().quick else FULL
    console = Console(stderr=True, soft_wrap=True)
    # Ended as it may be, it ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        result = benchmark(size, console)
    except (NotMade, training.NotTrained, LoadFailed, Ended, Missing) as error:
        console.print(f"Not measured: {error}", style="red", markup=False, highlight=False)
        return 2
    report.write(result)
    plot.draw(result["figures"], PLOT)
    report.show(result, Console())
    console.print(f"Written: {LATEST} and {PLOT.name}", highlight=False)
    return 1 if result["wrong_replies"] else 0


def benchmark(size: Size, console: Console) -> dict[str, Any]:
    """Measure everything of this size, and return the result as it is written."""
    if shutil.which("taskset") is None:
        raise Missing("The program taskset was not found (Debian and Ubuntu: apt install util-linux).")
    stock, load = stock_python(), load_python()
    arena = Arena(Cores.here(), Load(load, Cores.here().others), console)
    described = machine.describe(stock, load)
    if described["load_average"] > QUIET * described["cores"]:
        arena.note(
            f"The machine was busy when this began (load average {described['load_average']}): try again."
        )
    trained = _prepare(arena, stock, size)
    measured = _contest(arena, stock, size)
    measured["scaled"] = scaling.measure(arena, size)
    measured["training"] = trained
    ceiling, ours = (measured[name]["messages_a_cpu_second"] for name in ("ceiling", "ours"))
    measured["share_of_ceiling"] = ours / ceiling
    return {
        "ratios": report.ratios(measured),
        "size": size.name,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": described,
        "wrong_replies": arena.wrong,
        "errors": arena.errors,
        "notes": [*arena.notes, *_conditions(size, measured)],
        "figures": measured,
    }


def _prepare(arena: Arena, stock: Path, size: Size) -> dict[str, Any]:
    """Write the projects, the conversations and the people; train where it is asked for or needed."""
    content = conversations.read()
    for name, script in (
        ("script", conversations.script(content)),
        ("echo", conversations.echo_script(content)),
    ):
        (WORK / f"{name}.json").write_text(json.dumps(script), encoding="utf-8")
    examples = sample.draw(sample.training_examples(), conversations.words(content))
    stock_project.write(examples)
    people.write_people(WORK / "people.jsonl", size.people, contestants.IDENTITY_SECRET)
    trained = training.known(len(examples), stock) if size.name == "quick" else None
    if trained is None:
        with arena.step("both learn from the same sample (stock Rasa: up to an hour)") as told:
            trained = training.measure(stock, len(examples))
            told.append(f"stock {trained.stock:.0f} s, ours {trained.ours:.1f} s")
    return asdict(trained)


def _contest(arena: Arena, stock_python: Path, size: Size) -> dict[str, Any]:
    """Measure stock Rasa, ours embedded, and the ceiling, which take turns."""
    stock = contestants.stock(stock_python, size.people)
    ours = contestants.ours("ours", size.people)
    ceiling = contestants.ceiling()
    with ExitStack() as running:
        for contestant in (stock, ours, ceiling):
            running.callback(contestant.stop)
        measured: dict[str, Any] = {}
        for contestant in (stock, ours, ceiling):
            measured[contestant.name] = measures.ready(arena, contestant, size.starts)
        # First, so that the conversations are counted from the start of the process.
        measured["ours"] |= measures.memory(
            arena, ours, size.conversations, size.conversation_seconds, times=2
        )
        with arena.step("stock: warming up"):
            arena.run(stock, "closed", size.stock_warm_up)
        timed = [
            (stock, size.stock_seconds),
            (ours, size.ours_seconds),
            (ceiling, size.ceiling_seconds),
        ]
        _merge(measured, measures.throughput(arena, timed, size))
        rate = measured["stock"]["answers_a_second"] * measures.SATURATION
        _merge(measured, measures.at_rate(arena, (stock, ours), rate, size))
        for contestant, seconds, times in (
            (stock, size.stock_long_seconds, 1),
            (ours, size.conversation_seconds, size.long_times),
        ):
            measured[contestant.name] |= measures.long_conversation(
                arena, contestant, size.turns, seconds, times
            )
        measured["stock"] |= measures.memory(
            arena, stock, size.conversations, size.stock_conversation_seconds, times=1
        )
    return measured


def _merge(measured: dict[str, Any], more: dict[str, Any]) -> None:
    for name, values in more.items():
        measured[name] |= values


def _conditions(size: Size, measured: dict[str, Any]) -> list[str]:
    """Say what makes the figures what they are, in whose favour, and what was left out."""
    stock = measured["stock"]
    notes = [
        "Stock Rasa serves the model of the sample, ours the shipped one with all examples: that favours stock.",
        "Our data has rules and no stories, so stock's TED and UnexpecTED have nothing to learn and cost it little.",
        f"Stock's memory is that of its server alone, after {stock['memory_conversations']} conversations.",
        f"Latencies count from the planned moment; arrivals are even, at {measures.SATURATION:.0%} of the rate that "
        "saturates stock.",
    ]
    if stock["last_turn"] < measures.LATE:
        notes.append(f"Stock's long conversation was given up at turn {stock['last_turn']}.")
    if size.name == "quick":
        notes.append(
            f"Quick: one run each, memory after {size.conversations} conversations instead of thousands, no four "
            f"processes, and the training times of {measured['training']['made_at']}."
        )
    return notes


if __name__ == "__main__":
    sys.exit(main())
