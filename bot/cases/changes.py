"""What every change of a case leaves behind: an event, and word of it owed to the manager."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.cases.models import Case, CaseEvent
from bot.cases.notifications.places import by_target
from bot.cases.repository import CaseRepository
from bot.settings import Settings
from bot.storage.engine import Database

logger = logging.getLogger(__name__)

TOLD = ("opened", "raised", "reopened", "reassigned")
"""Events that the manager is told of; the others stand on the desk."""


class Changes:
    """Writes events, and owes what is to be told of them."""

    def __init__(
        self,
        *,
        database: Database,
        settings: Settings,
        now: Callable[[], datetime],
        wake: Callable[[], None] | None,
    ) -> None:
        self._database = database
        self._settings = settings
        self._now = now
        self._wake = wake

    def note(
        self,
        store: CaseRepository,
        row: Case,
        kind: str,
        actor: str,
        *,
        origin: str | None = None,
        **details: object,
    ) -> bool:
        """Add an event to a case; False when its origin was noted already, and nothing is to be done."""
        known = {name: value for name, value in details.items() if value not in (None, "")}
        event = CaseEvent(
            case_id=row.id, kind=kind, origin=origin, at=self._now(), actor=actor, details=known
        )
        if not store.add_event(event):
            return False
        if kind in TOLD:
            self._owe(store, row, event)
        return True

    def _owe(self, store: CaseRepository, row: Case, event: CaseEvent) -> None:
        own = row.manager.notify_urls if row.manager else ()
        places = by_target(self._settings.notify_urls, own or ())
        store.notifications.owe(event, row.manager_id, places, self._now())
        name = row.manager.name if row.manager else "nobody"
        told = (row.id, event.kind, row.reason, row.priority, name, row.due_at)
        self._database.after_commit(
            lambda: logger.info(
                "case %s %s: %s, %s; %s answers by %s", *told[:5], f"{told[5]:%Y-%m-%d %H:%M} UTC"
            )
        )
        if places and self._wake:
            self._database.after_commit(self._wake)
