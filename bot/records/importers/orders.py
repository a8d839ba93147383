"""Reading orders from rows: what every shop's CSV has in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.records.importers.cells import Aliases, Columns, Reader, without_entities
from bot.records.importers.customers import CustomerColumns
from bot.records.importers.fields import DayOrder
from bot.records.importers.records import LineIn, OrderIn, Problem
from bot.records.importers.tables import RawRow

LONGEST_NUMBER = 100
LONGEST_PRODUCT = 300
PACKED_ITEMS = re.compile(r";(?=\s*(?:id|name|product_id|sku):)")
PACKED_COUNT = re.compile(r"^(?P<name>.+?) [x×] ?(?P<quantity>\d+)\b.*$")


@dataclass(frozen=True)
class Course:
    """How an order went: which moments of its life are known."""

    delivered_at: datetime | None
    cancelled_at: datetime | None


CourseRule = Callable[[Reader, Sequence[RawRow], datetime, datetime | None], Course]
"""Reads the course from the rows, with when it was ordered and paid."""
LineDelivered = Callable[[Reader, RawRow, Course], datetime | None]
IsProduct = Callable[[Reader, RawRow], bool]


def any_row(reader: Reader, row: RawRow) -> bool:
    """Say that a row of an order is a product of it, whatever it holds."""
    return True


@dataclass(frozen=True)
class Layout:
    """One kind of export: what its columns are called, and its own rules."""

    source: str
    title: str
    aliases: Aliases
    course: CourseRule
    line_delivered: LineDelivered
    is_product: IsProduct = any_row
    """Tells products from what else stands among them, such as tips."""
    strict: bool = False
    """Reject what cannot be used and is not needed, instead of leaving it out with a note."""


class OrderReader:
    """Turns the rows of one file into orders."""

    def __init__(
        self, layout: Layout, header: Sequence[str], zone: ZoneInfo, country: str, day_order: DayOrder | None
    ) -> None:
        self.layout = layout
        self.columns = Columns(header, layout.aliases)
        self._customers = CustomerColumns(country, layout.strict)
        self._zone = zone
        self._day_order = day_order
        self._seen: set[str] = set()

    def read(self, rows: Iterator[RawRow | Problem]) -> Iterator[OrderIn | Problem]:
        """Yield an order for its rows, which follow one another, or the problems it has."""
        group: list[RawRow] = []
        number = ""
        reader = Reader(self.columns, self._zone, self._day_order, [])
        for row in rows:
            if isinstance(row, Problem):
                yield row
                continue
            found = reader.text(row, "number") or number
            if group and found != number:
                yield from self._order(number, group)
                group = []
            number = found
            group.append(row)
        if group:
            yield from self._order(number, group)

    def _order(self, number: str, rows: list[RawRow]) -> Iterator[OrderIn | Problem]:
        reader = Reader(self.columns, self._zone, self._day_order, [])
        self._check(reader, number, rows)
        order = self._read(reader, number, rows) if not reader.problems else None
        yield from reader.problems
        if order is not None and not any(problem.severity == "error" for problem in reader.problems):
            yield order

    def _check(self, reader: Reader, number: str, rows: list[RawRow]) -> None:
        if not number or len(number) > LONGEST_NUMBER:
            reader.reject(rows[0], "number", number, "is no order number.", "Give every order its number.")
        elif number in self._seen:
            way_out = "Sort the file by order number, so that the lines of one order stand together."
            reader.reject(rows[0], "number", number, "stands in two places of the file.", way_out)
        self._seen.add(number)
        width = len(self.columns.header)
        for row in rows:
            if any(cell.strip() for cell in row.cells[width:]):
                reason = f"has more cells than the header has columns ({width})."
                way_out = "Put quotation marks around cells that hold the delimiter."
                reader.problems.append(Problem(row.line, "row", row.cells[width][:40], reason, way_out))

    def _read(self, reader: Reader, number: str, rows: list[RawRow]) -> OrderIn | None:
        ordered_at = reader.moment(rows, "ordered_at")
        paid_at = reader.moment(rows, "paid_at")
        if ordered_at is None:
            ordered_at = paid_at
        if ordered_at is None:
            if not reader.problems:
                reader.reject(
                    rows[0], "ordered_at", "", "is missing.", "Every order needs the date it was placed."
                )
            return None
        course = self.layout.course(reader, rows, ordered_at, paid_at)
        total_row, total = reader.first(rows, "total")
        customer = self._customers.read(reader, rows)
        if not (customer.email or customer.phone) and not any(p.severity == "error" for p in reader.problems):
            reader.note(
                rows[0],
                "email",
                "",
                f"and phone are empty: order {number} has nobody to follow up. Left out.",
            )
            return None
        return OrderIn(
            source=self.layout.source,
            number=number,
            customer=customer,
            ordered_at=ordered_at,
            paid_at=paid_at,
            delivered_at=course.delivered_at,
            cancelled_at=course.cancelled_at,
            currency=_currency(reader.first(rows, "currency")[1]),
            total=reader.amount(total_row, "total", total),
            lines=tuple(self._lines(reader, rows, course)),
            at_line=rows[0].line,
        )

    def _lines(self, reader: Reader, rows: list[RawRow], course: Course) -> Iterator[LineIn]:
        for row in rows:
            if not self.layout.is_product(reader, row):
                continue
            delivered_at = self.layout.line_delivered(reader, row, course)
            whole = {name: reader.text(row, name) for name in LINE_COLUMNS}
            if whole["line_name"] or whole["line_sku"]:
                yield from self._line(reader, row, whole, delivered_at)
                continue
            for packed in PACKED_ITEMS.split(whole["line_packed"]):
                yield from self._line(reader, row, unpacked(packed), delivered_at)
            for places in reader.columns.numbered:
                cells = {
                    name: row.cells[place].strip() for name, place in places.items() if place < len(row.cells)
                }
                # Some exports write a product both ways; the plain columns are the surer ones.
                if not cells.get("line_name"):
                    cells = unpacked(cells.get("line_packed", "")) | {k: v for k, v in cells.items() if v}
                yield from self._line(reader, row, cells, delivered_at)

    def _line(
        self, reader: Reader, row: RawRow, cells: dict[str, str], delivered_at: datetime | None
    ) -> Iterator[LineIn]:
        name, sku = without_entities(cells.get("line_name", "")), cells.get("line_sku", "")
        if not name and not sku:
            return
        quantity = reader.amount(row, "line_quantity", cells.get("line_quantity", ""))
        yield LineIn(
            name=(name or sku)[:LONGEST_PRODUCT],
            sku=sku[:100] or None,
            quantity=Decimal(1) if quantity is None else quantity,
            unit_price=reader.amount(row, "line_price", cells.get("line_price", "")),
            delivered_at=delivered_at,
        )


LINE_COLUMNS = ("line_name", "line_sku", "line_quantity", "line_price", "line_packed")
PACKED_KEYS = {"name": "line_name", "sku": "line_sku", "quantity": "line_quantity", "qty": "line_quantity"}


def unpacked(cell: str) -> dict[str, str]:
    """Read a product written into one cell: "name:Kettle|sku:K1|quantity:2", or "Kettle x 2"."""
    parts = [part.partition(":") for part in cell.split("|")]
    found = {
        PACKED_KEYS[key.strip().lower()]: value.strip()
        for key, _, value in parts
        if key.strip().lower() in PACKED_KEYS
    }
    if found or not cell.strip():
        return found
    match = PACKED_COUNT.match(cell.strip())
    return (
        {"line_name": match["name"], "line_quantity": match["quantity"]}
        if match
        else {"line_name": cell.strip()}
    )


def _currency(value: str) -> str | None:
    return value.upper() if len(value) == 3 and value.isalpha() else None
