"""How a case comes to be: the row, who it goes to, by when, and its summary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.cases.assignment import Assignment
from bot.cases.models import Case
from bot.cases.repository import CaseRepository
from bot.cases.summaries import language_of, summarise
from bot.cases.trouble import Trouble
from bot.records.cards import ManagerCard
from bot.records.service import Records
from bot.settings import Settings


class Opening:
    """Builds cases and their summaries."""

    def __init__(
        self, *, settings: Settings, records: Records, assignment: Assignment, now: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._records = records
        self._assignment = assignment
        self._now = now

    def case(self, store: CaseRepository, trouble: Trouble, *, repeated: bool) -> Case:
        """Return a new case, not stored yet."""
        customer = self._records.customer(trouble.customer_id) if trouble.customer_id else None
        manager = self._assignment.manager_for(store, customer, trouble.language)
        row = Case(
            origin=trouble.origin,
            customer_id=trouble.customer_id,
            company_id=customer.company_id if customer else None,
            conversation_id=trouble.conversation_id,
            order_id=trouble.order_id,
            touchpoint_id=trouble.touchpoint_id,
            response_id=trouble.response_id,
            manager_id=manager.id if manager else None,
            state="open",
            reason=trouble.reason,
            priority=trouble.priority,
            language=trouble.language,
            words=trouble.words.strip(),
            opened_at=self._now(),
            due_at=self._assignment.due(manager, trouble.priority),
        )
        row.summary = self.summary(row, manager, trouble.score, repeated=repeated)
        return row

    def summary(self, row: Case, manager: ManagerCard | None, score: str | None, *, repeated: bool) -> str:
        """Return the case's summary in its manager's language."""
        language = language_of(manager.languages if manager else (), self._settings.default_language)
        customer = self._records.customer(row.customer_id) if row.customer_id else None
        order = self._records.order(row.order_id) if row.order_id else None
        return summarise(
            language,
            reason=row.reason,
            score=score,
            repeated=repeated,
            customer=(customer.name or customer.email) if customer else None,
            company=customer.company_name if customer else None,
            order_number=order.number if order else None,
            products=[line.name(language) for line in order.lines] if order else (),
        )
