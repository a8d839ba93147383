"""The result: a table for people, a file for programs."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import figures
from bench.paths import LATEST

TARGETS = {
    "throughput": ("messages a second on one core", "≥ 30"),
    "p95": ("p95 at stock's saturation", "≤ 0.033"),
    "turn400_over_turn10": ("turn 400 over turn 10 of one conversation", "≤ 1.2"),
    "memory": ("memory of a process", "≤ 0.25"),
    "ready": ("seconds from start to first answer", "≤ 0.25"),
    "train": ("training from nothing, same sample", "≤ 0.1"),
    "two_processes": ("2 processes over 1, PostgreSQL and Redis", "≥ 1.8"),
}
"""Of each ratio: what it is, and what issue 4 asks for. All are ours over stock's, but the third and the last."""


def ratios(measured: dict[str, Any]) -> dict[str, float | None]:
    """Return ours over stock's for every measure, from the figures of one benchmark."""
    stock, ours, training = measured["stock"], measured["ours"], measured["training"]
    return {
        "throughput": figures.ratio(ours["messages_a_second"], stock["messages_a_second"]),
        "p95": figures.ratio(ours["p95_ms"], stock["p95_ms"]),
        "turn400_over_turn10": ours["last_over_turn10"],
        "memory": figures.ratio(ours["memory_mb"], stock["memory_mb"]),
        "ready": figures.ratio(ours["ready_s"], stock["ready_s"]),
        "train": figures.ratio(training["ours"], training["stock"]),
        "two_processes": measured["scaled"]["over_one"].get("2"),
    }


def write(result: dict[str, Any]) -> None:
    LATEST.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def show(result: dict[str, Any], console: Console) -> None:
    """Print the ratios, the figures they come from, and what has to be said about them."""
    measured = result["figures"]
    stock, ours, training = measured["stock"], measured["ours"], measured["training"]
    table = Table(title=f"Against stock Rasa 3.6.21 ({result['size']})")
    for column in ("measure", "stock", "ours", "ratio", "target"):
        table.add_column(column, justify="left" if column == "measure" else "right")
    scaled = measured["scaled"]["messages_a_second"]
    rows = {
        "throughput": (_n(stock["messages_a_second"]), _n(ours["messages_a_second"])),
        "p95": (_n(stock["p95_ms"], " ms"), _n(ours["p95_ms"], " ms")),
        "turn400_over_turn10": (
            f"{_n(stock['last_over_turn10'])} at {stock['last_turn']}",
            f"{_n(ours['last_over_turn10'])} at {ours['last_turn']}",
        ),
        "memory": (_memory(stock), _memory(ours)),
        "ready": (_n(stock["ready_s"], " s"), _n(ours["ready_s"], " s")),
        "train": (_n(training["stock"], " s"), _n(training["ours"], " s")),
        "two_processes": ("", f"{_n(scaled.get('1'))} → {_n(scaled.get('2'))}"),
    }
    for name, (what, target) in TARGETS.items():
        value = result["ratios"][name]
        table.add_row(what, *rows[name], "—" if value is None else f"{value:.3g}", target)
    console.print(table)
    _more(result, console)


def _more(result: dict[str, Any], console: Console) -> None:
    measured = result["figures"]
    for name in ("stock", "ours", "ceiling"):
        console.print(
            f"{name}: {_n(measured[name]['messages_a_cpu_second'])} messages for each second computed"
        )
    console.print(f"share of the ceiling: {measured['share_of_ceiling']:.1%}")
    spent = ", ".join(f"{part} {_n(ms)}" for part, ms in measured["ours"].get("turn_parts_ms", {}).items())
    console.print(f"milliseconds of one of our turns, by part: {spent or 'not told'}")
    scaled = measured["scaled"]
    reached = ", ".join(f"{n}: {_n(rate)}" for n, rate in scaled["messages_a_second"].items())
    console.print(f"messages a second by processes on PostgreSQL and Redis: {reached} ({scaled['method']})")
    if measured["ours"]["memory_growth"] is not None:
        console.print(f"memory after twice as many conversations: × {measured['ours']['memory_growth']:.3f}")
    text = measured["training"]
    console.print(f"after the change of a text: stock trains {text['stock_text']:.0f} s, ours nothing")
    for note in result["notes"]:
        console.print(f"– {note}", highlight=False)
    if result["wrong_replies"]:
        console.print(f"[bold red]{result['wrong_replies']} replies were wrong:[/bold red]")
        for error in result["errors"][:10]:
            console.print(f"  {error}", markup=False, highlight=False)


def _memory(one: dict[str, Any]) -> str:
    return f"{_n(one['memory_mb'])} MB after {one['memory_conversations']}"


def _n(value: float | None, unit: str = "") -> str:
    if value is None:
        return "—"
    return f"{value:,.0f}{unit}" if abs(value) >= 100 else f"{value:.3g}{unit}"
