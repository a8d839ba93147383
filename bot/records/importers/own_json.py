"""Our own JSON and JSON Lines, as docs/import.md describes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.records.contacts import ContactError
from bot.records.importers.json_stream import JsonProblem, read_elements
from bot.records.importers.own_schema import SECTIONS, TYPES
from bot.records.importers.records import Item, Problem
from bot.records.importers.tables import Advance, open_text

TITLE = "Eftersnack JSON"


def read_json(path: Path, country: str, advance: Advance | None = None) -> Iterator[Item | Problem]:
    """Yield the records of a file, or what is wrong with them."""
    with open_text(path, advance) as file:
        try:
            for line, section, value in read_elements(file):
                yield from read_record(line, section, value, country)
        except JsonProblem as problem:
            yield Problem(problem.line, "file", "", f"{problem}.", "Correct the file there.")


def read_record(line: int, section: str, value: Any, country: str) -> Iterator[Item | Problem]:
    """Yield one record, checked against its schema, or what is wrong with it."""
    kind = SECTIONS.get(section)
    if isinstance(value, dict) and kind is None and not section:
        kind = value.get("type")
        value = {key: part for key, part in value.items() if key != "type"}
    schema = TYPES.get(str(kind))
    if schema is None:
        known = ", ".join(SECTIONS) if section else ", ".join(TYPES)
        what = section or (str(kind) if kind else "")
        yield Problem(
            line, "section" if section else "type", what, "is unknown.", f"It must be one of {known}."
        )
        return
    try:
        yield schema.model_validate(value).item(line, country)
    except ContactError as error:
        yield Problem(line, "phone", str((value or {}).get("phone", "")), f"cannot be used: {error}")
    except ValidationError as error:
        for found in error.errors(include_url=False):
            column = ".".join(str(part) for part in found["loc"]) or str(kind)
            given = found["input"] if isinstance(found["input"], str | int | float | bool) else ""
            yield Problem(line, column, str(given)[:80], f"cannot be used: {found['msg']}.")
