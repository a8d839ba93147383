"""The only place that chooses parts: builds the services from the settings and hands them out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from bot.cases.notifications import Notifications
from bot.cases.service import Cases
from bot.dialogue.transcript import Conversations
from bot.outreach.service import Outreach
from bot.records.service import Records
from bot.settings import Settings
from bot.storage.engine import Database
from bot.surveys.catalogue import load_catalogue
from bot.surveys.service import Surveys
from bot.texts import Texts, conversation_texts
from bot.worker.queue import waker


@dataclass(frozen=True)
class App:
    """Every service, wired."""

    settings: Settings
    database: Database
    now: Callable[[], datetime]
    records: Records
    surveys: Surveys
    cases: Cases
    notifications: Notifications
    outreach: Outreach
    conversations: Conversations
    texts: Texts


def utc_now() -> datetime:
    return datetime.now(UTC)


def build(settings: Settings | None = None, now: Callable[[], datetime] = utc_now) -> App:
    """Wire the services. Raises pydantic.ValidationError for a wrong setting."""
    settings = settings or Settings()
    database = Database(settings.resolved_database_url)
    records = Records(database=database, settings=settings, now=now)
    cases = Cases(database=database, settings=settings, records=records, now=now, wake=waker(settings))
    return App(
        settings=settings,
        database=database,
        now=now,
        records=records,
        surveys=Surveys(database=database, catalogue=load_catalogue(), now=now),
        cases=cases,
        notifications=Notifications(database=database, settings=settings, now=now),
        outreach=Outreach(database=database, settings=settings, records=records, cases=cases, now=now),
        conversations=Conversations(database=database, now=now),
        texts=_texts(),
    )


@cache
def _texts() -> Texts:
    return conversation_texts()


_lock = threading.Lock()
_app: App | None = None


def app() -> App:
    """Return the process's services, built on first use."""
    global _app
    with _lock:
        if _app is None:
            _app = build()
        return _app


def use(instance: App) -> None:
    """Make these services the process's own, as launchers and tests do."""
    global _app
    with _lock:
        _app = instance
