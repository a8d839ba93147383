"""What is asked about cases."""

from __future__ import annotations

from datetime import datetime

from bot.cases.cards import CaseCard, CaseFilters, Promise
from bot.cases.repository import CaseRepository, case_card
from bot.cases.summaries import case_texts
from bot.settings import Settings
from bot.storage.engine import Database

ACTIVE = CaseFilters()


class CaseQueries:
    """The reading part of the cases."""

    _database: Database
    _settings: Settings

    def case(self, case_id: int) -> CaseCard | None:
        with self._database.reading() as session:
            row = CaseRepository(session).by_id(case_id)
            return case_card(row) if row else None

    def case_by_uid(self, uid: str) -> CaseCard | None:
        with self._database.reading() as session:
            row = CaseRepository(session).by_uid(uid)
            return case_card(row) if row else None

    def case_of(self, origin: str) -> CaseCard | None:
        """Return the case that this origin ("response:<uid>", "message:…") opened or was added to."""
        with self._database.reading() as session:
            row = CaseRepository(session).by_event_origin(origin)
            return case_card(row) if row else None

    def open_case_of(self, conversation_id: str) -> CaseCard | None:
        """Return the conversation's newest case that is neither resolved nor closed."""
        with self._database.reading() as session:
            rows = CaseRepository(session).active_in(conversation_id)
            return case_card(rows[0]) if rows else None

    def desk_list(self, filters: CaseFilters = ACTIVE) -> list[CaseCard]:
        """Return cases, the most pressing first, then what is due first."""
        with self._database.reading() as session:
            return [case_card(row) for row in CaseRepository(session).listed(filters)]

    def resolved_since(self, since: datetime) -> list[CaseCard]:
        """Return the cases that were resolved at or after ``since`` and still are, the earliest first."""
        with self._database.reading() as session:
            return [case_card(row) for row in CaseRepository(session).resolved_since(since)]

    def counted(self, now: datetime) -> tuple[int, int]:
        """Return how many cases are active, and how many wait for a manager longer than was promised."""
        with self._database.reading() as session:
            return CaseRepository(session).counted(now)

    def promise(self, case: CaseCard) -> Promise:
        """Return who will be in touch with the customer, and by when."""
        zone = case.manager_time_zone or self._settings.default_time_zone
        return Promise(manager_name=case.manager_name, manager_time_zone=zone, due_at=case.due_at)

    def subject(self, case: CaseCard, language: str) -> str:
        """Return what the case is about, in few words and in the language asked for."""
        return case_texts().say(f"subject_{case.reason}", language)

    def link(self, case: CaseCard) -> str:
        """Return the address of the case and its transcript on the desk."""
        return f"{self._settings.public_web_url}/desk/cases/{case.uid}"
