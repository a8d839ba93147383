"""Touchpoints in the database: planning, claiming and moving them on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, update
from sqlalchemy.orm import Session

from bot.backlog import Backlog
from bot.outreach.cards import TouchpointCard
from bot.outreach.models import Touchpoint
from bot.records.models import Customer, Order
from bot.storage.engine import known
from bot.storage.upsert import insert_new, touched

CHECKIN = "checkin"
REPLANNED = ("order_cancelled", "not_delivered", "delivered_long_ago")
"""Reasons of suppression that a later import can undo."""


class Delivery(NamedTuple):
    """A delivered order that may want a check-in."""

    order_id: int
    customer_id: int
    delivered_at: datetime
    time_zone: str


class Change(NamedTuple):
    """An unsent check-in whose order is no longer as it was when it was planned."""

    touchpoint_id: int
    state: str
    customer_id: int
    delivered_at: datetime | None
    cancelled_at: datetime | None
    time_zone: str


class TouchpointRepository:
    """The table of touchpoints, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def unsent(self, states: Sequence[str], limit: int) -> Sequence[Touchpoint]:
        query = select(Touchpoint).where(Touchpoint.state.in_(states))
        return self._session.scalars(query.order_by(Touchpoint.due_at, Touchpoint.id).limit(limit)).all()

    def unplanned(self, delivered_from: datetime, after_order: int, limit: int) -> Sequence[Delivery]:
        """Return delivered orders without a check-in, in order of id."""
        planned = exists().where(Touchpoint.order_id == Order.id, Touchpoint.kind == CHECKIN)
        query = (
            select(Order.id, Order.customer_id, Order.delivered_at, Customer.time_zone)
            .join(Customer, Customer.id == Order.customer_id)
            .where(Order.delivered_at >= delivered_from, Order.cancelled_at.is_(None), Order.id > after_order)
            .where(~planned)
        )
        rows = self._session.execute(query.order_by(Order.id).limit(limit))
        return [Delivery(order, customer, at, zone) for order, customer, at, zone in rows if at is not None]

    def changed(self, limit: int) -> Sequence[Change]:
        """Return unsent check-ins planned for a delivery, an order or a customer that has changed since."""
        waiting = or_(
            Touchpoint.state == "planned",
            and_(Touchpoint.state == "suppressed", Touchpoint.reason.in_(REPLANNED)),
        )
        query = (
            select(
                Touchpoint.id,
                Touchpoint.state,
                Order.customer_id,
                Order.delivered_at,
                Order.cancelled_at,
                Customer.time_zone,
            )
            .join(Order, Order.id == Touchpoint.order_id)
            .join(Customer, Customer.id == Order.customer_id)
            .where(Touchpoint.kind == CHECKIN, waiting, _differs())
        )
        return [Change(*row) for row in self._session.execute(query.order_by(Touchpoint.id).limit(limit))]

    def add(self, rows: Sequence[dict[str, Any]]) -> int:
        """Store new touchpoints, passing over those that are there; return how many were new."""
        return insert_new(self._session, Touchpoint, rows)

    def claim(self, now: datetime, stale: datetime, worker: str, limit: int) -> Sequence[Touchpoint]:
        """Claim what is due or was claimed before ``stale``; no two workers get the same touchpoint."""
        query = (
            select(Touchpoint)
            .where(or_(_due(now), _stale(stale)))
            .order_by(Touchpoint.due_at, Touchpoint.id)
            .limit(limit)
            # SQLite has one writer at a time and ignores this; PostgreSQL needs it.
            .with_for_update(skip_locked=True)
        )
        rows = self._session.scalars(query.execution_options(populate_existing=True)).all()
        for row in rows:
            row.state, row.claimed_at, row.claimed_by = "claimed", now, worker
            row.attempts += 1
        self._session.flush()
        return rows

    def expire(self, now: datetime) -> int:
        """Give up what was not sent in time."""
        # Nothing expires before it is due, and what is due is found by its index.
        late = and_(_due(now), Touchpoint.expires_at <= now)
        return self._close(late, "expired", "too_late")

    def give_up(self, stale: datetime, attempts: int) -> int:
        """Fail what killed its worker, or was left by it, too many times."""
        return self._close(
            and_(_stale(stale), Touchpoint.attempts >= attempts), "failed", "too_many_attempts"
        )

    def suppress_cancelled(self, now: datetime) -> int:
        """Drop due check-ins whose order was cancelled after they were planned."""
        cancelled = exists().where(Order.id == Touchpoint.order_id, Order.cancelled_at.is_not(None))
        return self._close(
            and_(_due(now), Touchpoint.kind == CHECKIN, cancelled), "suppressed", "order_cancelled"
        )

    def touchpoint(self, **key: Any) -> Touchpoint | None:
        return known(self._session, Touchpoint, **key) or self._session.scalar(
            select(Touchpoint).filter_by(**key)
        )

    def upcoming(self, limit: int) -> Sequence[Touchpoint]:
        query = select(Touchpoint).where(Touchpoint.state.in_(("planned", "claimed")))
        return self._session.scalars(query.order_by(Touchpoint.due_at, Touchpoint.id).limit(limit)).all()

    def backlog(self, now: datetime) -> Backlog:
        """Count what is due and not sent, and what was given up."""
        owed = select(func.count(), func.min(Touchpoint.due_at))
        number, oldest = self._session.execute(
            owed.where(or_(_due(now), Touchpoint.state == "claimed"))
        ).one()
        dead = select(func.count()).select_from(Touchpoint).where(Touchpoint.state == "failed")
        return Backlog(number, oldest, self._session.scalar(dead) or 0)

    def latest_sent(self, customer_id: int) -> Touchpoint | None:
        query = select(Touchpoint).where(
            Touchpoint.customer_id == customer_id, Touchpoint.state.in_(("sent", "answered"))
        )
        return self._session.scalar(query.order_by(Touchpoint.sent_at.desc(), Touchpoint.id.desc()).limit(1))

    def move(self, touchpoint_id: int, states: tuple[str, ...], **values: Any) -> bool:
        """Change a touchpoint that is in one of the states; False when it is not."""
        query = update(Touchpoint).where(Touchpoint.id == touchpoint_id, Touchpoint.state.in_(states))
        moved = self._session.execute(
            query.values(**values), execution_options={"synchronize_session": "fetch"}
        )
        return touched(moved) > 0

    def _close(self, which: ColumnElement[bool], state: str, reason: str) -> int:
        query = update(Touchpoint).where(which).values(state=state, reason=reason)
        return touched(self._session.execute(query, execution_options={"synchronize_session": False}))


