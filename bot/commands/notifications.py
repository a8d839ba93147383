"""``eftersnack notifications``: what managers were told, what waits, and sending again."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.bootstrap import App, build


class Action(StrEnum):
    """What to do."""

    list = "list"
    resend = "resend"


def notifications(
    action: Annotated[Action, typer.Argument(help="list, or resend.")] = Action.list,
    numbers: Annotated[
        list[int] | None, typer.Argument(help="Which to resend; none: all that are dead.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="List also what was sent.")] = False,
) -> None:
    """List what managers are still to be told, or send it again."""
    app = build()
    if action is Action.resend:
        _resend(app, numbers or [])
    else:
        _list(app, everything)


def _list(app: App, everything: bool) -> None:
    states = () if everything else ("owed", "sending", "dead")
    table = Table("number", "case", "event", "manager", "place", "state", "tries", "last error")
    for notification in app.notifications.listed(states):
        table.add_row(
            str(notification.id),
            str(notification.case_id),
            notification.event,
            notification.manager_name or "nobody",
            notification.target[:8],
            notification.state,
            str(notification.attempts),
            notification.last_error or "",
        )
    Console().print(table)


def _resend(app: App, numbers: list[int]) -> None:
    from bot.cases.cards import CaseError

    wanted = numbers or [notification.id for notification in app.notifications.listed(("dead",))]
    for number in wanted:
        try:
            app.notifications.resend(number)
        except CaseError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error
    typer.echo(f"{len(wanted)} will be sent again.")
