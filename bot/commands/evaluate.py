"""``eftersnack evaluate``: how well the trained model understands, on all our measures or on a file of messages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from bot.nlu.examples import Example
    from bot.nlu.measures import Report
    from bot.nlu.measuring.measure import Measure
    from bot.nlu.parser import Parser

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests" / "nlu"
FLOORS = TESTS / "floors.yml"
console = Console()


def evaluate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="CSV with the columns lang, intent and text, or nlu.yml; none: all our measures."
        ),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="Model file or folder; the settings' when not given.")
    ] = None,
    public: Annotated[
        Path, typer.Option(help="Folder of public evaluation data; left out where it is not there.")
    ] = ROOT.parent / "shared" / "eval",
    check: Annotated[
        bool, typer.Option("--check", help="Fail when a measure lost more than a point of what it reached.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Write down what is reached as the new floors.")
    ] = False,
    wrong: Annotated[int, typer.Option(help="Print so many messages that were taken wrongly.")] = 0,
) -> None:
    """Print how well messages are understood, and save the confusion plots into var/."""
    from bot.logs import configure_rasa
    from bot.nlu.parser import Parser
    from bot.settings import Settings

    settings = Settings()
    configure_rasa("WARNING")
    try:
        parser = Parser(model or settings.model_path)
        for file in files or [TESTS / "test_sv.yml", TESTS / "test_en.yml"]:
            _file(parser, _read(file), settings.var_dir, bool(files), wrong)
        if not files:
            _everything(parser, public, check=check, keep=keep)
    except (OSError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def _read(file: Path) -> list[Example]:
    from bot.nlu.examples import read_csv, read_yaml

    return read_csv(file) if file.suffix == ".csv" else read_yaml([file])


def _file(parser: Parser, examples: list[Example], var: Path, intents: bool, wrong: int) -> None:
    """Print and plot how well one file's messages are understood, a language at a time."""
    from bot.nlu.measures import score
    from bot.nlu.measuring.confusions import plot_confusions

    pairs = list(zip(examples, parser.parse([example.text for example in examples]), strict=True))
    for language in sorted({example.language for example in examples}):
        chosen = [(e, p) for e, p in pairs if e.language == language]
        report = score([e.intent for e, _ in chosen], [p.intent for _, p in chosen])
        _print(language, len(chosen), report, intents)
        title = f"{language}: right intent, taken for"
        picture = plot_confusions(report, var / f"confusions-{language}.png", title)
        console.print(f"The plot of what is taken for what is in {picture}\n")
    for example, guess in [(e, p.intent) for e, p in pairs if e.intent != p.intent][:wrong]:
        console.print(f"{example.language} {example.intent} → {guess}: {example.text}", markup=False)


def _print(language: str, count: int, report: Report, intents: bool) -> None:
    held = "" if report.held_back is None else f", out of scope held back {report.held_back:.1%}"
    console.print(
        f"[bold]{language}[/]: {count} messages, accuracy {report.accuracy:.3f}, macro-F1 {report.macro_f1:.3f}, "
        f"fell back {report.fell_back:.1%}{held}"
    )
    if not intents:
        return
    table = Table("intent", "messages", "precision", "recall", "F1", "mostly taken for")
    for one in report.intents:
        taken = [f"{guess} {n}" for truth, guess, n in report.confusions if truth == one.intent][:2]
        numbers = [f"{value:.3f}" for value in (one.precision, one.recall, one.f1)]
        table.add_row(one.intent, str(one.count), *numbers, ", ".join(taken))
    console.print(table)


def _everything(parser: Parser, public: Path, *, check: bool, keep: bool) -> None:
    """Print every measure as it is ready; compare with the floors, or write them anew."""
    from bot.nlu.measuring.floors import fallen, read_floors, written
    from bot.nlu.measuring.table import every_measure

    there = public.is_dir()
    if not there:
        console.print(f"Public data is not in {public}: measured on our own sets alone.")
    measures = []
    for one in every_measure(parser, TESTS, public if there else None):
        console.print(_line(one), highlight=False)
        measures.append(one)
    if keep:
        FLOORS.write_text(written(measures), encoding="utf-8")
    lost = fallen(measures, read_floors(FLOORS)) if check else []
    for sentence in lost:
        console.print(f"[red]Lost more than a point:[/] {sentence}.")
    if lost:
        raise typer.Exit(1)


def _line(one: Measure) -> str:
    mark = {True: "[green]✓[/]", False: "[yellow]✗[/]", None: " "}[one.reached]
    sign = "≤" if one.at_most else "≥"
    target = f"  (target {sign} {one.shown(one.target)})" if one.target is not None else ""
    return f"{mark} {one.title:58} {one.shown(one.value):>9}  of {one.count:5}{target}"
