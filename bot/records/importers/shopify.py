"""Shopify's order export (Orders → Export): several rows an order, the order's own columns on the first.

Shopify tells when an order was fulfilled (handed to the carrier), not when it arrived. A fulfilled order
counts as delivered on that day; ``checkin_after_days`` is counted from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.records.importers.cells import Reader
from bot.records.importers.orders import Course, Layout
from bot.records.importers.tables import RawRow

FULFILLED = frozenset({"fulfilled", "shipped", "delivered"})
PAID_BACK = frozenset({"refunded", "voided", "expired"})
NOTHING_TO_SEND = frozenset({"not_eligible"})
"""How Shopify marks a tip."""

ALIASES = {
    "number": ("name",),
    "email": ("email",),
    # A gift's parcel goes to somebody else: the customer is who pays.
    "phone": ("phone", "billing phone", "shipping phone"),
    "name": ("billing name", "shipping name"),
    "company": ("billing company", "shipping company"),
    "country": ("billing country", "shipping country"),
    "language": ("customer locale", "locale"),
    "marketing": ("accepts marketing", "buyer accepts marketing"),
    "shipping_street": ("shipping address1", "shipping street"),
    "shipping_street2": ("shipping address2",),
    "shipping_zip": ("shipping zip",),
    "shipping_city": ("shipping city",),
    "shipping_country": ("shipping country",),
    "billing_street": ("billing address1", "billing street"),
    "billing_street2": ("billing address2",),
    "billing_zip": ("billing zip",),
    "billing_city": ("billing city",),
    "billing_country": ("billing country",),
    "ordered_at": ("created at",),
    "paid_at": ("paid at",),
    "fulfilled_at": ("fulfilled at", "fulfillment date"),
    "cancelled_at": ("cancelled at",),
    "fulfillment": ("fulfillment status",),
    "financial": ("financial status",),
    "currency": ("currency",),
    "total": ("total",),
    "line_name": ("lineitem name",),
    "line_sku": ("lineitem sku",),
    "line_quantity": ("lineitem quantity",),
    "line_price": ("lineitem price",),
    "line_fulfillment": ("lineitem fulfillment status",),
}


def course(reader: Reader, rows: Sequence[RawRow], ordered_at: datetime, paid_at: datetime | None) -> Course:
    """Fulfilled is delivered; cancelled, or wholly paid back, is cancelled."""
    row, status = reader.first(rows, "fulfillment")
    fulfilled_at = reader.moment(rows, "fulfilled_at")
    if status.casefold() not in FULFILLED:
        fulfilled_at = None
    elif fulfilled_at is None:
        fulfilled_at = paid_at or ordered_at
        reader.note(
            row, "fulfilled_at", "", "is empty though the order is fulfilled: the day it was paid is taken."
        )
    cancelled_at = reader.moment(rows, "cancelled_at")
    if cancelled_at is None and reader.first(rows, "financial")[1].casefold() in PAID_BACK:
        cancelled_at = fulfilled_at or paid_at or ordered_at
    return Course(fulfilled_at, cancelled_at)


def line_delivered(reader: Reader, row: RawRow, course: Course) -> datetime | None:
    status = reader.text(row, "line_fulfillment").casefold()
    return course.delivered_at if not status or status in FULFILLED else None


def is_product(reader: Reader, row: RawRow) -> bool:
    return reader.text(row, "line_fulfillment").casefold() not in NOTHING_TO_SEND


LAYOUT = Layout("shopify", "Shopify order export", ALIASES, course, line_delivered, is_product)
