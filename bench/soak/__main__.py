"""``python -m bench.soak``: what ``make soak`` and ``make soak-quick`` run."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.soak.conclusion import Outcome
from bench.soak.plan import Plan
from bench.soak.programs import NotInstalled
from bench.soak.report import show
from bench.soak.soak import run
from bot.commands.train import ensure_model
from bot.settings import Settings

WRITTEN = Path("var/soak")
LONG_SECONDS = 1500
"""From this length on, memory has to be level."""
console = Console(highlight=False)
cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def main(
    minutes: Annotated[float, typer.Option(help="How long there is traffic.")] = 30,
    customers: Annotated[int, typer.Option(help="How many talk at a time.")] = 30,
    seed: Annotated[int, typer.Option(help="The same seed makes the same trouble; 0 draws one.")] = 0,
    trouble_every: Annotated[float, typer.Option(help="Seconds between two things that go wrong.")] = 10,
) -> None:
    """Run mixed traffic on the whole product while its processes are killed and its servers restarted."""
    model, _ = ensure_model(Settings(), progress=console)
    plan = _plan(minutes * 60, seed or int(time.time()) % 100_000, model.resolve(), customers, trouble_every)
    console.print(f"A soak of {minutes:g} minutes with {customers} customers; seed {plan.seed}.")
    try:
        outcome = run(
            plan, lambda words: console.print(words, soft_wrap=True, markup=False), WRITTEN / "logs"
        )
    except NotInstalled as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped; nothing was checked.")
    show(outcome, console)
    _write(outcome)
    sys.exit(bool(outcome.violations))


def _plan(seconds: float, seed: int, model: Path, customers: int, trouble_every: float) -> Plan:
    # A dialogue process keeps its latest 1,000 conversations: it takes some ten minutes until it has as many.
    is_long = seconds >= LONG_SECONDS
    calm, warm = (2 / 3, 2 / 5) if is_long else (1 / 2, 1 / 4)
    return Plan(
        seconds=seconds,
        seed=seed,
        model=model,
        customers=customers,
        trouble_every=trouble_every,
        calm_seconds=seconds * calm,
        warm_seconds=seconds * warm,
        kept_megabytes=0.0 if is_long else 0.12,
    )


def _write(outcome: Outcome) -> None:
    WRITTEN.mkdir(parents=True, exist_ok=True)
    file = WRITTEN / "latest.json"
    file.write_text(json.dumps(asdict(outcome), indent=2, ensure_ascii=False), encoding="utf-8")
    console.print(f"Written to {file}; the processes' logs are beside it.")


if __name__ == "__main__":
    cli()
