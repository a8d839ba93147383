"""From a shop's export to the check-in: what was imported is what the customer is asked about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.importers.service import Importer
from tests.conversations.conftest import NOON, Person

EXPORT = """\
Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Total,Created at,\
Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Country,Phone\r
#2001,{email},paid,{bought},fulfilled,{fulfilled},no,SEK,499.00,{bought},1,"{product}",499.00,K-7,{name},{country},\r
"""


@pytest.mark.parametrize(
    ("name", "country", "language", "asked"),
    [
        ("Karin Holm", "SE", "sv", "Är allt som det ska?"),
        ("Mary Bell", "GB", "en", "Is everything all right?"),
    ],
)
def test_a_shopify_order_leads_to_a_checkin_in_the_customers_language(
    stage, tmp_path, name, country, language, asked
):
    stage.clock.moment = NOON
    email = f"{name.split()[0].lower()}@shop.example"
    fulfilled = NOON - timedelta(days=3, hours=2)
    path = tmp_path / "orders_export.csv"
    path.write_text(
        EXPORT.format(
            email=email,
            name=name,
            country=country,
            product="Kettle Nimbus, 1 l".replace('"', '""'),
            bought=f"{fulfilled - timedelta(days=1):%Y-%m-%d %H:%M:%S +0000}",
            fulfilled=f"{fulfilled:%Y-%m-%d %H:%M:%S +0000}",
        ).replace("#2001", f"#2001-{language}"),
        encoding="utf-8-sig",
        newline="",
    )
    app = stage.app
    report = Importer(database=app.database, settings=app.settings, now=app.now).load(path)
    assert report.stored, report.errors
    again = Importer(database=app.database, settings=app.settings, now=app.now).load(path)
    assert again.changes == 0
    card = app.records.customer_by_email(email)
    customer = Person(stage, card, f"website-{card.uid}")
    greeting = customer.is_checked_in_on()
    assert name.split()[0] in greeting
    assert "Kettle" in greeting
    assert asked in greeting
