"""A PostgreSQL and a Redis of the benchmark's own, as they are installed here."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from psycopg.sql import SQL, Identifier

from bench.servers import Server, free_port, listens

START_SECONDS = 30


class Missing(Exception):
    """A program is not installed; the message says which."""


@dataclass
class PostgreSQL:
    """A running server. Writes reach the disk before they are acknowledged, as in production."""

    server: str
    """Its URL without a database's name."""
    data: Path

    def new_database(self, name: str) -> str:
        """Make an empty database, instead of the one of that name, and return its URL."""
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            named = Identifier(name)
            connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named))
            connection.execute(SQL("CREATE DATABASE {}").format(named))
        return f"{self.server}/{name}"

    def cpu_seconds(self) -> float:
        """Return the time its processes have computed, those that ended included."""
        total = 0.0
        pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        with contextlib.suppress(psutil.NoSuchProcess):
            server = psutil.Process(pid)
            for process in [server, *server.children()]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    times = process.cpu_times()
                    total += times.user + times.system + times.children_user + times.children_system
        return total


@contextmanager
def postgresql(cores: Sequence[int]) -> Iterator[PostgreSQL]:
    """Run a PostgreSQL on these cores. Raises Missing."""
    programs = _programs()
    # A short path: the server's socket lies in it, and its name may have 107 characters at most.
    with tempfile.TemporaryDirectory(prefix="es-bench-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), free_port()
        user = _owner(folder)
        data = folder / "data"

        def run(*command: str | Path) -> None:
            environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
            pinned = ["taskset", "--cpu-list", ",".join(map(str, cores)), *map(str, command)]
            subprocess.run(
                pinned,
                check=True,
                user=user,
                cwd=folder,
                env=environment | {"LC_ALL": "C.UTF-8"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

        run(programs / "initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield PostgreSQL(f"postgresql://bench@127.0.0.1:{port}", data)
        finally:
            run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


@contextmanager
def redis(folder: Path, cores: Sequence[int]) -> Iterator[tuple[str, Server]]:
    """Run a Redis that keeps nothing on disk, and yield its URL. Raises Missing."""
    program = shutil.which("redis-server")
    if program is None:
        raise Missing("Redis is not installed (its program redis-server was not found).")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = Server("redis", command, folder, folder / "redis.log")
    server.start(cores)
    try:
        server.wait_until(lambda: listens(port), START_SECONDS)
        yield f"redis://127.0.0.1:{port}/0", server
    finally:
        server.stop()


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise Missing("PostgreSQL is not installed (its program initdb was not found).")
    return Path(on_path).resolve().parent


def _owner(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then its own user runs it, in a folder that it may write to."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            os.chown(folder, pwd.getpwnam(name).pw_uid, -1)
            return name
    raise Missing("PostgreSQL cannot run as root, and there is no user postgres or nobody to run it.")
