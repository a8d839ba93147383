"""Who is measured: stock Rasa, ours in its forms, and the ceiling; each with a database and people of its own."""

from __future__ import annotations

import secrets
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench import people, stock_project
from bench.conversations import SHOP
from bench.paths import ROOT, STOCK, WORK
from bench.servers import Server, free_port
from bench.stores import PostgreSQL

SECRET = secrets.token_urlsafe(32)
IDENTITY_SECRET = secrets.token_urlsafe(32)
ORIGIN = "http://shop.example"
NO_LIMIT = str(10**9)
RUNS = WORK / "run"
COMMON = {
    "EFTERSNACK_SECRET": SECRET,
    "EFTERSNACK_IDENTITY_SECRET": IDENTITY_SECRET,
    "EFTERSNACK_SHOP_NAME": SHOP,
    "EFTERSNACK_ALLOWED_ORIGINS": ORIGIN,
    # The load comes as through a reverse proxy, which says where each customer is.
    "EFTERSNACK_TRUSTED_PROXIES": "127.0.0.1",
    "EFTERSNACK_MESSAGES_A_MINUTE": NO_LIMIT,
    "EFTERSNACK_MESSAGES_BURST": NO_LIMIT,
    "EFTERSNACK_ADDRESS_MESSAGES_A_MINUTE": NO_LIMIT,
    "EFTERSNACK_DEMO": "false",
    "EFTERSNACK_LOG_LEVEL": "WARNING",
}
"""Everything else is as it is shipped."""


@dataclass
class Contestant:
    """A contestant's processes, and what a load generator needs to know to talk to it."""

    name: str
    client: Literal["website", "rest"]
    servers: list[Server]
    urls: list[str]
    script: str = "script.json"
    answering: int = 1
    """How many of the servers, from the first, hold conversations; the others are its action server."""
    store: PostgreSQL | None = None
    metrics_port: int = 0
    """Where its first process tells where its time goes; 0: nowhere."""
    next_person: int = 0
    conversations: int = 0
    """How many were begun since its processes were started."""

    def start(self, cores: Sequence[int]) -> None:
        self.conversations = 0
        for server in self.servers:
            server.start(cores)

    def stop(self) -> None:
        for server in self.servers:
            server.stop()

    def cpu_seconds(self) -> float:
        """Return what all its processes have computed, a database server's included."""
        own = sum(server.cpu_seconds() for server in self.servers)
        return own + (self.store.cpu_seconds() if self.store else 0.0)

    def memory(self) -> float:
        """Return the megabytes of the largest process that holds conversations."""
        return max(server.memory() for server in self.servers[: self.answering])


def stock(python: Path, count: int) -> Contestant:
    """Stock Rasa and its action server."""
    folder, port, actions = _fresh("stock"), free_port(), free_port()
    database = f"sqlite:///{folder / 'eftersnack.db'}"
    people.fill(database, count, sent=True)
    stock_project.write_endpoints(actions)
    rasa = Server(
        "stock",
        [
            str(python),
            *("-m", "rasa", "run", "--enable-api", "-i", "127.0.0.1", "--port", str(port)),
            *("--model", "models/stock.tar.gz"),
        ],
        STOCK,
        folder / "rasa.log",
        {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2", "PYTHONPATH": ""},
    )
    served = Server(
        "actions",
        [sys.executable, "-m", "bench.stock_actions", str(actions)],
        ROOT,
        folder / "actions.log",
        _settings(folder, database),
    )
    return Contestant("stock", "rest", [rasa, served], [f"http://127.0.0.1:{port}"])


def ours(
    name: str, count: int, processes: int = 1, store: PostgreSQL | None = None, redis: str = ""
) -> Contestant:
    """Ours: embedded on SQLite, or ``processes`` times on a PostgreSQL and a Redis."""
    folder = _fresh(name)
    database = store.new_database(name) if store else f"sqlite:///{folder / 'eftersnack.db'}"
    people.fill(database, count, sent=False)
    settings = _settings(folder, database) | ({"EFTERSNACK_REDIS_URL": redis} if redis else {})
    servers, urls, metrics = [], [], [free_port() for _ in range(processes)]
    for at in range(processes):
        port = free_port()
        command = [sys.executable, "-m", "bot.cli", "dialogue"]
        ports = {"EFTERSNACK_DIALOGUE_PORT": str(port), "EFTERSNACK_METRICS_PORT": str(metrics[at])}
        servers.append(
            Server(f"{name}-{at}", command, folder, folder / f"dialogue-{at}.log", settings | ports)
        )
        urls.append(f"http://127.0.0.1:{port}")
    return Contestant(
        name, "website", servers, urls, answering=processes, store=store, metrics_port=metrics[0]
    )


def ceiling() -> Contestant:
    """The socket server alone."""
    folder, port = _fresh("ceiling"), free_port()
    command = [sys.executable, "-m", "bench.echo", str(port)]
    server = Server("ceiling", command, ROOT, folder / "echo.log")
    return Contestant("ceiling", "website", [server], [f"http://127.0.0.1:{port}"], script="echo.json")


def _settings(folder: Path, database: str) -> dict[str, str]:
    return COMMON | {
        "EFTERSNACK_VAR_DIR": str(folder),
        "EFTERSNACK_DATABASE_URL": database,
        "EFTERSNACK_MODEL_PATH": str(ROOT / "models"),
    }


def _fresh(name: str) -> Path:
    folder = RUNS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
