"""WooCommerce order exports, as the widespread export plugins write them.

WooCommerce itself exports no orders with customers; its plugins do, with one row an order or one row a
product: "Customer/Order/Coupon Export", "Advanced Order Export", "Order Export & Order Import", and those
that name their columns likewise. A completed order counts as delivered when it was completed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.records.importers.cells import Aliases, Reader
from bot.records.importers.orders import Course, Layout
from bot.records.importers.tables import RawRow

# The words of WooCommerce in English and Swedish; some shops add a status of their own for what has arrived.
COMPLETED = frozenset(
    {"completed", "complete", "delivered", "slutförd", "färdigbehandlad", "fullföljd", "levererad"}
)
CANCELLED = frozenset(
    {
        "cancelled",
        "canceled",
        "refunded",
        "failed",
        "trash",
        "avbruten",
        "återbetald",
        "misslyckad",
        "makulerad",
    }
)


def _address(kind: str) -> dict[str, tuple[str, ...]]:
    return {
        f"{kind}_street": (
            f"{kind} address 1",
            f"address 1 {kind}",
            f"address 1 2 {kind}",
            f"{kind} address",
            f"{kind} address line 1",
        ),
        f"{kind}_street2": (f"{kind} address 2", f"address 2 {kind}", f"{kind} address line 2"),
        f"{kind}_zip": (f"{kind} postcode", f"postcode {kind}", f"{kind} zip"),
        f"{kind}_city": (f"{kind} city", f"city {kind}"),
        f"{kind}_country": (
            f"{kind} country",
            f"country code {kind}",
            f"country name {kind}",
            f"country {kind}",
        ),
    }


_SHIPPING, _BILLING = _address("shipping"), _address("billing")

ALIASES: Aliases = {
    "number": ("order number formatted", "order number", "order #", "number", "order id", "id"),
    "email": (
        "billing email",
        "email billing",
        "billing email address",
        "customer email",
        "customer account email address",
        "user email",
        "email",
    ),
    "phone": (
        "billing phone",
        "phone billing",
        "shipping phone",
        "phone shipping",
        "customer phone",
        "phone",
    ),
    "name": ("billing full name", "full name billing", "billing name", "customer name"),
    "first_name": ("billing first name", "first name billing", "shipping first name", "first name shipping"),
    "last_name": ("billing last name", "last name billing", "shipping last name", "last name shipping"),
    "company": ("billing company", "company billing", "shipping company", "company shipping"),
    "country": (*_BILLING["billing_country"], *_SHIPPING["shipping_country"]),
    "language": ("meta wpml language", "wpml language", "language", "locale"),
    "marketing": ("accepts marketing", "marketing opt in", "newsletter", "buyer accepts marketing"),
    **_SHIPPING,
    **_BILLING,
    "ordered_at": ("order date", "date", "date created", "order date created", "created date", "date gmt"),
    "paid_at": ("paid date", "date paid", "order paid date", "payment date"),
    "completed_at": (
        "completed date",
        "date completed",
        "order completed date",
        "delivered date",
        "delivery date",
    ),
    "status": ("order status", "status"),
    "currency": ("order currency", "currency"),
    "total": ("order total", "order total amount", "total", "order total amount refund"),
    "line_name": ("item name", "product name", "line item name", "product item name", "name", "product"),
    "line_sku": ("item sku", "sku", "product sku", "line item sku", "product item sku"),
    "line_quantity": (
        "item quantity",
        "quantity",
        "quantity refund",
        "product quantity",
        "qty",
        "product item quantity",
    ),
    "line_price": ("item price", "item cost", "product price", "item unit price"),
    "line_packed": ("line items", "line item", "order items", "products", "items", "product s"),
}


def course(reader: Reader, rows: Sequence[RawRow], ordered_at: datetime, paid_at: datetime | None) -> Course:
    """Completed is delivered; cancelled, paid back and failed are cancelled."""
    row, status = reader.first(rows, "status")
    word = status.casefold().removeprefix("wc-")
    completed_at = reader.moment(rows, "completed_at")
    if word in CANCELLED:
        return Course(completed_at, completed_at or paid_at or ordered_at)
    if word not in COMPLETED:
        return Course(None, None)
    if completed_at is None:
        completed_at = paid_at or ordered_at
        reader.note(
            row,
            "status",
            status,
            "comes without a completed date: the day it was paid, or else ordered, is taken.",
        )
    return Course(completed_at, None)


def line_delivered(reader: Reader, row: RawRow, course: Course) -> datetime | None:
    return course.delivered_at


LAYOUT = Layout("woocommerce", "WooCommerce order export", ALIASES, course, line_delivered)
