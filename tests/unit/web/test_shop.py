"""The demo shop lets one be a demo customer; without the demo nobody can be anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import App
from bot.channels import tokens
from bot.records.cards import CustomerCard
from bot.records.demo import demo_customers, load_if_empty


def customers(app: App) -> list[CustomerCard]:
    found = [app.records.customer_by_email(email) for email in demo_customers()]
    assert all(found)
    return [customer for customer in found if customer is not None]


@pytest.fixture
def shop(empty_app: App) -> App:
    load_if_empty(empty_app)
    return empty_app


@pytest.fixture
def swede(shop: App) -> CustomerCard:
    return next(c for c in customers(shop) if c.language == "sv")


def token_in(page: str) -> str | None:
    found = re.search(r'data-token="([^"]+)"', page)
    return found[1] if found else None


def test_a_visitor_has_no_token(shop: App, browser_of: Any) -> None:
    page = browser_of(shop).get("/").text
    assert 'data-identity="visitor"' in page
    assert token_in(page) is None


def test_a_demo_customer_sees_their_orders_and_the_panel_gets_their_token(
    shop: App, swede: CustomerCard, browser_of: Any
) -> None:
    client = browser_of(shop)
    assert client.post("/demo/customer", data={"uid": swede.uid}).status_code == 303
    page = client.get("/").text
    assert f"Hej, {swede.first_name}!" in page
    assert shop.records.orders_of(swede.id)[0].number in page
    token = token_in(page)
    assert token is not None
    assert tokens.read(shop.settings.identity_key, token, shop.now()).subject == swede.uid
    later = shop.now() + timedelta(hours=shop.settings.token_hours)
    with pytest.raises(tokens.IdentityError):
        tokens.read(shop.settings.identity_key, token, later)


def test_the_page_speaks_the_customers_language(shop: App, browser_of: Any) -> None:
    client = browser_of(shop)
    english = next(c for c in customers(shop) if c.language == "en")
    client.post("/demo/customer", data={"uid": english.uid})
    assert f"Hello, {english.first_name}!" in client.get("/").text


def test_one_can_be_a_visitor_again(shop: App, swede: CustomerCard, browser_of: Any) -> None:
    client = browser_of(shop)
    client.post("/demo/customer", data={"uid": swede.uid})
    client.post("/demo/customer", data={"uid": ""})
    assert token_in(client.get("/").text) is None


def test_only_demo_customers_can_be_chosen(shop: App, browser_of: Any) -> None:
    client = browser_of(shop)
    assert client.post("/demo/customer", data={"uid": "somebody-else"}).status_code == 404
    client.cookies.set("demo_customer", "ImZvcmdlZCI.x")
    assert token_in(client.get("/").text) is None


def test_without_the_demo_there_are_no_tokens_at_all(
    make_app: Callable[..., App], shop: App, swede: CustomerCard, browser_of: Any
) -> None:
    client = browser_of(shop)
    client.post("/demo/customer", data={"uid": swede.uid})
    real = browser_of(make_app(demo=False, secret=shop.settings.signing_secret))
    real.cookies.update(client.cookies)
    page = real.get("/")
    assert page.status_code == 200
    assert token_in(page.text) is None
    assert "demo" not in page.text.lower()
    assert real.post("/demo/customer", data={"uid": swede.uid}).status_code == 404


def test_every_tutorial_that_a_demo_product_links_to_is_there(shop: App, browser_of: Any) -> None:
    client = browser_of(shop)
    links = {
        tutorial.url
        for customer in customers(shop)
        for order in shop.records.orders_of(customer.id, limit=100)
        for line in order.lines
        for kind in (None, "damaged", "missing", "wrong_item", "does_not_work", "invoice", "other")
        for language in ("sv", "en")
        if line.product_id and (tutorial := shop.records.tutorial_for(line.product_id, kind, language))
    }
    assert links
    for link in links:
        assert link.startswith(shop.settings.public_web_url) or link.startswith("/"), link
        assert client.get(link.removeprefix(shop.settings.public_web_url)).status_code == 200, link
