"""``eftersnack run``: everything from one command."""

from __future__ import annotations

import asyncio
import logging
import shutil
import subprocess
import time
from pathlib import Path

import typer
from rich.console import Console
from rich.panel import Panel

from bot import logs
from bot.commands._programs import COMMAND, programs_of
from bot.settings import Settings
from bot.start_checks import (
    CannotStart,
    check_common,
    check_endpoints,
    check_port,
    check_redis,
    check_storage,
    stopping,
)
from bot.supervisor import Supervisor

NEEDED_MEGABYTES = 200
log = logging.getLogger(__name__)
console = Console()


def run() -> None:
    """Train, migrate, load demo data, then run dialogue, web and worker until Ctrl-C."""
    settings = Settings()
    logs.configure(settings, "run")
    with stopping():
        check_ports(settings)
        check_common(settings)
        check_disk(settings.var_dir)
        check_storage(settings, may_be_older=True)
        check_redis(settings, must_answer=True)
        check_endpoints()
        _train()
        _prepare_database(settings)
    raise typer.Exit(asyncio.run(_supervise(settings)))


def check_ports(settings: Settings) -> None:
    """Raise CannotStart when a port that is needed cannot be listened on."""
    addresses = [("EFTERSNACK_WEB_PORT", settings.web_host, settings.web_port)]
    for number in range(settings.dialogue_processes):
        addresses.append(
            ("EFTERSNACK_DIALOGUE_PORT", settings.dialogue_host, settings.dialogue_port + number)
        )
    if settings.metrics_port:
        for number in range(settings.dialogue_processes + 1 + settings.worker_processes):
            addresses.append(
                ("EFTERSNACK_METRICS_PORT", settings.metrics_host, settings.metrics_port + number)
            )
    for variable, host, port in addresses:
        check_port(variable, host, port)


def check_disk(folder: Path, needed: int = NEEDED_MEGABYTES) -> None:
    """Raise CannotStart when the disk that holds the database is full or nearly so; ``needed`` in megabytes."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < needed:
        raise CannotStart(f"The disk is nearly full: {free} MB are free at {folder.resolve()}; make room.")


def _train() -> None:
    # In a process of its own, whose memory is given back.
    if subprocess.run([*COMMAND, "train"], check=False).returncode:
        raise CannotStart("There is no model; why stands above.")


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
        raise CannotStart(f"The database could not be prepared: {reason}") from error


async def _supervise(settings: Settings) -> int:
    programs = programs_of(settings)
    started = time.monotonic()
    _say(settings, f"Starting {', '.join(program.name for program in programs)} …")
    supervisor = Supervisor(programs, console, plain=settings.log_format == "json")
    return await supervisor.run(lambda: _tell(settings, time.monotonic() - started))


def _say(settings: Settings, sentence: str) -> None:
    if settings.log_format == "json":
        log.info(sentence)
    else:
        console.print(sentence)


def _demo_login(settings: Settings) -> list[str]:
    from bot.records.demo import demo_managers, demo_password

    password = demo_password(settings.var_dir)
    if not settings.demo or password is None:
        return []
    return ["", f"Log in to the desk as {demo_managers()[0]}", f"with the password {password}"]


def _tell(settings: Settings, seconds: float) -> None:
    home = "Shop     " if settings.demo else "Home     "
    if settings.log_format == "json":
        log.info("ready in %.0f s", seconds)
        return
    lines = [
        f"{home} {settings.public_web_url}/",
        f"Desk      {settings.public_web_url}/desk",
        f"Dialogue  {settings.public_dialogue_url}/",
        *_demo_login(settings),
    ]
    console.print(Panel("\n".join(lines), title=f"Ready in {seconds:.0f} s; Ctrl-C stops", expand=False))
