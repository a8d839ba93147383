"""``python -m bench.stored``: what ``make bench-stored`` runs."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.soak.programs import NotInstalled
from bench.soak.servers import Postgres
from bench.stored.measuring import Measured
from bench.stored.report import figures, show
from bench.stored.shop import Shop
from bot.commands.train import ensure_model
from bot.settings import Settings

WRITTEN = Path("var/bench/stored.json")
console = Console(highlight=False)
cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def main(
    conversations: Annotated[int, typer.Option(help="How many are stored.")] = 100_000,
    engines: Annotated[str, typer.Option(help="Which databases, comma-separated.")] = "sqlite,postgresql",
    rounds: Annotated[int, typer.Option(help="How often each database is measured, in turn.")] = 3,
) -> None:
    """Measure start-up and turns on a nearly empty database, and on one that is full."""
    model, _ = ensure_model(Settings(), progress=console)
    found: dict[str, list[Measured]] = {}
    try:
        for engine in engines.split(","):
            with _urls(engine) as (folder, urls):
                shops = [Shop(folder / name, url, model.resolve()) for name, url in urls.items()]
                try:
                    found[engine] = _measured(engine, shops, conversations, rounds)
                finally:
                    for shop in shops:
                        shop.close()
    except NotInstalled as error:
        sys.exit(str(error))
    show(found, console)
    WRITTEN.parent.mkdir(parents=True, exist_ok=True)
    WRITTEN.write_text(json.dumps(figures(found), indent=2), encoding="utf-8")
    console.print(f"Written to {WRITTEN}.")


def _measured(engine: str, shops: list[Shop], conversations: int, rounds: int) -> list[Measured]:
    """Fill the second database, and measure both in turn, so that the machine's other work meets both."""
    few, many = shops
    few.hold(rounds)
    many.hold(1)
    began = time.monotonic()
    events = many.fill(conversations, lambda done: console.print(f"{engine}: {done} conversations stored …"))
    console.print(f"{engine}: {events} events stored in {time.monotonic() - began:.0f} s.")
    for number in range(rounds):
        for shop in shops:
            shop.measure()
        console.print(f"{engine}: round {number + 1} of {rounds} is measured …")
    return [shop.measured for shop in shops]


@contextmanager
def _urls(engine: str) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield a folder, and the URLs of two empty databases by name."""
    names = ("few", "many")
    with tempfile.TemporaryDirectory(prefix="es-stored-", dir="/tmp") as name:
        folder = Path(name)
        if engine == "sqlite":
            yield folder, {name: f"sqlite:///{folder / name}.db" for name in names}
            return
        postgres = Postgres(folder)
        postgres.start()
        try:
            yield folder, {name: postgres.new_database(name) for name in names}
        finally:
            postgres.stop(Postgres.IMMEDIATE)


if __name__ == "__main__":
    cli()