def touchpoint_card(row: Touchpoint) -> TouchpointCard:
    return TouchpointCard(
        id=row.id,
        uid=row.uid,
        customer_id=row.customer_id,
        kind=row.kind,
        order_id=row.order_id,
        case_id=row.case_id,
        survey=row.survey,
        channel=row.channel,
        state=row.state,
        reason=row.reason,
        due_at=row.due_at,
        sent_at=row.sent_at,
        attempts=row.attempts,
    )


def _differs() -> ColumnElement[bool]:
    """The order is not as the check-in was planned for (and a suppressed one could go out again)."""
    planned = and_(
        Touchpoint.state == "planned",
        or_(
            Order.cancelled_at.is_not(None),
            Order.delivered_at.is_(None),
            Touchpoint.basis_at != Order.delivered_at,
            Touchpoint.customer_id != Order.customer_id,
        ),
    )
    undone = and_(
        Touchpoint.state == "suppressed",
        Order.cancelled_at.is_(None),
        Order.delivered_at.is_not(None),
        or_(Touchpoint.reason != "delivered_long_ago", Touchpoint.basis_at != Order.delivered_at),
    )
    return or_(planned, undone, false())


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(Touchpoint.state == "planned", Touchpoint.due_at <= now)


def _stale(before: datetime) -> ColumnElement[bool]:
    return and_(Touchpoint.state == "claimed", Touchpoint.claimed_at < before)
