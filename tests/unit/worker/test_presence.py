"""A dead worker's claims are known by its lock, which the kernel lets go of."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from bot.worker.presence import Presence

HOLDER = "import sys, time; from pathlib import Path; from bot.worker.presence import Presence\n" + (
    "print(Presence(Path(sys.argv[1])).name, flush=True); time.sleep(60)"
)


def test_a_killed_worker_is_gone_and_a_living_one_is_not(tmp_path: Path) -> None:
    ours = Presence(tmp_path)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    name = holder.stdout.readline().strip()
    assert not ours.gone(f"{name}/0")
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert ours.gone(f"{name}/0")
    assert not ours.gone(f"{ours.name}/1")


def test_of_another_machines_workers_nothing_is_known(tmp_path: Path) -> None:
    ours = Presence(tmp_path)
    assert not ours.gone("0123456789abcdef/0")
    assert not ours.gone("../../etc/passwd/0")


def test_old_locks_of_dead_workers_are_swept_away(tmp_path: Path) -> None:
    dead = tmp_path / f"{'d' * 32}.lock"
    dead.touch()
    os.utime(dead, (0, 0))
    ours = Presence(tmp_path)
    assert not dead.exists()
    ours.leave()
    assert list(tmp_path.iterdir()) == []
