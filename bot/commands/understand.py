"""``eftersnack understand``: what the trained model makes of a message, whole, as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def understand(
    messages: Annotated[list[str], typer.Argument(help="What a customer may write; each a message.")],
    model: Annotated[
        Path | None, typer.Option(help="Model file or folder; the settings' when not given.")
    ] = None,
) -> None:
    """Print intent, wishes, language, entities, sentiment and urgency of messages, a line of JSON each."""
    from bot.logs import configure_rasa
    from bot.nlu.parser import Parser
    from bot.settings import Settings

    configure_rasa("WARNING")
    try:
        parsed = Parser(model or Settings().model_path).parse(messages)
    except OSError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    for one in parsed:
        typer.echo(json.dumps(one.output, ensure_ascii=False))
