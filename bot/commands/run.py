"""``eftersnack run``: everything from one command."""

from __future__ import annotations

import asyncio
import errno
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable
from pathlib import Path

import typer
from rich.console import Console
from rich.panel import Panel

from bot import heartbeat
from bot.settings import Settings
from bot.supervisor import Program, Supervisor

NEEDED_MEGABYTES = 200
COMMAND = (sys.executable, "-m", "bot.cli")

console = Console()


class CannotRun(Exception):
    """Something the product needs is not there; the message says what to do."""


def run() -> None:
    """Train, migrate, load demo data, then run dialogue, web and worker until Ctrl-C."""
    settings = Settings()
    try:
        check_ports(settings)
        check_disk(settings.var_dir)
        _train()
        _prepare_database(settings)
    except CannotRun as error:
        console.print(f"[red]Cannot start:[/] {error}", soft_wrap=True, highlight=False)
        raise typer.Exit(1) from error
    raise typer.Exit(asyncio.run(_supervise(settings)))


def check_ports(settings: Settings) -> None:
    """Raise CannotRun when a port that is needed cannot be listened on."""
    addresses = {
        "EFTERSNACK_WEB_PORT": (settings.web_host, settings.web_port),
        "EFTERSNACK_DIALOGUE_PORT": (settings.dialogue_host, settings.dialogue_port),
    }
    for variable, (host, port) in addresses.items():
        try:
            socket.create_server((host, port), family=_family(host, port)).close()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotRun(f"Port {port} is taken; free it or set {variable}.") from error
            raise CannotRun(f"Cannot listen on {host} port {port} ({error}); set {variable}.") from error


def _family(host: str, port: int) -> int:
    return socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0][0]


def check_disk(folder: Path, needed: int = NEEDED_MEGABYTES) -> None:
    """Raise CannotRun when the disk that holds the database is full or nearly so; ``needed`` in megabytes."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < needed:
        raise CannotRun(f"The disk is nearly full: {free} MB are free at {folder.resolve()}; make room.")


def _train() -> None:
    # In a process of its own, whose memory is given back.
    if subprocess.run([*COMMAND, "train"], check=False).returncode:
        raise CannotRun("There is no model; why stands above.")


def _prepare_database(settings: Settings) -> None:
    from bot.bootstrap import build
    from bot.records.demo import load_if_empty
    from bot.storage.migrate import upgrade

    try:
        with console.status("Preparing the database …"):
            upgrade(settings.resolved_database_url)
            app = build(settings)
            if settings.demo:
                load_if_empty(app)
            app.database.close()
    except Exception as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise CannotRun(f"The database could not be prepared: {reason}") from error


async def _supervise(settings: Settings) -> int:
    beats = settings.var_dir / heartbeat.FILE
    beats.unlink(missing_ok=True)
    web_host = "127.0.0.1" if settings.web_host in ("0.0.0.0", "::", "") else settings.web_host  # noqa: S104
    programs = [
        _serving("dialogue", f"{settings.internal_dialogue_url}/health", "magenta"),
        _serving("web", f"http://{web_host}:{settings.web_port}/health", "cyan"),
        Program("worker", [*COMMAND, "worker"], beating(beats), style="green"),
    ]
    started = time.monotonic()
    console.print("Starting dialogue, web and worker …")
    return await Supervisor(programs, console).run(lambda: _tell(settings, time.monotonic() - started))


def _serving(name: str, health: str, style: str) -> Program:
    # Without its database a process is not well, but starting it again would not bring the database back.
    return Program(name, [*COMMAND, name], answers(health), answers(health, well=False), style)


def answers(url: str, *, well: bool = True) -> Callable[[], Awaitable[bool]]:
    """Return the question whether that address answers 200, or, unless it has to be ``well``, anything at all."""

    def ask() -> bool:
        try:
            with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310  our own address
                return bool(response.status == 200)
        except urllib.error.HTTPError:
            return not well
        except OSError:
            return False

    return lambda: asyncio.to_thread(ask)


def beating(file: Path) -> Callable[[], Awaitable[bool]]:
    """Return the question whether the program that beats in that file lives."""

    async def ask() -> bool:
        return heartbeat.age(file) < 2 * heartbeat.EVERY_SECONDS

    return ask


def _demo_login(settings: Settings) -> list[str]:
    from bot.records.demo import demo_managers, demo_password

    password = demo_password(settings.var_dir)
    if not settings.demo or password is None:
        return []
    return ["", f"Log in to the desk as {demo_managers()[0]}", f"with the password {password}"]


def _tell(settings: Settings, seconds: float) -> None:
    home = "Shop     " if settings.demo else "Home     "
    lines = [
        f"{home} {settings.public_web_url}/",
        f"Desk      {settings.public_web_url}/desk",
        f"Dialogue  {settings.public_dialogue_url}/",
        *_demo_login(settings),
    ]
    console.print(Panel("\n".join(lines), title=f"Ready in {seconds:.0f} s; Ctrl-C stops", expand=False))
