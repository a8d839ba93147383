"""The services on an empty database, at a time that tests set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.bootstrap import App, build
from bot.records.models import Customer, Order
from bot.settings import Settings
from bot.storage.engine import Database
from tests.support.due_orders import DUE_LONG_AGO, NOW, Clock

numbers = count(1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(database: Database, database_url: str, clock: Clock) -> App:
    return build(Settings(database_url=database_url), now=clock)


@pytest.fixture
def add_order(app: App) -> Callable[..., int]:
    """Store an order, and return its id."""

    def add(delivered_at: datetime | None = DUE_LONG_AGO, zone: str = "Europe/Stockholm") -> int:
        number = next(numbers)
        with app.database.transaction() as session:
            customer = Customer(
                email=f"c{number}@example.com", time_zone=zone, created_at=NOW, updated_at=NOW
            )
            order = Order(
                source="own", number=str(number), customer=customer, ordered_at=NOW - timedelta(days=9)
            )
            order.delivered_at = delivered_at
            session.add(order)
            session.flush()
            return order.id

    return add
