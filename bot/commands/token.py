"""``eftersnack token``: an identity token for trying out an integration."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.bootstrap import build
from bot.channels.tokens import issue


def token(
    email: Annotated[str, typer.Argument(help="The customer's e-mail address.")],
    hours: Annotated[float | None, typer.Option(help="Hours it is valid; default: the setting.")] = None,
) -> None:
    """Print a signed identity token of a customer."""
    app = build()
    customer = app.records.customer_by_email(email)
    if customer is None:
        typer.echo(
            f"There is no customer with the e-mail {email}. Import one with 'eftersnack import FILE'.",
            err=True,
        )
        raise typer.Exit(1)
    typer.echo(issue(app.settings.identity_key, customer.uid, hours or app.settings.token_hours, app.now()))
