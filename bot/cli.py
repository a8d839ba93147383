"""The command ``eftersnack``: each sub-command is what bears its name in its module in bot/commands.

That is a function, or a Typer of its own where the command has commands below it.
"""

from __future__ import annotations

import json
import os
import pkgutil
import re
import sys
from importlib import import_module

import typer
from pydantic import SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsError

import bot.commands
from bot.masking import masked
from bot.settings import PREFIX, Settings

_HELP = "Follows customers up after a sale, in Swedish and English."


def command_names() -> dict[str, str]:
    """Return the module of each command, by the command's name (``import_`` holds ``import``)."""
    modules = (module.name for module in pkgutil.iter_modules(bot.commands.__path__))
    return {name.rstrip("_").replace("_", "-"): name for name in modules if not name.startswith("_")}


def build_cli(wanted: str | None = None) -> typer.Typer:
    """Return the command line: with the one command that is wanted, so that it starts fast, else with all."""
    cli = typer.Typer(help=_HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    cli.callback(help=_HELP)(lambda: None)
    names = command_names()
    for name in [wanted] if wanted and wanted in names else list(names):
        module = import_module(f"bot.commands.{names[name]}")
        command = getattr(module, names[name])
        if isinstance(command, typer.Typer):
            cli.add_typer(command, name=name)
        else:
            cli.command(name)(command)
    return cli


def main() -> None:
    """Run the command that the command line names."""
    try:
        build_cli(sys.argv[1] if len(sys.argv) > 1 else None)()
    except ValidationError as error:
        if error.title != Settings.__name__:
            raise
        sys.exit(explain(error))
    except SettingsError as error:
        sys.exit(explain_unreadable(error))


def explain(error: ValidationError) -> str:
    """Say in a sentence each which settings are wrong; a secret's value is not repeated."""
    return "\n".join(
        f"The setting {_variable(problem['loc'])} is wrong{_value(problem)}: {problem['msg'].rstrip('.')}. "
        "'eftersnack settings' and the README's table tell what it is."
        for problem in error.errors(include_url=False)
    )


def explain_unreadable(error: SettingsError) -> str:
    """Say in a sentence which setting has to be JSON and is not."""
    field = re.search(r'field "(\w+)"', str(error))
    if field is None:
        return f"A setting is wrong: {error}."
    variable = f"{PREFIX}{field[1]}".upper()
    return (
        f"The setting {variable} is wrong ({os.environ.get(variable, 'in .env')}): it is no JSON. "
        f"Write it like its default: {json.dumps(Settings.model_fields[field[1]].get_default())}"
    )


def _variable(place: tuple[int | str, ...]) -> str:
    return f"{PREFIX}{'_'.join(map(str, place[:1]))}".upper()


def _value(problem: ErrorDetails) -> str:
    field = Settings.model_fields.get(str(problem["loc"][0])) if problem["loc"] else None
    if field is None or field.annotation is SecretStr or problem["loc"][0] == "notify_urls":
        return ""
    return f" ({masked(str(problem['input']))})"


if __name__ == "__main__":
    main()
