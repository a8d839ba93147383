"""A sign of life from a process that serves no port: a file whose age is the time since the last beat."""

from __future__ import annotations

import time
from pathlib import Path

FILE = "worker.heartbeat"
"""The file in var_dir that the first worker of a machine keeps touching."""
EVERY_SECONDS = 5.0
"""How often a living process beats."""


def file_of(folder: Path, number: int = 1) -> Path:
    """Return the file that a machine's worker of that number keeps touching."""
    return folder / (FILE if number == 1 else f"worker-{number}.heartbeat")


def beat(file: Path) -> None:
    """Say that this process lives."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def age(file: Path) -> float:
    """Return the seconds since the last beat; infinite when there was none."""
    try:
        return max(0.0, time.time() - file.stat().st_mtime)
    except FileNotFoundError:
        return float("inf")
