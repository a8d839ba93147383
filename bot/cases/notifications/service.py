"""Sending what managers are owed. The package's docstring tells what is promised."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.backlog import Backlog
from bot.cases.cards import CaseError
from bot.cases.models import Notification
from bot.cases.notifications.cards import Claim, NotificationCard, card
from bot.cases.notifications.delivery import Deliver, DeliveryFailed, deliver
from bot.cases.notifications.places import DESK, by_target
from bot.cases.notifications.repository import NotificationRepository
from bot.cases.notifications.waits import wait
from bot.cases.notifications.wording import Message, Word, message
from bot.cases.summaries import language_of
from bot.settings import Settings
from bot.storage.engine import Database

logger = logging.getLogger(__name__)


def _ignore(step: str) -> None:
    return None


class Notifications:
    """Claims and sends owed notifications, and lets people look at them and resend them."""

    def __init__(
        self,
        *,
        database: Database,
        settings: Settings,
        now: Callable[[], datetime],
        deliver: Deliver = deliver,
        on_step: Callable[[str], None] = _ignore,
    ) -> None:
        """``on_step`` hears of "claimed", "began", "delivered" and "marked", as each has happened."""
        self._database = database
        self._settings = settings
        self._now = now
        self._deliver = deliver
        self._on_step = on_step

    def send_owed(self, worker: str, *, limit: int = 100, go_on: Callable[[], bool] = lambda: True) -> int:
        """Send what is owed now and return how much of it arrived. One failure never stops the rest."""
        sent = 0
        for _ in range(limit):
            claim = self._claim(worker) if go_on() else None
            if claim is None:
                break
            sent += self._send(claim)
        return sent

    def take_over(self, gone: Callable[[str], bool]) -> int:
        """Take back at once what is claimed by workers that are gone; return how much that was."""
        if not self.listed(("sending",), limit=1):
            return 0
        with self._database.transaction() as session:
            rows = [
                row
                for row in NotificationRepository(session).sending()
                if row.claimed_by and gone(row.claimed_by)
            ]
            for row in rows:
                _unclaim(row)
                row.next_try_at = self._now()
            return len(rows)

    def listed(self, states: Sequence[str] = (), limit: int = 100) -> list[NotificationCard]:
        """Return notifications (owed, sending, sent, dead), the newest first."""
        with self._database.reading() as session:
            return [card(row) for row in NotificationRepository(session).listed(states, limit)]

    def backlog(self) -> Backlog:
        """Return how much is not sent, since when, and how much was given up."""
        with self._database.reading() as session:
            return NotificationRepository(session).backlog()

    def resend(self, notification_id: int) -> NotificationCard:
        """Owe a notification again, with as many tries as a new one. Raises CaseError for one that cannot be."""
        with self._database.transaction() as session:
            row = NotificationRepository(session).by_id(notification_id)
            if row is None:
                raise CaseError(
                    f"There is no notification {notification_id}; see 'eftersnack notifications list'."
                )
            if row.target == DESK or row.state == "sending":
                place = "always on the desk" if row.target == DESK else "being sent just now"
                raise CaseError(f"Notification {notification_id} is {place}.")
            row.uncertain = row.uncertain or row.state == "sent"
            row.state, row.attempts, row.next_try_at, row.sent_at = "owed", 0, self._now(), None
            session.flush()
            return card(row)

    def _claim(self, worker: str) -> Claim | None:
        now = self._now()
        stale_before = now - timedelta(minutes=self._settings.claim_minutes)
        with self._database.reading() as session:
            if not NotificationRepository(session).any_owed(now, stale_before):
                return None
        with self._database.transaction() as session:
            row = NotificationRepository(session).next_owed(now, stale_before)
            if row is None:
                return None
            _unclaim(row)
            row.state, row.claimed_by, row.claimed_at = "sending", worker, now
            claim = Claim(id=row.id, case_id=row.event.case_id, worker=worker)
        self._on_step("claimed")
        return claim

    def _send(self, claim: Claim) -> bool:
        try:
            parcel = self._begin(claim)
            if parcel is None:
                return False
            self._on_step("began")
            self._deliver(*parcel)
        except DeliveryFailed as error:
            self._put_back(claim, str(error))
            return False
        except Exception as error:
            logger.exception("notification %s of case %s cannot be sent", claim.id, claim.case_id)
            self._put_back(claim, type(error).__name__)
            return False
        self._on_step("delivered")
        self._mark_sent(claim)
        self._on_step("marked")
        return True

    def _begin(self, claim: Claim) -> tuple[str, Message] | None:
        """Note that the request is about to be made; None when somebody else has taken the claim over."""
        with self._database.transaction() as session:
            row = NotificationRepository(session).claimed(claim.id, claim.worker)
            if row is None:
                return None
            manager = row.manager
            urls = by_target(self._settings.notify_urls, (manager.notify_urls or ()) if manager else ())
            if row.target not in urls:
                raise DeliveryFailed("this place is no longer in the settings or on the manager")
            parcel = urls[row.target], message(row.uid, self._word(row))
            row.claimed_at = row.began_at = self._now()
            row.attempts += 1
            return parcel

    def _word(self, row: Notification) -> Word:
        case, manager = row.event.case, row.manager
        return Word(
            kind=row.event.kind,
            language=language_of(manager.languages if manager else (), self._settings.default_language),
            time_zone=manager.time_zone if manager else self._settings.default_time_zone,
            number=case.id,
            # What raised a case is not always what opened it.
            reason=row.event.details.get("reason", case.reason),
            priority=case.priority,
            summary=case.summary,
            words=case.words,
            manager_name=case.manager.name if case.manager else None,
            due_at=case.due_at,
            link=f"{self._settings.public_web_url}/desk/cases/{case.uid}",
            uncertain=row.uncertain,
        )

    def _mark_sent(self, claim: Claim) -> None:
        with self._database.transaction() as session:
            row = NotificationRepository(session).claimed(claim.id, claim.worker)
            if row is not None:
                _unclaim(row)
                row.state, row.sent_at, row.last_error, row.uncertain = "sent", self._now(), None, False

    def _put_back(self, claim: Claim, error: str) -> None:
        with self._database.transaction() as session:
            row = NotificationRepository(session).claimed(claim.id, claim.worker)
            if row is None:
                return
            # A message that could not even be composed used up a try, too.
            row.attempts += row.began_at is None
            dead = row.attempts >= self._settings.notify_attempts
            row.state, row.last_error = "dead" if dead else "owed", error
            row.next_try_at = self._now() + wait(row.attempts)
            row.claimed_at = row.claimed_by = row.began_at = None
            attempts = row.attempts
        level, then = (logging.ERROR, "given up") if dead else (logging.WARNING, "tried again later")
        logger.log(
            level, "notification %s of case %s: try %s failed, %s", claim.id, claim.case_id, attempts, then
        )


def _unclaim(row: Notification) -> None:
    """End a claim; one that died after its request began may have arrived."""
    row.uncertain = row.uncertain or row.began_at is not None
    row.state = "owed"
    row.claimed_at = row.claimed_by = row.began_at = None
