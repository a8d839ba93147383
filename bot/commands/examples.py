"""``eftersnack examples``: checks what the assistant learns from: leaks into the tests, double meanings, balance."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]


def examples() -> None:
    """Count the examples of each intent, and report leaks, near-duplicates, double meanings and leaning languages."""
    from bot.nlu.examples import leaks, near_duplicates, read_yaml, two_meanings, unbalanced

    console = Console()
    training = read_yaml(sorted((ROOT / "data").glob("*/nlu*.yml")))
    tests = read_yaml(sorted((ROOT / "tests" / "nlu").glob("test_*.yml")))
    learnt, tested = (Counter((one.intent, one.language) for one in some) for some in (training, tests))
    table = Table("intent", "learns sv", "en", "tested sv", "en")
    for intent in sorted({one.intent for one in training}):
        table.add_row(
            intent, *(str(count[intent, one]) for count in (learnt, tested) for one in ("sv", "en"))
        )
    console.print(table)
    found = {
        "stands in the training data": [(a.text, b.text) for a, b in leaks(tests, training)],
        "means two things": [(f"{a.text} ({a.intent})", b.intent) for a, b in two_meanings(training)],
        "leans to one language": [(line, "") for line in unbalanced(training)],
    }
    for trouble, pairs in found.items():
        for one, other in pairs:
            console.print(f"{trouble}: {one} / {other}", markup=False)
    alike = len({frozenset((a.text, b.text)) for a, b in near_duplicates(training, training)})
    console.print(f"{len(training)} examples; {alike} pairs of them are nearly the same words.")
    if any(found.values()):
        raise typer.Exit(1)
