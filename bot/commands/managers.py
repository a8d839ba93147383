"""``eftersnack managers``: who they are, and their login to the desk."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.bootstrap import build

SHORTEST = 10

managers = typer.Typer(help="List managers, and set their login to the desk.", no_args_is_help=True)


@managers.command("list")
def list_managers() -> None:
    """List the managers."""
    table = Table("name", "e-mail", "languages", "team", "hours", "active")
    for manager in build().records.managers():
        hours = ", ".join(f"{day} {start}–{end}" for day, (start, end) in manager.working_hours.items())
        table.add_row(
            manager.name,
            manager.email,
            ", ".join(manager.languages),
            manager.team,
            hours,
            "yes" if manager.active else "no",
        )
    Console().print(table)


@managers.command()
def password(
    email: Annotated[str, typer.Argument(help="The manager's e-mail address.")],
    new: Annotated[
        str,
        typer.Option(
            prompt="New password", confirmation_prompt=True, hide_input=True, help="Asked for when not given."
        ),
    ],
) -> None:
    """Set a manager's password for the desk."""
    app = build()
    manager = app.records.manager_by_email(email)
    if manager is None:
        typer.echo(
            f"There is no manager with the e-mail {email}; 'eftersnack managers list' shows them.", err=True
        )
        raise typer.Exit(1)
    if len(new) < SHORTEST:
        typer.echo(f"A password needs at least {SHORTEST} characters.", err=True)
        raise typer.Exit(1)
    app.records.set_password(manager.id, new)
    typer.echo(f"{manager.name} can now log in at {app.settings.public_web_url}/desk.")
