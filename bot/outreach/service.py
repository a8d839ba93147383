"""Who is due to hear from us, and what became of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.backlog import Backlog
from bot.cases.service import Cases
from bot.outreach import policy
from bot.outreach.cards import TouchpointCard
from bot.outreach.checkbacks import CHECKBACK, CheckbackPlanner
from bot.outreach.planning import CheckinPlanner, Planned
from bot.outreach.repository import Delivery, TouchpointRepository, touchpoint_card
from bot.records.service import Records
from bot.settings import Settings
from bot.storage.engine import Database

log = logging.getLogger(__name__)

UNSENT = ("planned", "claimed")


class Outreach:
    """Plans touchpoints, hands them out to workers one by one, and follows them to their end."""

    def __init__(
        self,
        *,
        database: Database,
        settings: Settings,
        records: Records,
        cases: Cases,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._settings = settings
        self._records = records
        self._now = now
        self._checkins = CheckinPlanner(database, settings)
        self._checkbacks = CheckbackPlanner(database, settings, records, cases)

    def plan(self) -> int:
        """Plan what is not planned yet; return how many contacts are new. Doing it again changes nothing."""
        done = self.plan_all()
        return done.checkins + done.checkbacks

    def plan_all(self) -> Planned:
        """Plan as ``plan`` does, and say in full what was done."""
        now = self._now()
        moved, suppressed = self._checkins.follow_changes(now)
        return Planned(
            checkins=self._checkins.plan_new(now),
            moved=moved,
            suppressed=suppressed,
            checkbacks=self._checkbacks.plan(now),
        )

    def check_in_now(self, order_id: int) -> TouchpointCard | None:
        """Make the order's check-in due at once, however long ago it was delivered.

        None when the customer has heard from us about it already, or the order was cancelled or not delivered.
        Raises LookupError for an unknown order.
        """
        order = self._records.order(order_id)
        customer = self._records.customer(order.customer_id) if order else None
        if order is None or customer is None:
            raise LookupError(f"There is no order {order_id}.")
        if order.cancelled_at is not None or order.delivered_at is None:
            return None
        now = self._now()
        delivery = Delivery(order.id, customer.id, order.delivered_at, customer.time_zone)
        due = {"state": "planned", "reason": None, "due_at": now, "expires_at": now + timedelta(days=7)}
        with self._database.transaction() as session:
            repository = TouchpointRepository(session)
            repository.add([self._checkins.row(delivery, now) | due])
            found = repository.touchpoint(order_id=order.id, kind="checkin")
            waiting = ("planned", "suppressed", "expired", "failed")
            if found is None or not repository.move(found.id, waiting, **due):
                return None
            return touchpoint_card(found)

    def claim_due(self, worker: str, limit: int = 50) -> list[TouchpointCard]:
        """Take what is due for ``worker`` to send; a touchpoint is given to one worker only.

        What a worker claimed and never sent is given to another after the settings' claim_minutes.
        What is too late, cancelled, unwanted by the customer, or was tried too often is closed with its reason.
        """
        now = self._now()
        stale = now - timedelta(minutes=self._settings.claim_minutes)
        with self._database.transaction() as session:
            repository = TouchpointRepository(session)
            expired, failed = repository.expire(now), repository.give_up(stale, policy.MOST_ATTEMPTS)
            dropped = repository.suppress_cancelled(now)
        if expired or failed or dropped:
            log.info(
                "touchpoints: %d too late, %d given up, %d of cancelled orders", expired, failed, dropped
            )
        ready: list[TouchpointCard] = []
        while len(ready) < limit and (claimed := self._claim(now, stale, worker, limit - len(ready))):
            ready += [allowed for card in claimed if (allowed := self._allowed(card)) is not None]
        return ready

    def _claim(self, now: datetime, stale: datetime, worker: str, limit: int) -> list[TouchpointCard]:
        with self._database.transaction() as session:
            return [
                touchpoint_card(row) for row in TouchpointRepository(session).claim(now, stale, worker, limit)
            ]

    def _allowed(self, card: TouchpointCard) -> TouchpointCard | None:
        """Return the contact as it may be made; None when it may not, which is noted with its reason."""
        if card.kind == CHECKBACK and not self._checkbacks.wanted(card.case_id):
            self.suppress(card.id, "case_not_resolved")
            return None
        said = {
            purpose: self._records.consent(card.customer_id, purpose, card.channel)
            for purpose in ("service", "survey")
        }
        permission = policy.permission(**said)
        if not permission.contact:
            self.suppress(card.id, "no_consent")
            return None
        if card.survey is not None and not permission.survey:
            self._move(card.id, UNSENT, survey=None)
            return replace(card, survey=None)
        return card

    def upcoming(self, limit: int = 50) -> list[TouchpointCard]:
        """Return what is planned or being sent, the next first."""
        with self._database.reading() as session:
            return [touchpoint_card(row) for row in TouchpointRepository(session).upcoming(limit)]

    def backlog(self) -> Backlog:
        """Return how much is due and not sent, since when, and how much was given up."""
        with self._database.reading() as session:
            return TouchpointRepository(session).backlog(self._now())

    def touchpoint(self, touchpoint_id: int) -> TouchpointCard | None:
        return self._find(id=touchpoint_id)

    def touchpoint_by_uid(self, uid: str) -> TouchpointCard | None:
        return self._find(uid=uid)

    def latest_sent(self, customer_id: int) -> TouchpointCard | None:
        """Return the customer's newest touchpoint that was sent and is not completed."""
        with self._database.reading() as session:
            row = TouchpointRepository(session).latest_sent(customer_id)
            return touchpoint_card(row) if row else None

    def mark_sent(self, touchpoint_id: int) -> bool:
        """Note that the customer was contacted; False when that was noted before, so that it is not done twice.

        Called in the transaction that stores the message, neither can happen without the other.
        """
        return self._move(touchpoint_id, UNSENT, state="sent", sent_at=self._now(), last_error=None)

    def mark_answered(self, touchpoint_id: int) -> bool:
        return self._move(touchpoint_id, (*UNSENT, "sent"), state="answered", answered_at=self._now())

    def mark_completed(self, touchpoint_id: int) -> bool:
        states = (*UNSENT, "sent", "answered")
        return self._move(touchpoint_id, states, state="completed", completed_at=self._now())

    def suppress(self, touchpoint_id: int, reason: str) -> bool:
        """Do not contact the customer, for a named reason; False when it was sent already."""
        return self._move(touchpoint_id, UNSENT, state="suppressed", reason=reason)

    def release(self, touchpoint_id: int, error: str) -> bool:
        """Give back a claimed touchpoint that could not be sent; it is tried again later, or given up."""
        card = self.touchpoint(touchpoint_id)
        if card is None:
            return False
        if card.attempts >= policy.MOST_ATTEMPTS:
            return self._move(
                touchpoint_id, ("claimed",), state="failed", reason="too_many_attempts", last_error=error
            )
        later = self._now() + policy.wait_after(card.attempts)
        return self._move(
            touchpoint_id, ("claimed",), state="planned", due_at=later, last_error=error, claimed_by=None
        )

    def postpone(self, touchpoint_id: int, reason: str) -> bool:
        """Give back a claimed touchpoint whose customer is busy; it waits a while, and no try is used up."""
        card = self.touchpoint(touchpoint_id)
        if card is None:
            return False
        values = {"attempts": max(card.attempts - 1, 0), "last_error": reason, "claimed_by": None}
        later = self._now() + policy.BUSY_WAIT
        return self._move(touchpoint_id, ("claimed",), state="planned", due_at=later, **values)

    def _move(self, touchpoint_id: int, states: tuple[str, ...], **values: Any) -> bool:
        with self._database.transaction() as session:
            return TouchpointRepository(session).move(touchpoint_id, states, **values)

    def _find(self, **key: object) -> TouchpointCard | None:
        with self._database.reading() as session:
            row = TouchpointRepository(session).touchpoint(**key)
            return touchpoint_card(row) if row else None
