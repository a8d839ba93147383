"""Who a case goes to, and by when they answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.cases import clocks, routing
from bot.cases.calendars import holidays_of
from bot.cases.clocks import ClockError
from bot.cases.repository import CaseRepository
from bot.records.cards import CustomerCard, ManagerCard
from bot.records.service import Records
from bot.settings import Settings

logger = logging.getLogger(__name__)


class Assignment:
    """Routing and clocks over the managers of the record."""

    def __init__(self, *, settings: Settings, records: Records, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._records = records
        self._now = now

    def manager_for(
        self, store: CaseRepository, customer: CustomerCard | None, language: str
    ) -> ManagerCard | None:
        """Return the manager a case goes to; None only when there is no manager at all."""
        managers = self._records.managers() or self._everybody(store)
        loads = store.open_cases()
        candidates = [
            routing.Candidate(
                id=manager.id,
                languages=manager.languages,
                active=manager.active,
                load=routing.load(loads.get(manager.id, {})),
            )
            for manager in managers
        ]
        preferred = customer.manager_id if customer else None
        chosen = routing.choose(candidates, preferred=preferred, language=language)
        return next((manager for manager in managers if manager.id == chosen), None)

    def due(self, manager: ManagerCard | None, priority: str) -> datetime:
        """Return by when this manager answers a case of this priority that comes now."""
        hours = self._settings.case_hours.get(priority, self._settings.case_hours["normal"])
        zone = manager.time_zone if manager else self._settings.default_time_zone
        working_hours = (manager.working_hours if manager else None) or clocks.DEFAULT_WORKING_HOURS
        holidays = holidays_of(self._settings.default_country)
        try:
            return clocks.due(self._now(), hours, working_hours, zone, holidays)
        except (ClockError, KeyError, ValueError) as error:
            # A customer in trouble must not be lost to a typing error in somebody's working hours.
            logger.warning("manager %s: %s Ordinary office hours are used.", manager and manager.id, error)
            default = self._settings.default_time_zone
            return clocks.due(self._now(), hours, clocks.DEFAULT_WORKING_HOURS, default, holidays)

    def _everybody(self, store: CaseRepository) -> list[ManagerCard]:
        found = (self._records.manager(manager_id) for manager_id in store.manager_ids())
        return [manager for manager in found if manager is not None]
