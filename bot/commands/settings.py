"""``eftersnack settings``: every setting, its value, and where the value comes from."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from dotenv import dotenv_values
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table

from bot.masking import HIDDEN, masked
from bot.settings import PREFIX, Settings

TABLE = re.compile(r"(<!-- settings -->\n)(.*?)(<!-- /settings -->)", re.DOTALL)
"""Where the table stands in README.md."""


@dataclass(frozen=True)
class Row:
    """One setting as it is shown."""

    variable: str
    default: str
    value: str
    origin: str
    description: str


def settings(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the README's table instead.")] = False,
    update: Annotated[
        Path | None, typer.Option(help="Bring the table in that Markdown file up to date instead.")
    ] = None,
) -> None:
    """Show every setting, its value and where it comes from; secrets are hidden."""
    if markdown:
        typer.echo(markdown_table())
        return
    if update:
        content = update.read_text(encoding="utf-8")
        update.write_text(
            TABLE.sub(lambda found: found[1] + markdown_table() + "\n" + found[3], content), "utf-8"
        )
        return
    table = Table("variable", "value", "from", "what it is")
    for row in rows(Settings()):
        table.add_row(f"[bold]{row.variable}[/]", row.value, row.origin, row.description)
    Console().print(table)


def rows(current: Settings) -> Iterator[Row]:
    """Describe every setting in the order of the class."""
    in_environment = {name.upper() for name in os.environ}
    in_file = {name.upper() for name in dotenv_values(str(Settings.model_config.get("env_file", ".env")))}
    for name, field in Settings.model_fields.items():
        variable = f"{PREFIX}{name}".upper()
        origin = "environment" if variable in in_environment else ".env" if variable in in_file else "default"
        default = field.get_default(call_default_factory=True)
        yield Row(variable, written(default), shown(name, current), origin, field.description or "")


def shown(name: str, current: Settings) -> str:
    """Write a setting's value for a person to read: without its secrets."""
    value = getattr(current, name)
    if isinstance(value, SecretStr):
        return HIDDEN if value.get_secret_value() else ""
    if name == "notify_urls":
        # Apprise writes tokens anywhere in an address.
        value = [f"{url.partition('://')[0]}://{HIDDEN}" for url in value]
    return masked(written(value)) if name.endswith("_url") else written(value)


def written(value: Any) -> str:
    """Write a value as one would in the environment."""
    if isinstance(value, SecretStr):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return json.dumps(value)
    if isinstance(value, list):
        return ",".join(map(str, value))
    return value.as_posix() if isinstance(value, Path) else str(value)


def markdown_table() -> str:
    """Return the README's table: the same on every machine, whatever is set there."""
    lines = ["| variable | default | what it is |", "|---|---|---|"]
    for row in rows(Settings.model_construct()):
        default = f"`{row.default}`" if row.default else ""
        description = row.description.replace("|", "\\|")
        lines.append(f"| `{row.variable}` | {default} | {description} |")
    return "\n".join(lines)
