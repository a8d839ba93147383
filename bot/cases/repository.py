"""Cases and their events in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy import case as sql_case
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.cases.cards import ACTIVE_STATES, PRIORITIES, CaseCard, CaseEventCard, CaseFilters
from bot.cases.models import Case, CaseEvent
from bot.cases.notifications.repository import NotificationRepository
from bot.records.models import Manager
from bot.storage.engine import known

_PEOPLE = (
    joinedload(Case.manager),
    joinedload(Case.customer),
    joinedload(Case.order),
    selectinload(Case.events),
)


class CaseRepository:
    """Reads and writes cases."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def notifications(self) -> NotificationRepository:
        return NotificationRepository(self._session)

    def stored(self, row: Case) -> CaseCard:
        """Write a case, and return it with what hangs on it now: its manager, order and events."""
        self._session.flush()
        self._session.expire(row, ["manager", "customer", "order", "events"])
        return case_card(row)

    def add_case(self, row: Case) -> bool:
        """Store a case; False when its origin has one already."""
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            if self.by_origin(row.origin) is None:
                raise
            return False
        return True

    def add_event(self, row: CaseEvent) -> bool:
        """Store an event; False when its origin has one already."""
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            if row.origin is None or self.by_event_origin(row.origin) is None:
                raise
            return False
        return True

    def by_id(self, case_id: int, *, lock: bool = False) -> Case | None:
        """Return a case; with ``lock`` nobody else changes it before we are done."""
        if lock:
            return self._session.get(Case, case_id, with_for_update=True, populate_existing=True)
        return self._session.get(Case, case_id)

    def by_uid(self, uid: str) -> Case | None:
        return self._session.scalar(select(Case).filter_by(uid=uid).options(*_PEOPLE))

    def by_origin(self, origin: str) -> Case | None:
        return known(self._session, Case, origin=origin) or self._session.scalar(
            select(Case).filter_by(origin=origin)
        )

    def by_event_origin(self, origin: str) -> Case | None:
        """Return the case that something was added to."""
        return self._session.scalar(select(Case).join(CaseEvent).where(CaseEvent.origin == origin))

    def contacts(self, case_id: int | None, same: tuple[int, int] | None, since: datetime) -> int:
        """Count the troubles that came to a case, and since then to all cases of ``same``: a customer, an order."""
        these: list[ColumnElement[bool]] = [] if case_id is None else [Case.id == case_id]
        if same is not None:
            customer_id, order_id = same
            these.append(and_(Case.customer_id == customer_id, Case.order_id == order_id))
        # The cases first: a condition on both tables at once would have every event ever noted looked at.
        theirs = CaseEvent.case_id.in_(select(Case.id).where(or_(false(), *these)))
        recent = or_(CaseEvent.case_id == case_id, CaseEvent.at >= since)
        # Only trouble notes its reason: words added to a case come under an origin, too, but without one.
        trouble = (CaseEvent.origin.is_not(None), CaseEvent.details["reason"].as_string().is_not(None))
        query = select(func.count()).select_from(CaseEvent).where(theirs, recent, *trouble)
        return self._session.scalar(query) or 0

    def active_in(self, conversation_id: str) -> Sequence[Case]:
        """Return a conversation's cases that wait for a manager or have one at work, the newest first."""
        query = select(Case).where(Case.conversation_id == conversation_id, Case.state.in_(ACTIVE_STATES))
        return self._session.scalars(query.order_by(Case.id.desc())).all()

    def open_cases(self) -> dict[int, dict[str, int]]:
        """Return, for each manager with active cases, how many there are of each priority."""
        query = select(Case.manager_id, Case.priority, func.count()).where(
            Case.state.in_(ACTIVE_STATES), Case.manager_id.is_not(None)
        )
        counts: dict[int, dict[str, int]] = {}
        for manager_id, priority, count in self._session.execute(
            query.group_by(Case.manager_id, Case.priority)
        ):
            counts.setdefault(int(manager_id or 0), {})[priority] = count
        return counts

    def manager_ids(self) -> Sequence[int]:
        """Return every manager, whether active or not."""
        return self._session.scalars(select(Manager.id).order_by(Manager.id)).all()

    def listed(self, filters: CaseFilters) -> Sequence[Case]:
        """Return cases as a desk shows them: the most pressing first, then what is due first."""
        query = select(Case).options(*_PEOPLE)
        if filters.states:
            query = query.where(Case.state.in_(filters.states))
        for column, value in (
            (Case.manager_id, filters.manager_id),
            (Case.priority, filters.priority),
            (Case.reason, filters.reason),
            (Case.customer_id, filters.customer_id),
        ):
            if value is not None:
                query = query.where(column == value)
        rank = sql_case({name: place for place, name in enumerate(PRIORITIES)}, value=Case.priority, else_=9)
        query = query.order_by(rank, Case.due_at, Case.id)
        return self._session.scalars(query.limit(filters.limit).offset(filters.offset)).all()

    def counted(self, now: datetime) -> tuple[int, int]:
        """Count the active cases, and those that nobody has taken up although the promised time is over."""
        late = and_(Case.state.in_(("open", "reopened")), Case.due_at <= now)
        active = select(func.count()).select_from(Case).where(Case.state.in_(ACTIVE_STATES))
        return self._session.scalar(active) or 0, self._session.scalar(
            select(func.count()).select_from(Case).where(late)
        ) or 0

    def resolved_since(self, since: datetime) -> Sequence[Case]:
        query = select(Case).where(Case.state == "resolved", Case.resolved_at >= since).options(*_PEOPLE)
        return self._session.scalars(query.order_by(Case.resolved_at, Case.id)).all()


def case_card(row: Case) -> CaseCard:
    return CaseCard(
        id=row.id,
        uid=row.uid,
        state=row.state,
        reason=row.reason,
        priority=row.priority,
        language=row.language,
        summary=row.summary,
        words=row.words,
        manager_id=row.manager_id,
        manager_name=row.manager.name if row.manager else None,
        manager_time_zone=row.manager.time_zone if row.manager else None,
        due_at=row.due_at,
        opened_at=row.opened_at,
        acknowledged_at=row.acknowledged_at,
        resolved_at=row.resolved_at,
        closed_at=row.closed_at,
        customer_id=row.customer_id,
        customer_name=row.customer.name if row.customer else None,
        company_id=row.company_id,
        order_id=row.order_id,
        order_number=row.order.number if row.order else None,
        conversation_id=row.conversation_id,
        touchpoint_id=row.touchpoint_id,
        response_id=row.response_id,
        times_resolved=sum(event.kind == "resolved" for event in row.events),
        events=tuple(
            CaseEventCard(kind=event.kind, at=event.at, actor=event.actor, details=event.details)
            for event in row.events
        ),
    )
