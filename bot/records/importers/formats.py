"""Telling what kind of file it is, and reading it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.records.importers import own_csv, own_json, shopify, woocommerce
from bot.records.importers.cells import Columns, plain
from bot.records.importers.fields import NUMERIC_DATE, DayOrder, day_order_of
from bot.records.importers.orders import Layout, OrderReader
from bot.records.importers.records import Item, Problem
from bot.records.importers.tables import Advance, RawRow, UnreadableFile, open_text, read_rows

DATES = ("ordered_at", "paid_at", "fulfilled_at", "completed_at", "delivered_at", "cancelled_at")
ROWS_WITHOUT_A_NUMERIC_DATE = 200


@dataclass(frozen=True)
class Conventions:
    """What a file does not say of itself."""

    zone: ZoneInfo
    """Where times without an offset were written."""
    country: str
    """Country of phone numbers whose order names none."""
    day_order: DayOrder | None = None


@dataclass(frozen=True)
class Source:
    """A file whose kind is known."""

    path: Path
    title: str
    layout: Layout | None
    header: tuple[str, ...]
    conventions: Conventions

    def read(self, advance: Advance | None = None) -> Iterator[Item | Problem]:
        """Yield what the file holds, in its order, reading no more than is needed."""
        if self.layout is None:
            yield from own_json.read_json(self.path, self.conventions.country, advance)
            return
        rows = read_rows(self.path, advance)
        next(rows)
        order = self.conventions.day_order or _day_order(self)
        reader = OrderReader(self.layout, self.header, self.conventions.zone, self.conventions.country, order)
        yield from reader.read(rows)


def recognise(path: Path, conventions: Conventions) -> Source:
    """Say what kind of file it is. Raises UnreadableFile for one that is none of ours."""
    with open_text(path) as file:
        start = file.read(1000).lstrip("\ufeff \t\r\n")
    if not start:
        raise UnreadableFile(f"{path} is empty.")
    if start[0] in "{[":
        return Source(path, own_json.TITLE, None, (), conventions)
    header = next(read_rows(path))
    if isinstance(header, Problem):
        raise UnreadableFile(f"{path}: {header}")
    layout = _layout(header.cells)
    if layout is None:
        raise UnreadableFile(f"{path} is not a known export. {_why_not(header.cells)}")
    return Source(path, layout.title, layout, tuple(header.cells), conventions)


def _layout(header: list[str]) -> Layout | None:
    names = {plain(cell) for cell in header}
    if {"name", "lineitem name"} <= names:
        return shopify.LAYOUT
    if {"order number", "ordered at"} <= names:
        return own_csv.LAYOUT
    woocommerce_columns = Columns(header, woocommerce.ALIASES)
    needed = ("number", "status", "ordered_at", "email")
    return woocommerce.LAYOUT if all(map(woocommerce_columns.has, needed)) else None


def _why_not(header: list[str]) -> str:
    shown = ", ".join(cell.strip() for cell in header[:8])
    return (
        f"Its first line begins with: {shown}. Shopify's has Name and Lineitem name, WooCommerce's an order "
        "number, status, date and the customer's e-mail, ours order_number and ordered_at (see docs/import.md)."
    )


def _day_order(source: Source) -> DayOrder | None:
    """Find out from the whole file whether dates such as 03/04/2024 have the day or the month first."""
    assert source.layout is not None
    columns = Columns(source.header, source.layout.aliases)
    places = [place for name in DATES for place in columns.places.get(name, ())]
    seen = False
    for count, row in enumerate(read_rows(source.path)):
        if isinstance(row, RawRow):
            for cell in (row.cells[place] for place in places if place < len(row.cells)):
                if order := day_order_of(cell):
                    return order
                seen = seen or NUMERIC_DATE.match(cell.strip()) is not None
        if not seen and count > ROWS_WITHOUT_A_NUMERIC_DATE:
            return None
    return None
