"""Storing a batch of orders with their customers, lines, companies and consents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.records.importers.records import CustomerIn, OrderIn
from bot.records.importers.repository import ImportRepository, KnownOrder
from bot.records.importers.store_customers import CustomerStore
from bot.records.models import Consent, Order, OrderLine

CONSENT_CHANNEL = "mail"


class OrderStore:
    """Stores orders. One that is unchanged since its last import costs a look-up and nothing more."""

    def __init__(
        self, repository: ImportRepository, customers: CustomerStore, counts: Counter[str], now: datetime
    ) -> None:
        self._repository = repository
        self._customers = customers
        self._counts = counts
        self._now = now

    def put(self, orders: Sequence[OrderIn]) -> None:
        """Store orders of one source."""
        known = self._repository.orders(orders[0].source, [order.number for order in orders])
        digests = {order.number: order.digest for order in orders}
        stored = {number: row.digest for number, row in known.items()}
        todo = [order for order in orders if stored.get(order.number) != digests[order.number]]
        self._counts["orders_unchanged"] += len(orders) - len(todo)
        if not todo:
            return
        new = [order for order in todo if order.number not in known]
        changed = [order for order in todo if order.number in known]
        # A stored order keeps its customer, who may have changed the e-mail address since.
        owners = self._customers.find_or_add([order.customer for order in new])
        ids = self._add(new, owners, digests) + self._change(changed, known, digests)
        self._add_lines([*new, *changed], ids)
        customer_ids = [*owners, *(known[order.number].customer_id for order in changed)]
        self._note_consents([*new, *changed], customer_ids)

    def _add(self, orders: Sequence[OrderIn], owners: Sequence[int], digests: dict[str, str]) -> list[int]:
        rows = [
            _columns(order, digests) | {"source": order.source, "number": order.number, "customer_id": owner}
            for order, owner in zip(orders, owners, strict=True)
        ]
        ids = self._repository.add(Order, rows)
        self._counts["orders_new"] += len(ids)
        self._repository.note_changes(self._now, "order_imported", "order", ids)
        return ids

    def _change(
        self, orders: Sequence[OrderIn], known: dict[str, KnownOrder], digests: dict[str, str]
    ) -> list[int]:
        ids = [known[order.number].id for order in orders]
        rows = [
            _columns(order, digests) | {"order_id": row_id} for order, row_id in zip(orders, ids, strict=True)
        ]
        self._repository.change_orders(rows)
        self._customers.fill_in({known[order.number].customer_id: order.customer for order in orders})
        self._counts["orders_changed"] += len(ids)
        self._repository.note_changes(self._now, "order_changed_by_import", "order", ids)
        return ids

    def _add_lines(self, orders: Sequence[OrderIn], ids: Sequence[int]) -> None:
        products = self._repository.product_ids(
            {line.sku for order in orders for line in order.lines if line.sku}
        )
        rows = [
            {
                "order_id": order_id,
                "position": position,
                "product_id": products.get(line.sku or ""),
                "sku": line.sku,
                "name": line.name,
                "quantity": line.quantity,
                "unit_price": line.unit_price,
                "delivered_at": line.delivered_at,
            }
            for order, order_id in zip(orders, ids, strict=True)
            for position, line in enumerate(order.lines, start=1)
        ]
        self._repository.add_many(OrderLine, rows)

    def _note_consents(self, orders: Sequence[OrderIn], customer_ids: Sequence[int]) -> None:
        """Keep what customers said when they ordered, unless they have said something later."""
        said: list[tuple[datetime, int, CustomerIn, str]] = sorted(
            (
                (order.ordered_at, customer_id, order.customer, order.source)
                for order, customer_id in zip(orders, customer_ids, strict=True)
                if order.customer.marketing is not None
            ),
            key=lambda entry: entry[:2],
        )
        latest = self._repository.latest_marketing({entry[1] for entry in said}, CONSENT_CHANNEL)
        rows: list[dict[str, Any]] = []
        for at, customer_id, customer, source in said:
            known_at, granted = latest.get(customer_id, (None, None))
            if granted == customer.marketing or (known_at is not None and known_at >= at):
                continue
            latest[customer_id] = (at, bool(customer.marketing))
            rows.append(consent_row(customer_id, bool(customer.marketing), f"{source} export", at))
        self._repository.add_many(Consent, rows)
        self._counts["consents_new"] += len(rows)


def consent_row(customer_id: int, granted: bool, source: str, at: datetime) -> dict[str, Any]:
    return {
        "customer_id": customer_id,
        "purpose": "marketing",
        "channel": CONSENT_CHANNEL,
        "granted": granted,
        "source": source,
        "recorded_at": at,
    }


def _columns(order: OrderIn, digests: dict[str, str]) -> dict[str, Any]:
    return {
        "ordered_at": order.ordered_at,
        "paid_at": order.paid_at,
        "delivered_at": order.delivered_at,
        "cancelled_at": order.cancelled_at,
        "currency": order.currency,
        "total": order.total,
        "import_digest": digests[order.number],
    }
