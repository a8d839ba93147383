"""Notifications in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from bot.backlog import Backlog
from bot.cases.models import CaseEvent, Notification
from bot.cases.notifications.places import DESK


class NotificationRepository:
    """Reads and writes notifications."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def owe(self, event: CaseEvent, manager_id: int | None, targets: Iterable[str], now: datetime) -> None:
        """Owe word of an event to each place; the desk has it by the same transaction."""
        for target in (DESK, *targets):
            at_desk = target == DESK
            self._session.add(
                Notification(
                    event_id=event.id,
                    manager_id=manager_id,
                    target=target,
                    state="sent" if at_desk else "owed",
                    next_try_at=now,
                    sent_at=now if at_desk else None,
                    created_at=now,
                )
            )
        self._session.flush()

    def any_owed(self, now: datetime, stale_before: datetime) -> bool:
        """Tell, without taking part in the queue of writers, whether there is something to claim."""
        return self._session.scalar(_owed(now, stale_before)) is not None

    def next_owed(self, now: datetime, stale_before: datetime) -> Notification | None:
        """Return, locked, what is to be sent first; rows that others are claiming are passed over."""
        query = _owed(now, stale_before).with_for_update(skip_locked=True)
        row: Notification | None = self._session.scalar(query)
        return row

    def claimed(self, notification_id: int, worker: str) -> Notification | None:
        """Return, locked, a notification that this worker has claimed; None when another took it over."""
        query = select(Notification).filter_by(id=notification_id, state="sending", claimed_by=worker)
        return self._session.scalar(query.with_for_update().execution_options(populate_existing=True))

    def sending(self) -> Sequence[Notification]:
        """Return, locked, what is claimed now."""
        query = select(Notification).filter_by(state="sending").order_by(Notification.id)
        return self._session.scalars(query.with_for_update(skip_locked=True)).all()

    def by_id(self, notification_id: int) -> Notification | None:
        return self._session.get(Notification, notification_id, with_for_update=True)

    def backlog(self) -> Backlog:
        """Count what is not sent, also what waits for another try, and what was given up."""
        owed = select(func.count(), func.min(Notification.created_at))
        number, oldest = self._session.execute(owed.where(Notification.state.in_(("owed", "sending")))).one()
        dead = select(func.count()).select_from(Notification).where(Notification.state == "dead")
        return Backlog(number, oldest, self._session.scalar(dead) or 0)

    def listed(self, states: Sequence[str], limit: int) -> Sequence[Notification]:
        """Return notifications in these states (all when none is named), the newest first."""
        query = select(Notification).order_by(Notification.id.desc()).limit(limit)
        return self._session.scalars(query.where(Notification.state.in_(states)) if states else query).all()


def _owed(now: datetime, stale_before: datetime) -> Select[Any]:
    due = and_(Notification.state == "owed", Notification.next_try_at <= now)
    stale = and_(Notification.state == "sending", Notification.claimed_at < stale_before)
    query = select(Notification).where(or_(due, stale))
    return query.order_by(Notification.next_try_at, Notification.id).limit(1)
