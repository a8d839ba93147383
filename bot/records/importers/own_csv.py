"""Our own CSV: one row a product of an order. docs/import.md describes the columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.records.importers.cells import Reader
from bot.records.importers.orders import Course, Layout
from bot.records.importers.tables import RawRow

ALIASES = {
    "number": ("order number",),
    "email": ("email",),
    "phone": ("phone",),
    "name": ("name",),
    "company": ("company",),
    "country": ("country",),
    "language": ("language",),
    "marketing": ("accepts marketing",),
    "shipping_street": ("street",),
    "shipping_zip": ("postcode",),
    "shipping_city": ("city",),
    "ordered_at": ("ordered at",),
    "paid_at": ("paid at",),
    "delivered_at": ("delivered at",),
    "cancelled_at": ("cancelled at",),
    "currency": ("currency",),
    "total": ("total",),
    "line_name": ("product",),
    "line_sku": ("sku",),
    "line_quantity": ("quantity",),
    "line_price": ("unit price",),
}


def course(reader: Reader, rows: Sequence[RawRow], ordered_at: datetime, paid_at: datetime | None) -> Course:
    return Course(reader.moment(rows, "delivered_at"), reader.moment(rows, "cancelled_at"))


def line_delivered(reader: Reader, row: RawRow, course: Course) -> datetime | None:
    return course.delivered_at


LAYOUT = Layout("own", "Eftersnack CSV", ALIASES, course, line_delivered, strict=True)
