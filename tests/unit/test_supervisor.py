"""The supervisor: what ends is started again, and stopping stops everything."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from bot.commands.run import check_disk, check_ports
from bot.settings import Settings
from bot.start_checks import CannotStart

ROOT = Path(__file__).parents[2]

# Starts a supervisor whose programs write their process ids into files: argv is folder, grace, program…
SUPERVISE = """
import asyncio, pathlib, sys
from rich.console import Console
from bot import heartbeat
from bot.supervisor import Program, Supervisor
folder, grace, sources = pathlib.Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]
note = "import os, pathlib; pathlib.Path({!r}).open('a').write(f'{{os.getpid()}}\\\\n');"
programs = []
for number, source in enumerate(sources):
    file = folder / f"{number}.pids"
    async def ready(file=file, source=source):
        return file.exists() and "SystemExit" not in source
    if "{beats}" in source:
        source = source.replace("{beats}", str(folder / f"{number}.beats"))
        async def ready(beats=folder / f"{number}.beats"):
            return heartbeat.age(beats) < 0.15
    code = note.format(str(file)) + source
    programs.append(Program(f"p{number}", [sys.executable, "-c", code], ready))
supervisor = Supervisor(programs, Console(), waits=(0.05, 0.1), grace=grace, ask_every=0.2)
sys.exit(asyncio.run(supervisor.run(lambda: (folder / "ready").touch())))
"""
SLEEP = "import time; print('hello', flush=True); time.sleep(60)"
BEATS = """
import time
while True:
    pathlib.Path("{beats}").touch()
    time.sleep(0.05)
"""
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEP


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def start(*sources: str, grace: float = 5) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", SUPERVISE, str(tmp_path), str(grace), *sources]
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def pids(folder: Path, number: int = 0) -> list[int]:
    file = folder / f"{number}.pids"
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def lives(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_all_programs_cleanly(supervise, tmp_path: Path, number: signal.Signals) -> None:
    process = supervise(SLEEP, SLEEP)
    wait_until((tmp_path / "ready").exists)
    process.send_signal(number)
    output, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "p0 │ hello" in output
    assert not any(lives(pid) for pid in pids(tmp_path, 0) + pids(tmp_path, 1))


def test_a_program_that_is_killed_starts_again(supervise, tmp_path: Path) -> None:
    supervise(SLEEP, SLEEP)
    wait_until((tmp_path / "ready").exists)
    os.kill(pids(tmp_path)[0], signal.SIGKILL)
    wait_until(lambda: len(pids(tmp_path)) == 2)
    assert lives(pids(tmp_path)[1])
    assert len(pids(tmp_path, 1)) == 1


def test_a_program_that_ignores_the_request_is_killed_in_the_end(supervise, tmp_path: Path) -> None:
    process = supervise(STUBBORN, grace=0.3)
    wait_until((tmp_path / "ready").exists)
    time.sleep(0.3)  # until it ignores the signal
    process.terminate()
    output, _ = process.communicate(timeout=20)
    assert "did not stop" in output
    assert not lives(pids(tmp_path)[0])


def test_a_program_that_never_starts_ends_the_run_with_a_sentence(supervise) -> None:
    process = supervise("raise SystemExit('no such table')")
    output, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "no such table" in output
    assert "p0 does not start" in output


def test_a_program_that_is_stuck_is_ended_and_starts_again(supervise, tmp_path: Path) -> None:
    process = supervise(BEATS, grace=0.3)
    wait_until((tmp_path / "ready").exists)
    stuck = pids(tmp_path)[0]
    os.kill(stuck, signal.SIGSTOP)
    wait_until(lambda: len(pids(tmp_path)) == 2)
    assert not lives(stuck)
    time.sleep(1.5)
    assert len(pids(tmp_path)) == 2, "the new one answers, and is left alone"
    process.terminate()
    output, _ = process.communicate(timeout=20)
    assert "p0 has not answered 3 times in 0.6 s; it is stuck." in output


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_no_program_outlives_a_supervisor_that_was_killed(supervise, tmp_path: Path) -> None:
    process = supervise(STUBBORN, SLEEP)
    wait_until((tmp_path / "ready").exists)
    process.kill()
    wait_until(lambda: not any(lives(pid) for pid in pids(tmp_path, 0) + pids(tmp_path, 1)))


def test_a_taken_port_is_told_with_the_variable_that_changes_it(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"Port {port} is taken; free it or set EFTERSNACK_WEB_PORT\."):
            check_ports(Settings(web_port=port, var_dir=tmp_path))


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path) -> None:
    check_disk(tmp_path, needed=0)
    with pytest.raises(CannotStart, match="The disk is nearly full"):
        check_disk(tmp_path, needed=10**12)
