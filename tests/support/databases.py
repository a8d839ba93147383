"""Databases of the tests' own: SQLite files, and a PostgreSQL server on a free port."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psycopg
import pytest

from bot.storage import migrate
from bot.storage.engine import Database

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    with empty_database(request.getfixturevalue("postgresql_server")) as url:
        yield url


@contextlib.contextmanager
def empty_database(server: str) -> Iterator[str]:
    """Make a database on a PostgreSQL server, yield its URL, and drop it."""
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield f"{server}/{name}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with all tables, as migrations make them."""
    migrate.upgrade(database_url)
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Start a PostgreSQL of the tests' own on a free port; skip when the machine has none."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (its programs initdb and pg_ctl were not found)")
    # A short path: the server's socket lies in it, and its name may have 107 characters at most.
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="es-pg-", dir="/tmp")))
        user = _owner(folder)
        data, port = folder / "data", _free_port()
        run = lambda *command: subprocess.run(  # noqa: E731
            [str(part) for part in command],
            check=True,
            user=user,
            cwd=folder,
            capture_output=True,
            env=_environment(),
        )
        run(binaries / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
        log = folder / "log"
        run(binaries / "pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "start")
        stack.callback(run, binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        yield f"postgresql://tests@127.0.0.1:{port}"


@cache
def _binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs: the newest of Debian's, else what the path has."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path and shutil.which("pg_ctl") else None


def _owner(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then its own user runs it, in a folder that it may write to."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            owner = pwd.getpwnam(name)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
            return name
    pytest.skip("PostgreSQL cannot run as root, and there is no user postgres or nobody to run it")


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C.UTF-8"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
