"""Relationship managers: who they are, and their way in to the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.records import passwords
from bot.records.cards import ManagerCard
from bot.records.models import Manager
from bot.records.reading import manager_card
from bot.records.repository import RecordRepository
from bot.storage.engine import Database


class Managers:
    """The managers' part of the record."""

    _database: Database
    _now: Callable[[], datetime]

    def managers(self) -> list[ManagerCard]:
        """Return the active managers."""
        with self._database.reading() as session:
            return [manager_card(row) for row in RecordRepository(session).managers()]

    def manager(self, manager_id: int) -> ManagerCard | None:
        return self._find_manager(id=manager_id)

    def manager_by_uid(self, uid: str) -> ManagerCard | None:
        return self._find_manager(uid=uid)

    def manager_by_email(self, email: str) -> ManagerCard | None:
        return self._find_manager(email=email.strip().lower())

    def check_password(self, email: str, password: str) -> ManagerCard | None:
        """Return the active manager whose e-mail and password these are."""
        with self._database.reading() as session:
            row = RecordRepository(session).manager(email=email.strip().lower(), active=True)
            card, stored = (manager_card(row), row.password_hash) if row else (None, None)
        return card if passwords.matches(password, stored) else None

    def password_mark(self, manager_id: int) -> str:
        """Return what changes when the manager's password does, to end what was begun with the old one."""
        with self._database.reading() as session:
            row = RecordRepository(session).manager(id=manager_id)
            return passwords.mark(row.password_hash if row else None)

    def set_password(self, manager_id: int, password: str, actor: str = "system") -> None:
        """Raises PasswordTooShort, and LookupError for an unknown manager."""
        stored = passwords.hashed(password)
        with self._database.transaction() as session:
            repository = RecordRepository(session)
            row = _must(repository.manager(id=manager_id), manager_id)
            row.password_hash = stored
            repository.audit(self._now(), actor, "password_set", "manager", manager_id)

    def _find_manager(self, **key: object) -> ManagerCard | None:
        with self._database.reading() as session:
            row = RecordRepository(session).manager(**key)
            return manager_card(row) if row else None


def _must(row: Manager | None, manager_id: int) -> Manager:
    if row is None:
        raise LookupError(f"There is no manager {manager_id}.")
    return row
