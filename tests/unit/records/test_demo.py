"""The demo shop: what a new user meets first."""

from __future__ import annotations

import stat

import pytest

from bot.bootstrap import App
from bot.records.demo import DATA, demo_customers, demo_managers, demo_password, load_if_empty


def test_two_check_ins_are_due_at_once_one_in_each_language(app: App) -> None:
    assert load_if_empty(app)
    due = [app.records.customer(touchpoint.customer_id) for touchpoint in app.outreach.claim_due("w")]
    assert sorted(str(customer.language) for customer in due if customer) == ["en", "sv"]
    assert len(app.outreach.upcoming()) >= 4


def test_it_is_loaded_once(app: App) -> None:
    assert load_if_empty(app)
    assert not load_if_empty(app)
    assert not app.outreach.plan()


def test_every_customer_and_manager_is_there(app: App) -> None:
    load_if_empty(app)
    assert all(app.records.customer_by_email(email) for email in demo_customers())
    assert {manager.email for manager in app.records.managers()} == set(demo_managers())


def test_managers_log_in_with_a_generated_password_that_only_its_owner_can_read(app: App) -> None:
    load_if_empty(app)
    password = demo_password(app.settings.var_dir)
    assert password is not None
    assert password not in DATA.read_text(encoding="utf-8")
    assert app.records.check_password(demo_managers()[0], password) is not None
    assert app.records.check_password(demo_managers()[0], password + "x") is None
    (path,) = app.settings.var_dir.glob("*password*")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_product_that_was_delivered_has_a_name_in_both_languages(app: App, language: str) -> None:
    load_if_empty(app)
    for email in demo_customers():
        customer = app.records.customer_by_email(email)
        assert customer is not None
        for order in app.records.orders_of(customer.id):
            assert all(line.product_id and line.name(language) for line in order.lines)
