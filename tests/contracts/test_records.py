"""The record is read and changed alike on both engines, and every change leaves a trace without personal data."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bootstrap import App, build
from bot.records.contacts import ContactError
from bot.records.demo import load_if_empty
from bot.records.importers.service import Importer
from bot.records.models import AuditEntry
from bot.records.passwords import PasswordTooShort
from bot.settings import Settings
from bot.storage.engine import Database

NOW = datetime(2026, 9, 8, 12, 0, tzinfo=UTC)
ANNA = "anna.lindqvist@example.com"


@pytest.fixture
def app(database: Database, database_url: str, tmp_path: Path) -> App:
    return build(Settings(database_url=database_url, var_dir=tmp_path / "var"), now=lambda: NOW)


@pytest.fixture
def anna(app: App) -> int:
    """The id of a customer of the demo shop."""
    load_if_empty(app)
    customer = app.records.customer_by_email(ANNA)
    assert customer is not None
    return customer.id


def audit(app: App, action: str) -> list[AuditEntry]:
    with app.database.reading() as session:
        return session.query(AuditEntry).filter_by(action=action).all()


@pytest.mark.parametrize(
    ("field", "written", "stored"),
    [
        ("email", " Anna@Example.org ", "anna@example.org"),
        ("phone", "070-174 06 11", "+46701740611"),
        ("address", "Nygatan 1, 111 22 Stockholm", "Nygatan 1\n111 22 Stockholm"),
    ],
)
def test_a_contact_detail_is_stored_as_it_is_read_back(
    app: App, anna: int, field: str, written: str, stored: str
) -> None:
    assert app.records.read_contact(anna, field, written) == stored  # type: ignore[arg-type]
    assert app.records.change_contact(anna, field, written, actor="customer") == stored  # type: ignore[arg-type]
    assert getattr(app.records.customer(anna), field) == stored
    (entry,) = audit(app, "contact_changed")
    assert (entry.actor, entry.subject_id, entry.details) == ("customer", anna, {"field": field})


def test_another_customers_email_address_is_refused_and_nothing_is_changed(app: App, anna: int) -> None:
    with pytest.raises(ContactError) as caught:
        app.records.change_contact(anna, "email", "EMMA.clarke@example.com", actor="customer")
    assert caught.value.reason == "email_taken"
    assert app.records.customer_by_email(ANNA) is not None
    assert audit(app, "contact_changed") == []


def test_a_refused_change_does_not_spoil_the_turn_it_belongs_to(app: App, anna: int) -> None:
    with app.database.transaction():
        with pytest.raises(ContactError):
            app.records.change_contact(anna, "email", "emma.clarke@example.com", actor="customer")
        app.records.set_language(anna, "en")
    customer = app.records.customer(anna)
    assert customer is not None
    assert customer.language == "en"


def test_the_audit_log_holds_no_personal_data(app: App, anna: int) -> None:
    app.records.change_contact(anna, "email", "secret@example.org", actor="customer")
    app.records.change_contact(anna, "phone", "070-174 06 11", actor="customer")
    app.records.bind_identity("website", "conversation-1", anna)
    with app.database.reading() as session:
        text = json.dumps([entry.details for entry in session.query(AuditEntry)])
    assert not any(word in text for word in ("secret", "example", "0174", "1740", "Anna"))


def test_language_is_remembered_and_saying_it_again_changes_nothing(app: App, anna: int) -> None:
    app.records.set_language(anna, "en")
    app.records.set_language(anna, "en")
    assert len(audit(app, "language_changed")) == 1


def test_a_conversation_belongs_to_the_customer_it_was_bound_to_first(app: App, anna: int) -> None:
    emma = app.records.customer_by_email("emma.clarke@example.com")
    assert emma is not None
    assert app.records.identity("website", "c1") is None
    assert app.records.bind_identity("website", "c1", anna)
    assert app.records.bind_identity("website", "c1", anna)
    assert not app.records.bind_identity("website", "c1", emma.id)
    assert app.records.identity("website", "c1") == anna


def test_binding_at_once_from_many_sides_binds_once(app: App, anna: int) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(lambda _: app.records.bind_identity("website", "c2", anna), range(8)))


def test_the_newest_word_on_consent_counts(app: App, anna: int) -> None:
    assert app.records.consent(anna, "survey", "website") is None
    app.records.record_consent(anna, "survey", "website", True, "chat")
    app.records.record_consent(anna, "survey", "website", False, "chat")
    assert app.records.consent(anna, "survey", "website") is False


def test_a_customer_is_told_what_we_hold(app: App, anna: int) -> None:
    held = app.records.data_held(anna)
    assert (held.name, held.email, held.orders) == ("Anna Lindqvist", ANNA, 2)
    assert (held.answers, held.cases) == (0, 0)
    with pytest.raises(LookupError):
        app.records.data_held(10**6)


def test_a_tutorial_fits_the_product_and_the_kind_of_problem(app: App, anna: int) -> None:
    machine = app.records.orders_of(anna)[0].lines[0]
    assert machine.product_id is not None
    fitting = app.records.tutorial_for(machine.product_id, "does_not_work", "sv")
    assert fitting is not None
    assert "lang=sv" in fitting.url
    assert app.records.tutorial_for(machine.product_id, "invoice", "sv") is None
    assert app.records.tip_for(machine.product_id, "sv") != app.records.tip_for(machine.product_id, "en")


def test_only_the_right_password_of_an_active_manager_lets_in(app: App, anna: int) -> None:
    manager = app.records.managers()[0]
    app.records.set_password(manager.id, "correct horse battery")
    assert app.records.check_password(manager.email.upper(), "correct horse battery") == manager
    assert app.records.check_password(manager.email, "wrong horse battery") is None
    assert app.records.check_password("nobody@example.com", "correct horse battery") is None
    with pytest.raises(PasswordTooShort):
        app.records.set_password(manager.id, "short")


def test_a_company_customers_manager_is_the_companys(app: App, anna: int) -> None:
    lena = app.records.customer_by_email("lena.hallberg@example.com")
    assert lena is not None
    johan = app.records.manager_by_email("johan.nyberg@example.com")
    assert johan is not None
    assert (lena.company_name, lena.manager_id) == ("Fikarummet i Umeå AB", johan.id)


def test_many_orders_are_imported_once_alike(app: App, tmp_path: Path) -> None:
    """Two thousand orders of a hundred customers, in several batches, imported twice and then changed."""
    path = tmp_path / "orders.csv"

    def write(quantity: Callable[[int], int]) -> None:
        rows = [
            f"{number},2026-09-01 10:00,2026-09-02 10:00,k{number % 100}@example.com,Cup,CUP,{quantity(number)},10,ja"
            for number in range(2000)
        ]
        header = (
            "order_number,ordered_at,delivered_at,email,product,sku,quantity,unit_price,accepts_marketing"
        )
        path.write_text("\n".join([header, *rows]), encoding="utf-8")

    importer = Importer(database=app.database, settings=app.settings, now=app.now)
    write(lambda number: 1)
    first = importer.load(path)
    assert (first.counts["orders_new"], first.counts["customers_new"], first.counts["consents_new"]) == (
        2000,
        100,
        100,
    )
    assert importer.load(path).changes == 0
    write(lambda number: 1 + number % 2)
    third = importer.load(path)
    assert (third.counts["orders_changed"], third.counts["orders_unchanged"]) == (1000, 1000)
    assert third.changes == 1000
    assert app.outreach.plan() == 2000
    customer = app.records.customer_by_email("k1@example.com")
    assert customer is not None
    assert [
        int(line.quantity) for order in app.records.orders_of(customer.id, 50) for line in order.lines
    ] == [2] * 20
