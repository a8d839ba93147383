"""The product's own processes on free ports, for tests that need them whole: started, killed, asked."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from bot import heartbeat
from bot.bootstrap import App, build
from bot.settings import Settings
from bot.storage.migrate import upgrade

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_ports(number: int) -> int:
    """Return the first of so many free ports in a row."""
    while True:
        first = free_port()
        with contextlib.ExitStack() as taken, contextlib.suppress(OSError, OverflowError):
            for port in range(first, first + number):
                taken.enter_context(socket.create_server(("127.0.0.1", port)))
            return first


class Stack:
    """Dialogue, web and worker as they run for a user."""

    def __init__(self, folder: Path, database_url: str = "", **settings: str) -> None:
        self.environment = {
            "EFTERSNACK_VAR_DIR": str(folder),
            "EFTERSNACK_DATABASE_URL": database_url,
            "EFTERSNACK_MODEL_PATH": os.environ.get("EFTERSNACK_MODEL_PATH", str(ROOT / "models")),
            "EFTERSNACK_DIALOGUE_PORT": str(free_port()),
            "EFTERSNACK_WEB_PORT": str(free_port()),
            **settings,
        }
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.settings = self._settings()
        upgrade(self.settings.resolved_database_url)
        self.app: App = build(self.settings)

    @property
    def dialogue_url(self) -> str:
        return self.settings.internal_dialogue_url

    def url_of(self, name: str) -> str:
        """Where a dialogue process is reached: "dialogue", "dialogue-2" …, on ports counted up as ``run`` does."""
        number = int(name.partition("-")[2] or 1)
        return self.settings.own_dialogue_urls[number - 1]

    @property
    def web_url(self) -> str:
        return self.settings.public_web_url

    def start(self, *names: str) -> None:
        """Start the named processes and wait until they answer."""
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    [sys.executable, "-m", "bot.cli", name.partition("-")[0]],
                    cwd=ROOT,
                    env={**os.environ, **self.environment, **self._own_environment(name)},
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
        for name in names:
            self._wait(name)

    def kill(self, name: str) -> None:
        """End a process as ``kill -9`` does."""
        process = self.processes.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
        self.processes.clear()
        self.app.database.close()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _wait(self, name: str) -> None:
        kind = name.partition("-")[0]
        url = self._url(name, kind)
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            if self.processes[name].poll() is not None:
                raise AssertionError(f"{name} ended at once:\n{self.log(name)}")
            if url is None and (self.folder / heartbeat.FILE).exists():
                return
            if url is not None and _answers(f"{url}/{'health' if kind == 'actions' else 'ready'}"):
                return
            time.sleep(0.2)
        raise AssertionError(f"{name} did not answer in {READY_SECONDS} s:\n{self.log(name)}")

    def _url(self, name: str, kind: str) -> str | None:
        if kind == "dialogue":
            return self.url_of(name)
        return {"web": self.web_url, "actions": self.settings.actions_url.removesuffix("/webhook")}.get(kind)

    def _own_environment(self, name: str) -> dict[str, str]:
        if not name.startswith("dialogue-"):
            return {}
        return {"EFTERSNACK_DIALOGUE_PORT": self.url_of(name).rpartition(":")[2]}

    def _settings(self) -> Settings:
        fields = {key.removeprefix("EFTERSNACK_").lower(): value for key, value in self.environment.items()}
        return Settings(_env_file=None, **fields)  # type: ignore[arg-type]


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
