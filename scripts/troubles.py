"""What can go wrong while setting up, told in one sentence. Standard library only, Python 3.9 or later."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

GIGABYTE = 1_000_000_000
NEEDED = 2 * GIGABYTE  # The environment takes 0.9 GB, uv's cache of downloads as much again.


class SetupError(Exception):
    """Setting up cannot go on; the message says what is wrong and what to do."""


def check_space(folder: Path, needed: int = NEEDED) -> None:
    """Raise SetupError when less than ``needed`` bytes are free where ``folder`` is."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise SetupError(
            f"The disk is nearly full: {free / GIGABYTE:.1f} GB are free at {folder} and setting up needs "
            f"{needed / GIGABYTE:.1f} GB; make room and run this again."
        )


def check_writable(folder: Path) -> None:
    """Raise SetupError when files cannot be made in ``folder``."""
    if not os.access(folder, os.W_OK):
        raise SetupError(
            f"The folder {folder} cannot be written to; give yourself the right or clone elsewhere."
        )
