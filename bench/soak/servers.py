"""A PostgreSQL and a Redis of our own, in a temporary folder and on loopback: started, stopped, restarted."""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg
import redis
from psycopg.sql import SQL, Identifier

from bench.soak.programs import (
    NotInstalled,
    clean_environment,
    end_with_parent,
    owner_of,
    postgres_binaries,
)

START_SECONDS = 60.0


def free_ports(count: int = 1) -> list[int]:
    """Return ports that follow one another and that nobody listens on."""
    while True:
        with contextlib.ExitStack() as stack, contextlib.suppress(OSError):
            first = stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
            for more in range(1, count):
                stack.enter_context(socket.create_server(("127.0.0.1", first + more)))
            return list(range(first, first + count))


class Server:
    """A program that serves until it is stopped, and that ends with this process, however that ends.

    ``spawn`` is for the main thread: the kernel ends a child with the thread that made it.
    """

    name = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (self.port,) = free_ports()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.spawn()
        self.wait()

    def spawn(self) -> None:
        raise NotImplementedError

    def wait(self) -> None:
        """Return when it answers. Raises TimeoutError."""
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > until:
                raise TimeoutError(f"{self.name} did not answer within {START_SECONDS:g} s.")
            time.sleep(0.05)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        raise NotImplementedError

    def _spawn(self, command: Sequence[str | Path], user: str | None = None) -> None:
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                cwd=self.folder,
                user=user,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=clean_environment(),
                start_new_session=True,  # Ctrl-C is ours to answer.
                preexec_fn=end_with_parent(),
            )


class Postgres(Server):
    """One PostgreSQL cluster, as durable as a real one: what it has committed survives an immediate stop."""

    name = "postgresql"
    FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT
    """The one ends connections in order, the other is as good as pulling the plug."""

    def __init__(self, folder: Path, *options: str) -> None:
        """``options`` are more options of the server."""
        super().__init__(folder)
        self._binaries = postgres_binaries()
        self._home = folder / "postgresql"
        self._home.mkdir()
        self._owner = owner_of(self._home)
        self._options = options
        self.url = f"postgresql://soak@127.0.0.1:{self.port}/soak"
        self._initdb()

    def spawn(self) -> None:
        settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={self._home}")
        options: list[str | Path] = [part for setting in settings for part in ("-c", setting)]
        command = [self._binaries / "postgres", "-D", self._home / "data", "-p", str(self.port), *options]
        self._spawn([*command, *self._options], self._owner)

    def wait(self) -> None:
        super().wait()
        with psycopg.connect(self._postgres, autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = 'soak'").fetchone() is None:
                connection.execute("CREATE DATABASE soak")

    def new_database(self, name: str) -> str:
        """Make an empty database, and return its URL."""
        with psycopg.connect(self._postgres, autocommit=True) as connection:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        return self.url.removesuffix("soak") + name

    def cut_connections(self) -> None:
        """End every connection to the product's database, in the middle of whatever it does."""
        with psycopg.connect(self._postgres, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'soak'"
            )

    def _initdb(self) -> None:
        subprocess.run(
            [
                *(str(self._binaries / "initdb"), "-D", str(self._home / "data"), "-U", "soak"),
                *("-A", "trust", "-E", "UTF8", "--no-sync"),
            ],
            check=True,
            user=self._owner,
            cwd=self._home,
            capture_output=True,
            env=clean_environment(),
        )

    @property
    def _postgres(self) -> str:
        return self.url.removesuffix("soak") + "postgres"

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._postgres, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


class Redis(Server):
    """One Redis without persistence: whatever it holds, the product must be able to lose."""

    name = "redis"

    def __init__(self, folder: Path) -> None:
        if shutil.which("redis-server") is None:
            raise NotInstalled("redis-server is not installed (Debian and Ubuntu: apt install redis-server).")
        super().__init__(folder)
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def spawn(self) -> None:
        self._spawn(["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""])

    def flush(self) -> None:
        with redis.Redis(port=self.port) as client:
            client.flushall()

    def _answers(self) -> bool:
        try:
            with redis.Redis(port=self.port) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False
