"""Figures with hardly any conversation stored and with many, side by side."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from bench.stored.measuring import Measured


def figures(found: dict[str, list[Measured]]) -> dict[str, dict[str, dict[str, float]]]:
    """Return, by engine and measure, both figures and their ratio."""
    return {
        engine: {
            name: {
                str(before.stored): round(few, 3),
                str(after.stored): round(after.figures()[name], 3),
                "ratio": round(after.figures()[name] / few, 3),
            }
            for name, few in before.figures().items()
        }
        for engine, (before, after) in found.items()
    }


def show(found: dict[str, list[Measured]], console: Console) -> None:
    """Print a table an engine."""
    for engine, measures in figures(found).items():
        stored = [name for name in next(iter(measures.values())) if name != "ratio"]
        table = Table("measure", *(f"{int(each):,} stored" for each in stored), "ratio", title=engine)
        for name, values in measures.items():
            table.add_row(name, *(f"{values[each]:.2f}" for each in stored), f"{values['ratio']:.2f}")
        console.print(table)
