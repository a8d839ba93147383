"""What a turn has met it need not ask for again; what was undone it has not met."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from bot.records.models import Customer
from bot.storage.engine import known

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def customer(email):
    return Customer(name="Anna", email=email, language="sv", created_at=NOW, updated_at=NOW)


def test_a_row_that_was_met_is_known_by_its_values(database):
    with database.transaction(remembering=True) as session:
        anna = customer("anna@example.com")
        session.add(anna)
        session.flush()
        assert known(session, Customer, email="anna@example.com") is anna
        assert known(session, Customer, email="bo@example.com") is None
        anna.email = "ny@example.com"
        assert known(session, Customer, email="anna@example.com") is None


def test_a_row_that_could_not_be_stored_is_not_known(database):
    with database.transaction() as session:
        session.add(customer("anna@example.com"))

    def add_again(session):
        with session.begin_nested():
            session.add(customer("anna@example.com"))

    with database.transaction(remembering=True) as session:
        with pytest.raises(IntegrityError):
            add_again(session)
        assert known(session, Customer, email="anna@example.com") is None


def test_an_ordinary_transaction_remembers_nothing(database):
    with database.transaction() as session:
        session.add(customer("anna@example.com"))
        session.flush()
        assert known(session, Customer, email="anna@example.com") is None
