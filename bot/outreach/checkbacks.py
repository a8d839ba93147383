"""Planning check-backs: is what a manager resolved still resolved the day after?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.cases.cards import CaseCard
from bot.cases.service import Cases
from bot.outreach import policy
from bot.outreach.repository import TouchpointRepository
from bot.records.service import Records
from bot.settings import Settings
from bot.storage.engine import Database

CHECKBACK = "case_checkback"
SURVEY = "after_case"


class CheckbackPlanner:
    """Plans one check-back for each time that a case was resolved."""

    def __init__(self, database: Database, settings: Settings, records: Records, cases: Cases) -> None:
        self._database = database
        self._settings = settings
        self._records = records
        self._cases = cases

    def plan(self, now: datetime) -> int:
        """Plan what is missing; return how many were new."""
        since = now - timedelta(days=policy.CHECKBACK_EXPIRES_DAYS)
        rows = [row for case in self._cases.resolved_since(since) if (row := self._row(case, now))]
        if not rows:
            return 0
        with self._database.transaction() as session:
            return TouchpointRepository(session).add(rows)

    def wanted(self, case_id: int | None) -> bool:
        """Say whether the case still stands resolved, so that asking makes sense."""
        case = self._cases.case(case_id) if case_id is not None else None
        return case is not None and case.state == "resolved"

    def _row(self, case: CaseCard, now: datetime) -> dict[str, Any] | None:
        customer = self._records.customer(case.customer_id) if case.customer_id is not None else None
        if customer is None or case.resolved_at is None:
            return None
        hour = self._settings.checkin_hour
        window = policy.checkback_window(case.resolved_at, customer.time_zone, hour)
        return {
            "customer_id": customer.id,
            "kind": CHECKBACK,
            "occurrence": f"case:{case.id}:{case.times_resolved}",
            "case_id": case.id,
            "order_id": case.order_id,
            "survey": SURVEY,
            "created_at": now,
            "due_at": window.due_at,
            "expires_at": window.expires_at,
        }
