"""The rows of one order, with their columns under our own names."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.records.importers.fields import BadValue, DayOrder, read_amount, read_moment, read_yes_no
from bot.records.importers.records import Problem
from bot.records.importers.tables import RawRow

Aliases = Mapping[str, Sequence[str]]
"""Our name of a column to the headers that shops give it, the preferred first, as ``plain`` writes them."""

NUMBERED = re.compile(r"^(.*?) ?\b(\d+)\b ?(.*)$")


def plain(header: str) -> str:
    """Return a header without case and punctuation: "First Name (Billing)" is "first name billing"."""
    return " ".join(re.sub(r"[^\w#]|_", " ", header.lstrip("\ufeff").casefold()).split())


def without_entities(text: str) -> str:
    """Return a name as people read it: WordPress may write "Salt &amp; Pepper"."""
    return html.unescape(text) if "&" in text else text


class Columns:
    """Where each column of ours stands in a file; a column may stand in several places."""

    def __init__(self, header: Sequence[str], aliases: Aliases) -> None:
        self.header = [cell.strip().lstrip("\ufeff") for cell in header]
        names = [plain(cell) for cell in header]
        found = {
            name: tuple(place for alias in known for place, title in enumerate(names) if title == alias)
            for name, known in aliases.items()
        }
        self.places = {name: places for name, places in found.items() if places}
        """Our columns that the file has to where they stand."""
        self.numbered = _numbered(names, aliases)
        """For each product of a row that holds several: our column to its place."""

    def has(self, name: str) -> bool:
        return name in self.places

    def title(self, name: str) -> str:
        """Return the column's name as the file has it."""
        return self.header[self.places[name][0]] if name in self.places else name


def _numbered(names: Sequence[str], aliases: Aliases) -> list[dict[str, int]]:
    """Find columns such as "Product Item 2 Name" and "line_item_2"."""
    ours = {alias: name for name, known in aliases.items() if name.startswith("line_") for alias in known}
    found: dict[int, dict[str, int]] = {}
    for place, header in enumerate(names):
        match = NUMBERED.match(header)
        if match is None:
            continue
        name = ours.get(f"{match[1].replace('#', '').strip()} {match[3]}".strip())
        if name:
            found.setdefault(int(match[2]), {})[name] = place
    return [found[number] for number in sorted(found)]


@dataclass
class Reader:
    """How cells are read in one file, and what was wrong with those of the order at hand."""

    columns: Columns
    zone: ZoneInfo
    day_order: DayOrder | None
    problems: list[Problem]

    def text(self, row: RawRow, name: str) -> str:
        cells = row.cells
        for place in self.columns.places.get(name, ()):
            if place < len(cells) and cells[place] and (cell := cells[place].strip()):
                return cell
        return ""

    def first(self, rows: Sequence[RawRow], name: str) -> tuple[RawRow, str]:
        """Return the first row of the order that has the column filled in, and the value."""
        if name in self.columns.places:
            for row in rows:
                if value := self.text(row, name):
                    return row, value
        return rows[0], ""

    def moment(self, rows: Sequence[RawRow], name: str) -> datetime | None:
        row, value = self.first(rows, name)
        # What MySQL writes for "never".
        if not value or value.startswith("0000-00-00"):
            return None
        try:
            return read_moment(value, self.zone, self.day_order)
        except BadValue as bad:
            self.reject(row, name, value, bad.reason, bad.way_out)
            return None

    def amount(self, row: RawRow, name: str, value: str) -> Decimal | None:
        if not value:
            return None
        try:
            return read_amount(value)
        except BadValue as bad:
            self.reject(row, name, value, bad.reason, bad.way_out)
            return None

    def yes_no(self, rows: Sequence[RawRow], name: str) -> bool | None:
        row, value = self.first(rows, name)
        if not value:
            return None
        try:
            return read_yes_no(value)
        except BadValue as bad:
            self.note(row, name, value, bad.reason + " Left out.")
            return None

    def reject(self, row: RawRow, name: str, value: str, reason: str, way_out: str = "") -> None:
        self.problems.append(Problem(row.line, self.columns.title(name), value, reason, way_out))

    def note(self, row: RawRow, name: str, value: str, reason: str) -> None:
        self.problems.append(Problem(row.line, self.columns.title(name), value, reason, severity="note"))
