"""``eftersnack surveys``: check the catalogue's files, and read a survey as a customer would."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from bot.settings import Settings
from bot.surveys.catalogue import FOLDER, Catalogue, load_catalogue
from bot.surveys.definition import AskIf, Condition, Question
from bot.surveys.errors import CatalogueError, UnknownSurvey

surveys = typer.Typer(help="Check and show the survey catalogue.", no_args_is_help=True)
console = Console(highlight=False, soft_wrap=True)


@surveys.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Survey files. Without any: the whole catalogue.")
    ] = None,
) -> None:
    """Say what is wrong with survey files, by file and line."""
    try:
        catalogue = Catalogue.read(files or sorted(FOLDER.glob("*.yml")))
    except CatalogueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    for survey in catalogue:
        console.print(f"{survey.key} version {survey.version}: {len(survey.questions)} questions, all well.")


@surveys.command()
def show(
    key: Annotated[str, typer.Argument(help="Key of the survey, e.g. after_delivery.")],
    language: Annotated[Literal["sv", "en"], typer.Option(help="Language of the texts.")] = "sv",
) -> None:
    """Print a survey with its questions, their options, and who is asked them."""
    try:
        survey = load_catalogue()[key]
    except (CatalogueError, UnknownSurvey) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    shop = Settings().shop_name
    console.print(
        f"[bold]{survey.title.say(language, shop=shop)}[/] ({survey.key}, version {survey.version})"
    )
    console.print(survey.intro.say(language, shop=shop), markup=False)
    for number, question in enumerate(survey.questions, start=1):
        _show(number, question, language, shop)
    console.print()
    console.print(survey.thanks.say(language, shop=shop), markup=False)


def _show(number: int, question: Question, language: str, shop: str) -> None:
    console.print(f"\n[bold]{number}. {question.key}[/] [dim]{_about(question)}[/]")
    console.print(f"   {question.text.say(language, shop=shop)}", markup=False)
    ends = [label.say(language) for label in (question.low, question.high) if label]
    if question.scale:
        scale = f"{question.scale.lowest}-{question.scale.highest}"
        console.print("   " + "  ".join([scale, " … ".join(ends)]), markup=False)
    for option in question.options:
        console.print(f"   - {option.title.say(language)} ({option.key})", markup=False)


def _about(question: Question) -> str:
    about = [question.kind, "optional" if question.optional else "", _when(question.ask_if)]
    return ", ".join(part for part in about if part)


def _when(ask_if: AskIf | None) -> str:
    if ask_if is None:
        return ""
    needed = [_told(condition) for condition in ask_if.all]
    either = " or ".join(_told(condition) for condition in ask_if.any)
    return "asked if " + " and ".join([*needed, *([either] if either else [])])


def _told(condition: Condition) -> str:
    wanted = condition.any_of if condition.equals is None else (condition.equals,)
    parts = [
        f"{condition.question} is {' or '.join(map(_value, wanted))}" if wanted else condition.question,
        "" if condition.at_least is None else f"at least {condition.at_least}",
        "" if condition.at_most is None else f"at most {condition.at_most}",
    ]
    told = " ".join(part for part in parts if part)
    return told if told != condition.question else f"{condition.question} is answered"


def _value(value: bool | int | str) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
