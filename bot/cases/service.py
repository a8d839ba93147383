"""Cases: problems that are owed to a human, from the first word to the customer's "now it is fine"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Unpack

from bot.cases import triage
from bot.cases.assignment import Assignment
from bot.cases.cards import CaseCard, Opened, UnknownCase
from bot.cases.changes import Changes
from bot.cases.handling import CaseHandling, is_repeated, joined, score_of
from bot.cases.models import Case
from bot.cases.opening import Opening
from bot.cases.queries import CaseQueries
from bot.cases.repository import CaseRepository, case_card
from bot.cases.trouble import Trouble, TroubleFields
from bot.records.service import Records
from bot.settings import Settings
from bot.storage.engine import Database


class Cases(CaseHandling, CaseQueries):
    """Opens, moves and lists cases. What managers are to be told is owed in the same transaction."""

    def __init__(
        self,
        *,
        database: Database,
        settings: Settings,
        records: Records,
        now: Callable[[], datetime],
        wake: Callable[[], None] | None = None,
    ) -> None:
        """``wake`` tells the worker, after the transaction, that something is owed; it looks by itself, too."""
        self._database = database
        self._settings = settings
        self._records = records
        self._now = now
        self._assignment = Assignment(settings=settings, records=records, now=now)
        self._opening = Opening(settings=settings, records=records, assignment=self._assignment, now=now)
        self._changes = Changes(database=database, settings=settings, now=now, wake=wake)

    def open(self, **fields: Unpack[TroubleFields]) -> Opened:
        """Open a case, or return the one that this origin has opened already.

        Raises ValueError for an unknown reason or priority.
        """
        with self._database.transaction() as session:
            store = CaseRepository(session)
            return self._open(store, Trouble(**fields))

    def raise_or_add(self, **fields: Unpack[TroubleFields]) -> Opened:
        """Open a case, or add the trouble to the conversation's active case about the same order.

        A case without an order takes the trouble of any order, and the other way round. Trouble that presses
        more, and the third contact about one thing (see triage), raise the case's priority, and the promise to the
        customer is kept sooner. The same origin again changes nothing. Raises ValueError for an unknown reason
        or priority.
        """
        trouble = Trouble(**fields)
        with self._database.transaction() as session:
            store = CaseRepository(session)
            known = store.by_event_origin(trouble.origin)
            if known is not None:
                return Opened(case=case_card(known), created=False)
            row = self._same_thing(store, trouble)
            if row is None:
                return self._open_repeated(store, trouble)
            return Opened(case=self._add(store, self._locked(store, row.id), trouble), created=False)

    def add_words(
        self, case_id: int, words: str, *, actor: str = "customer", origin: str | None = None
    ) -> CaseCard:
        """Add what the customer said; with an ``origin`` ("message:…"), once. Raises UnknownCase."""
        with self._database.transaction() as session:
            store = CaseRepository(session)
            return self._keep_words(store, self._locked(store, case_id), words, actor, origin)

    def _open_repeated(self, store: CaseRepository, trouble: Trouble) -> Opened:
        """Open a case that may be the latest of several about one thing."""
        contacts = self._contacts(store, None, trouble.customer_id, trouble.order_id)
        repeated = triage.decide(triage.Signals(contacts=contacts))
        if repeated is None:
            return self._open(store, trouble)
        pressing = triage.most_pressing(triage.priority(trouble.priority), repeated.priority)
        reason = triage.most_telling(trouble.reason, repeated.reason)
        return self._open(store, replace(trouble, reason=reason, priority=pressing), contacts)

    def _open(self, store: CaseRepository, trouble: Trouble, contacts: int | None = None) -> Opened:
        """Open a case; ``contacts`` is how many there have been about this thing, when there were too many."""
        known = store.by_origin(trouble.origin)
        if known is None:
            row = self._opening.case(store, trouble, repeated=contacts is not None)
            if store.add_case(row):
                self._changes.note(
                    store,
                    row,
                    "opened",
                    "system",
                    origin=trouble.origin,
                    reason=row.reason,
                    score=trouble.score,
                    contacts=contacts,
                )
                return Opened(case=store.stored(row), created=True)
            # Another process was faster: its case is the one that counts.
            known = store.by_origin(trouble.origin)
        if known is None:
            raise UnknownCase(f"The case that {trouble.origin!r} opened has disappeared.")
        return Opened(case=case_card(known), created=False)

    def _same_thing(self, store: CaseRepository, trouble: Trouble) -> Case | None:
        if trouble.conversation_id is None:
            return None
        rows = store.active_in(trouble.conversation_id)
        same = (row for row in rows if row.order_id is None or trouble.order_id in (None, row.order_id))
        return next(same, None)

    def _add(self, store: CaseRepository, row: Case, trouble: Trouble) -> CaseCard:
        row.order_id = row.order_id or trouble.order_id
        row.customer_id = row.customer_id or trouble.customer_id
        row.words = joined(row.words, trouble.words)
        contacts = self._contacts(store, row.id, row.customer_id, row.order_id)
        repeated = None if is_repeated(row) else triage.decide(triage.Signals(contacts=contacts))
        presses = (triage.priority(row.priority), triage.priority(trouble.priority))
        pressing = triage.most_pressing(*presses, *([repeated.priority] if repeated else ()))
        raised = pressing != row.priority
        manager = self._records.manager(row.manager_id) if row.manager_id else None
        if raised:
            row.priority, row.due_at = pressing, min(row.due_at, self._assignment.due(manager, pressing))
        if repeated:
            row.reason = triage.most_telling(row.reason, repeated.reason)
            row.summary = self._opening.summary(row, manager, score_of(row), repeated=True)
        self._changes.note(
            store,
            row,
            "raised" if raised or repeated else "words_added",
            "customer",
            origin=trouble.origin,
            reason=repeated.reason if repeated else trouble.reason,
            contacts=contacts if repeated else None,
        )
        return store.stored(row)

    def _contacts(
        self, store: CaseRepository, case_id: int | None, customer_id: int | None, order_id: int | None
    ) -> int:
        """Count how often the customer has been in touch about one thing, the contact at hand included."""
        same = (customer_id, order_id) if customer_id is not None and order_id is not None else None
        since = self._now() - timedelta(days=triage.CONTACTS_COUNT_DAYS)
        return store.contacts(case_id, same, since) + 1
