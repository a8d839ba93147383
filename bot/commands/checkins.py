"""``eftersnack checkins``: what is due, and sending it at once."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.bootstrap import App, build


def checkins(
    now: Annotated[
        bool, typer.Option("--now", help="Send what is due, without waiting for the worker.")
    ] = False,
) -> None:
    """List the contacts that are due; with --now, send them."""
    app = build()
    app.outreach.plan()
    if now:
        _send(app)
    else:
        _list(app)


def _send(app: App) -> None:
    from bot.worker.sending import send_due

    result = send_due(app, worker="command")
    typer.echo(f"Sent {result.sent}, waiting {result.waiting}, failed {result.failed}.")
    if result.failed:
        typer.echo(
            "Is 'eftersnack run' or 'eftersnack dialogue' running? They are tried again by themselves.",
            err=True,
        )
        raise typer.Exit(1)


def _list(app: App) -> None:
    table = Table("due", "customer", "kind", "state")
    for touchpoint in app.outreach.upcoming():
        customer = app.records.customer(touchpoint.customer_id)
        table.add_row(
            f"{touchpoint.due_at:%Y-%m-%d %H:%M} UTC",
            customer.name if customer else "?",
            touchpoint.kind,
            touchpoint.state,
        )
    Console().print(table)
