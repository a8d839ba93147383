"""``eftersnack cases``: the open cases, as the desk lists them."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.bootstrap import build


def cases(
    everything: Annotated[
        bool, typer.Option("--all", help="Also those that are resolved or closed.")
    ] = False,
) -> None:
    """List the open cases, the most pressing first."""
    from bot.cases.cards import STATES, CaseFilters

    app = build()
    filters = CaseFilters(states=STATES) if everything else CaseFilters()
    table = Table("case", "state", "priority", "due", "manager", "summary")
    for case in app.cases.desk_list(filters):
        table.add_row(
            str(case.id),
            case.state,
            case.priority,
            f"{case.due_at:%Y-%m-%d %H:%M} UTC",
            case.manager_name or "nobody",
            case.summary,
        )
    Console().print(table)
