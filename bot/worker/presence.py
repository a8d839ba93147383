"""Whether the worker that holds a claim still lives.

A worker holds a lock on a file for as long as it runs; the kernel lets go of it however the process ends. Process
ids would not do: they are used again, and mean nothing in another container.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from bot.storage.base import new_uid

KEPT_SECONDS = 24 * 3600
"""Locks of dead workers are kept longer than any claim."""


class Presence:
    """This worker's name, shown to live by a lock in the folder that workers of one machine share."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.name = new_uid()
        self._lock = os.open(self._file(self.name), os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._tidy()

    def gone(self, claimant: str) -> bool:
        """Tell whether the worker of that name (what follows a "/" is its thread) has ended.

        False, too, for workers that are unknown here: those of another machine.
        """
        name = claimant.partition("/")[0]
        return name != self.name and name.isalnum() and _unlocked(self._file(name))

    def leave(self) -> None:
        """Take the lock away: nothing is claimed any more."""
        self._file(self.name).unlink(missing_ok=True)
        os.close(self._lock)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.lock"

    def _tidy(self) -> None:
        before = time.time() - KEPT_SECONDS
        for file in self._folder.glob("*.lock"):
            if file.stat().st_mtime < before and _unlocked(file):
                file.unlink(missing_ok=True)


def _unlocked(file: Path) -> bool:
    try:
        lock = os.open(file, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True
