"""What managers and customers do with a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.cases import moves, triage
from bot.cases.assignment import Assignment
from bot.cases.cards import CaseCard, UnknownCase, UnknownManager
from bot.cases.changes import Changes
from bot.cases.models import Case
from bot.cases.opening import Opening
from bot.cases.repository import CaseRepository, case_card
from bot.records.service import Records
from bot.storage.engine import Database


class CaseHandling:
    """The moving part of the cases.

    Every method raises UnknownCase, and IllegalMove when the case's state does not allow the move; a case that
    is there already stays as it is. ``actor`` is "customer", "system" or "manager:<uid>".
    """

    _database: Database
    _records: Records
    _now: Callable[[], datetime]
    _assignment: Assignment
    _opening: Opening
    _changes: Changes

    def acknowledge(self, case_id: int, *, actor: str) -> CaseCard:
        """Note that a manager has seen the case."""
        return self._move(case_id, "acknowledged", actor)

    def start(self, case_id: int, *, actor: str) -> CaseCard:
        """Note that a manager works on the case."""
        return self._move(case_id, "in_progress", actor)

    def resolve(self, case_id: int, *, actor: str, note: str = "") -> CaseCard:
        """Note that the manager holds the case for solved; the customer is asked whether it is."""
        return self._move(case_id, "resolved", actor, note)

    def confirm(self, case_id: int, *, actor: str = "customer") -> CaseCard:
        """Note that the customer says it is solved. A case that was closed in the meantime stays closed."""
        with self._database.transaction() as session:
            store = CaseRepository(session)
            row = self._locked(store, case_id)
            if row.state == "closed":
                self._changes.note(store, row, "confirmed", actor, origin=f"confirmed:{row.uid}")
                return case_card(row)
        return self._move(case_id, "confirmed", actor)

    def close(self, case_id: int, *, actor: str, note: str = "") -> CaseCard:
        """End a case that is resolved or confirmed."""
        return self._move(case_id, "closed", actor, note)

    def reopen(self, case_id: int, *, actor: str = "customer", words: str = "") -> CaseCard:
        """Open a case again that is not solved after all: a new promise, and at least high priority.

        A case that is active already only gets the words.
        """
        with self._database.transaction() as session:
            store = CaseRepository(session)
            row = self._locked(store, case_id)
            if row.state in moves.FROM["resolved"]:
                return self._keep_words(store, row, words, actor)
            moves.check(row.state, "reopened")
            row.priority = triage.most_pressing(triage.priority(row.priority), "high")
            row.words = joined(row.words, words)
            row.resolved_at = row.closed_at = row.acknowledged_at = None
            self._renew_promise(store, row)
            row.state = "reopened"
            self._changes.note(store, row, "reopened", actor)
            return store.stored(row)

    def reassign(self, case_id: int, manager_id: int, *, actor: str) -> CaseCard:
        """Give an active case to another manager; the promised time stays. Raises UnknownManager."""
        manager = self._records.manager(manager_id)
        if manager is None:
            raise UnknownManager(f"There is no manager {manager_id}; choose one of the list.")
        with self._database.transaction() as session:
            store = CaseRepository(session)
            row = self._locked(store, case_id)
            moves.check_active(row.state)
            if row.manager_id != manager_id:
                before, row.manager_id = row.manager_id, manager_id
                row.summary = self._opening.summary(row, manager, score_of(row), repeated=is_repeated(row))
                store.stored(row)
                self._changes.note(store, row, "reassigned", actor, before=before, to=manager_id)
            return store.stored(row)

    def _move(self, case_id: int, state: str, actor: str, note: str = "") -> CaseCard:
        with self._database.transaction() as session:
            store = CaseRepository(session)
            row = self._locked(store, case_id)
            if moves.check(row.state, state):
                row.state = state
                row.acknowledged_at = row.acknowledged_at or self._now()
                if state == "resolved":
                    row.resolved_at = self._now()
                if state == "closed":
                    row.closed_at = self._now()
                self._changes.note(store, row, state, actor, note=note.strip())
            return store.stored(row)

    def _renew_promise(self, store: CaseRepository, row: Case) -> None:
        manager = self._records.manager(row.manager_id) if row.manager_id else None
        if manager is None or not manager.active:
            customer = self._records.customer(row.customer_id) if row.customer_id else None
            manager = self._assignment.manager_for(store, customer, row.language)
            row.manager_id = manager.id if manager else None
            row.summary = self._opening.summary(row, manager, score_of(row), repeated=is_repeated(row))
        row.due_at = self._assignment.due(manager, row.priority)
        store.stored(row)

    def _keep_words(
        self, store: CaseRepository, row: Case, words: str, actor: str, origin: str | None = None
    ) -> CaseCard:
        if words.strip() and self._changes.note(store, row, "words_added", actor, origin=origin):
            row.words = joined(row.words, words)
        return store.stored(row)

    def _locked(self, store: CaseRepository, case_id: int) -> Case:
        row = store.by_id(case_id, lock=True)
        if row is None:
            raise UnknownCase(f"There is no case {case_id}.")
        return row


def joined(words: str, more: str) -> str:
    """Return a customer's words with more of them, one message a line."""
    return "\n".join(part for part in (words, more.strip()) if part)


def score_of(row: Case) -> str | None:
    """Return the score that a case was opened with."""
    return next((str(event.details["score"]) for event in row.events if "score" in event.details), None)


def is_repeated(row: Case) -> bool:
    """Tell whether the third contact about one thing has been noted on a case."""
    return any("contacts" in event.details for event in row.events)
