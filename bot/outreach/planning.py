"""Planning contacts: one check-in for a delivered order, one check-back for a resolved case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.outreach import policy
from bot.outreach.policy import CheckinRules, Window
from bot.outreach.repository import CHECKIN, Change, Delivery, TouchpointRepository
from bot.settings import Settings
from bot.storage.engine import Database

BATCH = 2000


@dataclass(frozen=True)
class Planned:
    """What a round of planning did."""

    checkins: int = 0
    moved: int = 0
    suppressed: int = 0
    checkbacks: int = 0


class CheckinPlanner:
    """Plans check-ins, and keeps unsent ones in step with their orders."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._survey = settings.checkin_survey
        self.rules = CheckinRules(
            settings.checkin_after_days, settings.checkin_hour, settings.checkin_expires_days
        )

    def plan_new(self, now: datetime) -> int:
        """Plan a check-in for every delivered order that has none; deliveries too long ago get none."""
        planned, last, since = 0, 0, policy.oldest_delivery(now, self.rules)
        while True:
            with self._database.reading() as session:
                found = TouchpointRepository(session).unplanned(since, last, BATCH)
            if not found:
                return planned
            last = found[-1].order_id
            rows = [self.row(delivery, now) for delivery in found]
            with self._database.transaction() as session:
                TouchpointRepository(session).add(rows)
            planned += sum(row["state"] == "planned" for row in rows)

    def follow_changes(self, now: datetime) -> tuple[int, int]:
        """Move or drop unsent check-ins whose order changed; return how many of each."""
        moved = dropped = 0
        while True:
            with self._database.reading() as session:
                found = TouchpointRepository(session).changed(BATCH)
            if not found:
                return moved, dropped
            states = self._follow(found, now)
            if not states:  # another process did it at the same moment
                return moved, dropped
            moved += states.count("planned")
            dropped += len(states) - states.count("planned")

    def row(self, delivery: Delivery, now: datetime) -> dict[str, Any]:
        window = policy.checkin_window(delivery.delivered_at, delivery.time_zone, self.rules)
        return {
            "customer_id": delivery.customer_id,
            "kind": CHECKIN,
            "occurrence": f"order:{delivery.order_id}",
            "order_id": delivery.order_id,
            "survey": self._survey,
            "created_at": now,
            **_planned(delivery.delivered_at, window, now),
        }

    def _follow(self, found: Sequence[Change], now: datetime) -> list[str]:
        states = []
        with self._database.transaction() as session:
            repository = TouchpointRepository(session)
            for change in found:
                values = self._values(change, now)
                if repository.move(change.touchpoint_id, (change.state,), **values):
                    states.append(str(values["state"]))
        return states

    def _values(self, change: Change, now: datetime) -> dict[str, Any]:
        if change.cancelled_at is not None:
            return {"state": "suppressed", "reason": "order_cancelled"}
        if change.delivered_at is None:
            return {"state": "suppressed", "reason": "not_delivered"}
        window = policy.checkin_window(change.delivered_at, change.time_zone, self.rules)
        return {"customer_id": change.customer_id, **_planned(change.delivered_at, window, now)}


def _planned(delivered_at: datetime, window: Window, now: datetime) -> dict[str, Any]:
    late = window.too_late(now)
    return {
        "basis_at": delivered_at,
        "due_at": window.due_at,
        "expires_at": window.expires_at,
        "state": "suppressed" if late else "planned",
        "reason": "delivered_long_ago" if late else None,
    }
