"""The queue wakes the worker, and its failure fails nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from bot.worker.queue import ENOUGH, open_queue, wake_task, waker


def settings(folder: Path, **fields: str) -> Settings:
    return Settings(_env_file=None, var_dir=folder, **fields)  # type: ignore[arg-type]


def test_a_wake_of_one_process_is_run_by_another(tmp_path: Path) -> None:
    waker(settings(tmp_path))()
    woken: list[bool] = []
    queue = open_queue(settings(tmp_path))
    wake_task(queue, lambda: woken.append(True))
    queue.execute(queue.dequeue())
    assert woken == [True]


def test_wakes_do_not_pile_up_while_the_worker_is_away(tmp_path: Path) -> None:
    wake = waker(settings(tmp_path))
    for _ in range(ENOUGH * 3):
        wake()
    assert open_queue(settings(tmp_path)).pending_count() == ENOUGH


def test_a_queue_that_is_away_fails_no_turn(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    waker(settings(tmp_path, redis_url="redis://127.0.0.1:1/0"))()
    assert "looks by itself" in caplog.text
