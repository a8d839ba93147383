"""Gives each of some processes a fixed share of a core, by a control group of the kernel.

On a machine with few cores, two processes next to a database and a load generator have no two cores to
themselves. With the same small share each, what they reach together shows whether they hinder one another,
and not how many cores there are. Needs the right to make control groups (root, on most systems).
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

VERSION_1 = Path("/sys/fs/cgroup/cpu")
VERSION_2 = Path("/sys/fs/cgroup")
PERIOD = 20_000
"""Microseconds in which a share is counted: short, so that a process is not held up for long."""
TRIES = 50


class Shares:
    """Control groups of our own, one a process; removed at the end."""

    def __init__(self) -> None:
        self._made: list[Path] = []

    @staticmethod
    def possible() -> bool:
        """Whether this process may make control groups that limit time."""
        try:
            with Shares() as shares:
                shares.give((), 0.5)
        except OSError:
            return False
        return True

    def give(self, pids: Iterable[int], share: float) -> None:
        """Let these processes compute for ``share`` of a core, all together. Raises OSError."""
        old = (VERSION_1 / "cpu.cfs_quota_us").exists()
        group = (VERSION_1 if old else VERSION_2) / f"eftersnack-bench-{os.getpid()}-{len(self._made)}"
        group.mkdir()
        self._made.append(group)
        quota = int(share * PERIOD)
        if old:
            (group / "cpu.cfs_period_us").write_text(str(PERIOD))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
        else:
            (group / "cpu.max").write_text(f"{quota} {PERIOD}")
        for pid in pids:
            (group / "cgroup.procs").write_text(str(pid))

    def __enter__(self) -> Shares:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the groups; they can go once their processes have ended."""
        for group in self._made:
            for _attempt in range(TRIES):
                with contextlib.suppress(OSError):
                    group.rmdir()
                    break
                time.sleep(0.1)
        self._made.clear()
