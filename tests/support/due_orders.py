"""A clock that tests set, and what they ask of touchpoints."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.bootstrap import App
from bot.outreach.cards import TouchpointCard
from bot.outreach.models import Touchpoint
from bot.records.models import Order

NOW = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
DUE_LONG_AGO = NOW - timedelta(days=5)


class Clock:
    """A time that tests set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def change_order(app: App, order_id: int, **values: datetime | None) -> None:
    with app.database.transaction() as session:
        order = session.get_one(Order, order_id)
        for name, value in values.items():
            setattr(order, name, value)


def touchpoints(app: App) -> list[TouchpointCard]:
    with app.database.reading() as session:
        ids = [row.id for row in session.query(Touchpoint).order_by(Touchpoint.id)]
    return [card for touchpoint_id in ids if (card := app.outreach.touchpoint(touchpoint_id))]
