"""What ``eftersnack run`` starts: as many of each process as the settings say, and only where several can work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot import heartbeat
from bot.cli import explain
from bot.commands._programs import programs_of
from bot.settings import Settings

JOINED = {"database_url": "postgresql://db/shop", "redis_url": "redis://cache/0"}


def settings(folder: Path, **fields: object) -> Settings:
    return Settings(_env_file=None, var_dir=folder, **fields)  # type: ignore[arg-type]


def test_one_of_each_without_further_ado(tmp_path: Path) -> None:
    programs = programs_of(settings(tmp_path))
    assert [program.name for program in programs] == ["dialogue", "web", "worker"]


def test_several_dialogues_listen_on_ports_counted_up_and_each_process_has_its_own_for_figures(
    tmp_path: Path,
) -> None:
    made = settings(
        tmp_path, **JOINED, dialogue_processes=2, worker_processes=2, dialogue_port=5100, metrics_port=9400
    )
    programs = {program.name: program for program in programs_of(made)}
    assert list(programs) == ["dialogue-1", "dialogue-2", "web", "worker-1", "worker-2"]
    ports = [programs[f"dialogue-{n}"].environment["EFTERSNACK_DIALOGUE_PORT"] for n in (1, 2)]
    assert ports == ["5100", "5101"]
    figures = [program.environment["EFTERSNACK_METRICS_PORT"] for program in programs.values()]
    assert figures == ["9400", "9401", "9402", "9403", "9404"]
    assert made.worker_dialogue_urls == ["http://127.0.0.1:5100", "http://127.0.0.1:5101"]


async def test_each_of_several_workers_shows_by_itself_that_it_lives(tmp_path: Path) -> None:
    one, other = programs_of(settings(tmp_path, worker_processes=2))[2:]
    heartbeat.beat(heartbeat.file_of(tmp_path, 1))
    assert await one.ready()
    assert not await other.ready(), "the one's sign of life is not the other's"


@pytest.mark.parametrize("missing", JOINED)
def test_several_dialogues_without_what_joins_them_are_refused_in_a_sentence(
    tmp_path: Path, missing: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        settings(tmp_path, **{**JOINED, missing: ""}, dialogue_processes=2)
    said = explain(caught.value)
    assert "EFTERSNACK_DIALOGUE_PROCESSES is wrong" in said
    assert (
        "2 dialogue processes need PostgreSQL (EFTERSNACK_DATABASE_URL) and Redis (EFTERSNACK_REDIS_URL)"
        in said
    )


def test_a_worker_elsewhere_is_told_where_the_dialogues_are(tmp_path: Path) -> None:
    made = settings(tmp_path, internal_dialogue_urls=["http://a:5005/", "http://b:5005"])
    assert made.worker_dialogue_urls == ["http://a:5005", "http://b:5005"]


def test_what_machine_readable_programs_say_is_passed_on_as_it_is(tmp_path: Path) -> None:
    source = """
import asyncio, os, signal, sys
from rich.console import Console
from bot import logs
from bot.settings import Settings
from bot.supervisor import Program, Supervisor
logs.configure(Settings(log_format="json"), "run")
async def ready():
    return True
said = [sys.executable, "-c", "import time; print('{\\"a\\": [1]}', flush=True); time.sleep(60)"]
supervisor = Supervisor([Program("p", said, ready)], Console(), plain=True)
stop = lambda: asyncio.get_running_loop().call_later(2, os.kill, os.getpid(), signal.SIGTERM)
sys.exit(asyncio.run(supervisor.run(stop)))
"""
    done = subprocess.run(
        [sys.executable, "-c", source],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "EFTERSNACK_VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines() == ['{"a": [1]}']
    assert '"event": "Stopping; press Ctrl-C again to stop at once."' in done.stderr
