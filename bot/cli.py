"""The command ``eftersnack``: each sub-command is what bears its name in its module in bot/commands.

That is a function, or a Typer of its own where the command has commands below it.
"""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

import bot.commands
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
        sys.exit(f"A setting is wrong: {error}. Write lists and mappings as the README's table shows.")


def explain(error: ValidationError) -> str:
    """Say in a sentence each which settings are wrong; a secret's value is not repeated."""
    return "\n".join(
        f"The setting {PREFIX}{'_'.join(map(str, problem['loc'][:1])).upper()} is wrong: {problem['msg']}. "
        "See 'eftersnack settings --help' or the README's table."
        for problem in error.errors(include_input=False, include_url=False)
    )


if __name__ == "__main__":
    main()
