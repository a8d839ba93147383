"""The shop's records for the soak: managers and products of the demo shop, and customers as they come."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import select

from bot.bootstrap import App
from bot.channels.tokens import issue
from bot.records.demo import load_if_empty
from bot.records.models import Customer, Order, OrderLine, Product
from bot.storage.errors import Away

T = TypeVar("T")

TRIES_SECONDS = 120.0


@dataclass(frozen=True)
class Person:
    """A customer with one delivered order."""

    id: int
    uid: str
    token: str
    order_id: int


class People:
    """Makes customers, and has them checked in on."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._numbers = itertools.count(1)
        load_if_empty(app)
        with app.database.reading() as session:
            found = session.scalar(select(Product.id).filter_by(sku="MACHINE-01"))
        assert found is not None, "the demo shop has no MACHINE-01"
        self._product = found

    async def new(self, language: str) -> Person:
        return await _patiently(lambda: self._new(language))

    async def check_in_on(self, person: Person) -> int:
        """Make the check-in due at once, and return the touchpoint's id."""
        card = await _patiently(lambda: self._app.outreach.check_in_now(person.order_id))
        assert card is not None, "nobody has been contacted about a new order"
        return card.id

    def _new(self, language: str) -> Person:
        number, now = next(self._numbers), self._app.now()
        with self._app.database.transaction() as session:
            customer = Customer(
                name=f"Kim Provsson {number}",
                email=f"soak-{number}@example.com",
                language=language,
                created_at=now,
                updated_at=now,
            )
            # Delivered today: by itself its check-in would come after the soak.
            order = Order(
                source="own",
                number=f"S{number}",
                customer=customer,
                ordered_at=now - timedelta(days=2),
                delivered_at=now,
            )
            order.lines.append(
                OrderLine(position=1, name="Morgon", quantity=Decimal(1), product_id=self._product)
            )
            session.add(order)
            session.flush()
            token = issue(self._app.settings.identity_key, customer.uid, 24, now)
            return Person(customer.id, customer.uid, token, order.id)


async def _patiently(work: Callable[[], T]) -> T:
    """Do it in a thread, again while the database is being restarted."""
    until = time.monotonic() + TRIES_SECONDS
    while True:
        try:
            return await asyncio.to_thread(work)
        except Away:
            if time.monotonic() > until:
                raise
            await asyncio.sleep(0.5)
