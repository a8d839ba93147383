"""The result as a picture: throughput, latencies, and one long conversation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

COLOURS = {"stock": "#b4532a", "ours": "#1f6f5c", "ceiling": "#9aa3a8"}


def draw(measured: dict[str, Any], path: Path) -> None:
    """Draw the figures of one benchmark into a PNG file."""
    figure, axes = plt.subplots(2, 2, figsize=(11, 7.5), layout="constrained")
    _bars(axes[0][0], measured, "messages_a_second", "Messages a second, servers on one core", log=True)
    _latencies(axes[0][1], measured)
    _long(axes[1][0], measured)
    _processes(axes[1][1], measured["scaled"])
    figure.savefig(path, dpi=120)
    plt.close(figure)


def _bars(axis: Axes, measured: dict[str, Any], key: str, title: str, *, log: bool) -> None:
    names = [name for name in COLOURS if measured.get(name, {}).get(key)]
    bars = axis.bar(names, [measured[name][key] for name in names], color=[COLOURS[name] for name in names])
    axis.bar_label(bars, fmt="{:.0f}")
    axis.set_title(title)
    if log:
        axis.set_yscale("log")


def _latencies(axis: Axes, measured: dict[str, Any]) -> None:
    kinds = ("p50_ms", "p95_ms", "p99_ms")
    for offset, name in ((-0.2, "stock"), (0.2, "ours")):
        values = [measured[name][kind] or 0.0 for kind in kinds]
        places = [place + offset for place in range(len(kinds))]
        axis.bar_label(axis.bar(places, values, 0.38, label=name, color=COLOURS[name]), fmt="{:.0f}")
    axis.set_xticks(range(len(kinds)), ["median", "p95", "p99"])
    axis.set_yscale("log")
    axis.set_title(f"Milliseconds at {measured['stock']['open_rate']:.1f} answers/s, stock's saturation")
    axis.legend()


def _long(axis: Axes, measured: dict[str, Any]) -> None:
    for name in ("stock", "ours"):
        axis.plot(measured[name]["turns_ms"], label=name, color=COLOURS[name], linewidth=1)
    axis.set_yscale("log")
    axis.set_title("One conversation: milliseconds of each turn")
    axis.set_xlabel("turn")
    axis.legend()


def _processes(axis: Axes, scaled: dict[str, Any]) -> None:
    rates = scaled["messages_a_second"]
    axis.bar_label(axis.bar(list(rates), list(rates.values()), color=COLOURS["ours"]), fmt="{:.0f}")
    axis.set_title("Messages a second, processes on PostgreSQL and Redis")
    axis.set_xlabel(scaled["method"], fontsize=8)
