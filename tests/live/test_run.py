"""``eftersnack run``, whole: one command starts everything, keeps it running, and stops it again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from bot.records.demo import demo_managers, demo_password
from tests.support.stack import READY_SECONDS, ROOT, free_port

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.xdist_group("run"),
]


class Run:
    """``eftersnack run`` in a folder of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.ports = {"web": free_port(), "dialogue": free_port()}
        self._log = folder / "run.log"
        environment = {
            **os.environ,
            "EFTERSNACK_VAR_DIR": str(folder / "var"),
            "EFTERSNACK_MODEL_PATH": os.environ.get("EFTERSNACK_MODEL_PATH", str(ROOT / "models")),
            **{f"EFTERSNACK_{name.upper()}_PORT": str(port) for name, port in self.ports.items()},
            **settings,
        }
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.cli", "run"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def output(self) -> str:
        return self._log.read_text(errors="replace")

    def children(self) -> dict[str, psutil.Process]:
        """The programs by name."""
        found = psutil.Process(self.process.pid).children()
        return {child.cmdline()[-1]: child for child in found if child.status() != psutil.STATUS_ZOMBIE}

    def wait(self, condition: Callable[[], bool], what: str, seconds: float = READY_SECONDS) -> None:
        until = time.monotonic() + seconds
        while not condition():
            assert self.process.poll() is None, f"it ended while waiting for {what}:\n{self.output}"
            assert time.monotonic() < until, f"no {what} within {seconds:g} s:\n{self.output}"
            time.sleep(0.1)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    started: list[Run] = []

    def start(**settings: str) -> Run:
        started.append(Run(tmp_path, **settings))
        return started[-1]

    yield start
    for run in started:
        run.process.kill()
        run.process.wait()


def test_one_command_starts_all_keeps_it_running_and_stops_it(start: Callable[..., Run]) -> None:
    run = start()
    run.wait(lambda: "Ready in" in run.output, "Ready")
    for name, port in run.ports.items():
        assert httpx.get(f"http://127.0.0.1:{port}/health").status_code == 200, name
    printed = re.sub(r"\s+", " ", run.output)
    assert f"Log in to the desk as {demo_managers()[0]}" in printed
    assert f"with the password {demo_password(run.folder / 'var')}" in printed

    before = run.children()
    assert set(before) == {"dialogue", "web", "worker"}
    before["worker"].kill()
    run.wait(lambda: "worker ended (killed by SIGKILL)" in run.output, "word of the end", 20)
    run.wait(lambda: "worker" in run.children(), "another worker", 30)
    ready = "worker ready"
    run.wait(lambda: run.output.count(ready) == 2, "a worker that works again", 60)
    after = run.children()
    assert after["worker"].pid != before["worker"].pid
    assert (after["dialogue"].pid, after["web"].pid) == (before["dialogue"].pid, before["web"].pid)

    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(timeout=60) == 0, run.output
    assert not any(child.is_running() for child in after.values())


@pytest.mark.parametrize("name", ["web", "dialogue"])
def test_a_taken_port_is_told_in_one_sentence(start: Callable[..., Run], name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        variable = f"EFTERSNACK_{name.upper()}_PORT"
        run = start(**{variable: str(port)})
        assert run.process.wait(timeout=60) == 1
    expected = f"Cannot start: Port {port} is taken; free it or set {variable}."
    assert run.output.strip() == expected
