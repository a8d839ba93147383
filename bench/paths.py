"""Where the benchmark reads and writes."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / "bench"
WORK = ROOT / "var" / "bench"
STOCK = WORK / "stock"
"""The project of stock Rasa, generated from ours."""
OURS = WORK / "ours"
"""Our own configuration with the sampled examples, for comparing how long training takes."""
LATEST = WORK / "latest.json"
PLOT = WORK / "latest.png"
