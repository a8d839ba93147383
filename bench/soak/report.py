"""The table at the end."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from bench.soak.conclusion import Outcome

SHOWN = 40


def show(outcome: Outcome, console: Console) -> None:
    """Print what happened, how memory went, and everything that is wrong."""
    table = Table("what", "how much", title="Soak")
    for name, figure in outcome.figures.items():
        table.add_row(name, f"{figure:g}")
    for name, times in sorted(outcome.trouble.items()):
        table.add_row(name, f"{times} times")
    console.print(table)
    levels = Table("process", "MB", "growth", "bound", "over", "peak", title="Memory after warm-up")
    for level in outcome.levels:
        levels.add_row(
            level.name,
            f"{level.megabytes:.0f}",
            f"{level.growth:+.1f}",
            f"{level.bound:.0f}",
            f"{level.seconds:.0f} s",
            f"{outcome.peaks[level.name]:.0f}",
        )
    console.print(levels)
    for violation in outcome.violations[:SHOWN]:
        console.print(f"VIOLATION {violation}", style="red", markup=False, soft_wrap=True)
    if len(outcome.violations) > SHOWN:
        console.print(f"… and {len(outcome.violations) - SHOWN} more.", style="red")
    verdict = (
        f"{len(outcome.violations)} violations" if outcome.violations else "nothing lost, nothing doubled"
    )
    console.print(f"[bold]{verdict}[/]")
