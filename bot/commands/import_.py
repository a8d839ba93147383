"""``eftersnack import``: orders and customers from a shop's export, or from our own JSON and CSV."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.bootstrap import App, build
from bot.records.importers.fields import DayOrder
from bot.records.importers.problem_file import ProblemFile
from bot.records.importers.records import Problem
from bot.records.importers.report import Report
from bot.records.importers.service import Importer
from bot.storage import migrate

MOST_SHOWN = 50


def import_(
    files: Annotated[list[Path], typer.Argument(help="Files to import, each wholly or not at all.")],
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="Import the file without the orders that have bad rows.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what an import would do.")] = False,
    day_first: Annotated[bool, typer.Option("--day-first", help="Read 03/04/2024 as 3 April.")] = False,
    check_in_newest: Annotated[
        bool,
        typer.Option(
            "--check-in-newest", help="Then make the check-in of the newest delivered order due at once."
        ),
    ] = False,
    month_first: Annotated[bool, typer.Option("--month-first", help="Read 03/04/2024 as 4 March.")] = False,
) -> None:
    """Import order exports of Shopify and WooCommerce, and our own JSON and CSV (docs/import.md).

    The same file imported twice changes nothing. Afterwards the check-ins for delivered orders are planned.
    """
    if day_first and month_first:
        raise typer.BadParameter("choose --day-first or --month-first, not both")
    app = build()
    migrate.upgrade(app.settings.resolved_database_url)
    order: DayOrder | None = "day_first" if day_first else "month_first" if month_first else None
    console, errors = Console(), Console(stderr=True)
    # Millions of short-lived values and few cycles: the collector's usual pace costs a fifth of the time.
    gc.set_threshold(50_000, 20, 100)
    good = True
    for file in files:
        problems = ProblemFile(app.settings.var_dir / "imports" / f"{file.name}.problems.csv")
        report = _load(
            app, file, errors, problems, skip_bad_rows=skip_bad_rows, dry_run=dry_run, day_order=order
        )
        problems.close()
        _tell(report, console, errors, dry_run)
        if max(report.error_count, report.note_count) > MOST_SHOWN:
            errors.print(f"All of them, row by row: {problems.path}", markup=False, highlight=False)
        good = good and (
            report.stored or (dry_run and not report.failure and (skip_bad_rows or not report.errors))
        )
    if not dry_run:
        _plan(app, console)
        if check_in_newest:
            _check_in_newest(app, console)
    if not good:
        raise typer.Exit(1)


def _load(
    app: App,
    file: Path,
    console: Console,
    problems: ProblemFile,
    *,
    skip_bad_rows: bool,
    dry_run: bool,
    day_order: DayOrder | None,
) -> Report:
    importer = Importer(database=app.database, settings=app.settings, now=app.now)
    size = file.stat().st_size if file.is_file() else 0
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        reading = progress.add_task(f"Reading {file.name}", total=size or None)
        storing = progress.add_task("Storing", total=None, visible=False)
        return importer.load(
            file,
            skip_bad_rows=skip_bad_rows,
            dry_run=dry_run,
            day_order=day_order,
            listener=problems.tell,
            advance=lambda done: progress.update(reading, completed=done),
            stored=lambda done, total: progress.update(storing, completed=done, total=total, visible=True),
        )


def _tell(report: Report, console: Console, errors: Console, dry_run: bool) -> None:
    if report.failure:
        errors.print(report.failure, style="red", markup=False, highlight=False)
        return
    _list(report.file, "Rejected", report.errors, report.error_count, errors)
    _list(report.file, "Notes", report.notes, report.note_count, errors)
    say = {"markup": False, "highlight": False, "soft_wrap": True}
    if report.error_count and not report.stored and not dry_run:
        errors.print(
            f"{report.file} was not imported: {report.error_count} values cannot be used. Correct them, or "
            "import the rest with --skip-bad-rows.",
            **say,  # type: ignore[arg-type]
        )
        return
    done = "would be" if dry_run else "are"
    changes = _in_words(report)
    nothing = f"nothing {'would change' if dry_run else 'has changed'}"
    console.print(f"{report.file} ({report.title}): {f'{changes} {done} in' if changes else nothing}.", **say)  # type: ignore[arg-type]
    unchanged = report.counts["orders_unchanged"]
    if unchanged:
        console.print(f"{unchanged:,} orders were known as they are.", **say)  # type: ignore[arg-type]


def _in_words(report: Report) -> str:
    told = []
    for name, count in report.counts.items():
        what, _, how = name.rpartition("_")
        if count and how != "unchanged":
            told.append(f"{count:,} {how} {what}")
    return ", ".join(told)


def _list(file: str, title: str, problems: list[Problem], count: int, console: Console) -> None:
    if not problems:
        return
    table = Table(
        "line", "column", "value", "why, and what to do", title=f"{title} in {file}", title_justify="left"
    )
    for problem in problems[:MOST_SHOWN]:
        cells = (str(problem.line), problem.column, problem.value[:60], f"{problem.reason} {problem.way_out}")
        table.add_row(*(cell.replace("[", r"\[") for cell in cells))
    console.print(table)
    if count > MOST_SHOWN:
        console.print(f"… and {count - MOST_SHOWN:,} more.")


def _plan(app: App, console: Console) -> None:
    planned = app.outreach.plan_all()
    told = {
        "check-ins are planned": planned.checkins,
        "were moved to a new delivery date": planned.moved,
        "were dropped, as their orders were cancelled": planned.suppressed,
    }
    for what, count in told.items():
        if count:
            console.print(f"{count:,} {what}.", highlight=False)


def _check_in_newest(app: App, console: Console) -> None:
    """For trying the product on an export of last year: its deliveries are too long ago for check-ins."""
    order = app.records.newest_delivered()
    if order is None:
        console.print("No order is delivered yet.")
    elif app.outreach.check_in_now(order.id) is None:
        console.print(
            f"The customer of order {order.number} has been checked in with already.", highlight=False
        )
    else:
        customer = app.records.customer(order.customer_id)
        who = (customer.email or customer.phone) if customer else ""
        console.print(
            f"The check-in for order {order.number} with {who} is due now.", markup=False, highlight=False
        )
