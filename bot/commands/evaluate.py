"""``eftersnack evaluate``: how well the trained model understands a file of messages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from bot.nlu.measures import Report

console = Console()


def evaluate(
    files: Annotated[
        list[Path], typer.Argument(help="CSV with the columns lang, intent and text; or nlu.yml.")
    ],
    model: Annotated[
        Path | None, typer.Option(help="Model file or folder; the settings' when not given.")
    ] = None,
    intents: Annotated[bool, typer.Option(help="Print a row for each intent.")] = True,
    wrong: Annotated[int, typer.Option(help="Print so many messages that were taken wrongly.")] = 0,
) -> None:
    """Print accuracy and F1 per language, and save the confusion plot into var/."""
    from bot.logs import configure_rasa
    from bot.nlu.examples import Example, read_csv, read_yaml
    from bot.nlu.measures import score
    from bot.nlu.parser import Parser
    from bot.settings import Settings

    settings = Settings()
    configure_rasa("WARNING")
    try:
        examples = [
            e for file in files for e in (read_csv(file) if file.suffix == ".csv" else read_yaml([file]))
        ]
        parsed = Parser(model or settings.model_path).parse([example.text for example in examples])
    except (OSError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    pairs = list(zip(examples, parsed, strict=True))
    for language in sorted({example.language for example in examples}):
        chosen = [(e, p) for e, p in pairs if e.language == language]
        report = score([e.intent for e, _ in chosen], [p.intent for _, p in chosen])
        _print(language, len(chosen), report, intents)
        picture = _plot(
            report, settings.var_dir / f"confusions-{language}.png", f"{language}: right intent, taken for"
        )
        console.print(f"The plot of what is taken for what is in {picture}\n")
    mistakes: list[tuple[Example, str | None]] = [(e, p.intent) for e, p in pairs if e.intent != p.intent]
    for example, guess in mistakes[:wrong]:
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


def _plot(report: Report, path: Path, title: str) -> Path:
    import matplotlib

    matplotlib.use("Agg")
    import numpy as np
    from matplotlib import pyplot

    names = sorted({one.intent for one in report.intents} | {guess for _, guess, _ in report.confusions})
    matrix = np.zeros((len(names), len(names)))
    for one in report.intents:
        matrix[names.index(one.intent), names.index(one.intent)] = one.recall
        for truth, guess, n in report.confusions:
            if truth == one.intent:
                matrix[names.index(truth), names.index(guess)] = n / one.count
    figure, axes = pyplot.subplots(figsize=(12, 12))
    axes.imshow(matrix, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.set_title(title)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, bbox_inches="tight", dpi=110)
    pyplot.close(figure)
    return path
