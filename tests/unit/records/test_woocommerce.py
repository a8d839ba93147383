"""WooCommerce's export plugins each write columns of their own; their orders are imported alike."""

# ruff: noqa: E501  exports are as wide as shops write them

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.bootstrap import App
from bot.records.cards import OrderCard
from bot.records.importers.report import Report

Import = Callable[..., Report]

ADVANCED = """\
"Order Number","Order Status","Order Date","Customer Note","First Name (Billing)","Last Name (Billing)","Company (Billing)",\
"Address 1&2 (Billing)","City (Billing)","State Code (Billing)","Postcode (Billing)","Country Code (Billing)","Email (Billing)",\
"Phone (Billing)","Order Total Amount","Item #",SKU,"Item Name","Quantity (- Refund)","Item Cost"
501,Completed,"2026-09-01 10:00","",Anna,Ek,,"Storgatan 12",Umeå,,"903 26",SE,anna@example.com,070-1740605,1590.00,1,K1,Kettle,1,690.00
501,Completed,"2026-09-01 10:00","",Anna,Ek,,"Storgatan 12",Umeå,,"903 26",SE,anna@example.com,070-1740605,1590.00,2,C1,Cups,6,150.00
"""
ADVANCED_FIRST_ROW_ONLY = ADVANCED.replace(
    '501,Completed,"2026-09-01 10:00","",Anna,Ek,,"Storgatan 12",Umeå,,"903 26",SE,anna@example.com,070-1740605,1590.00,2',
    ",,,,,,,,,,,,,,,2",
)
WEBTOFFEE = """\
order_id,order_number,order_date,paid_date,status,order_total,order_currency,customer_email,billing_first_name,\
billing_last_name,billing_email,billing_phone,billing_address_1,billing_postcode,billing_city,billing_country,\
line_item_1,line_item_2
501,501,9/1/2026 10:00:00,9/13/2026 10:01:00,completed,1590.00,SEK,anna@example.com,Anna,Ek,anna@example.com,0701740605,\
Storgatan 12,903 26,Umeå,SE,name:Kettle|product_id:3|sku:K1|quantity:1|total:690,name:Cups|product_id:4|sku:C1|quantity:6|total:900
"""
SKYVERGE = """\
order_id;order_number;order_number_formatted;date;status;order_total;order_currency;billing_full_name;billing_email;\
billing_phone;billing_address_1;billing_postcode;billing_city;billing_country;date_completed;line_items
901;501;501;2026-09-01 10:00:00;completed;1590,00;SEK;Anna Ek;anna@example.com;0701740605;Storgatan 12;903 26;Umeå;SE;\
2026-09-02 09:00:00;"id:1|name:Kettle; 1.7 l|product_id:3|sku:K1|quantity:1|total:690;id:2|name:Cups|sku:C1|quantity:6|total:900"
"""


def only_order(app: App) -> OrderCard:
    customer = app.records.customer_by_email("anna@example.com")
    assert customer is not None
    assert (customer.name, customer.phone, customer.language) == ("Anna Ek", "+46701740605", "sv")
    (order,) = app.records.orders_of(customer.id)
    return order


@pytest.mark.parametrize("content", [ADVANCED, ADVANCED_FIRST_ROW_ONLY, WEBTOFFEE, SKYVERGE])
def test_each_plugins_order_is_one_order_with_its_lines(app: App, load: Import, content: str) -> None:
    report = load(content)
    assert report.stored, (report.failure, report.errors)
    order = only_order(app)
    assert (order.number, order.source) == ("501", "woocommerce")
    assert [(line.sku, int(line.quantity)) for line in order.lines] == [("K1", 1), ("C1", 6)]
    assert order.ordered_at == datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
    assert app.outreach.plan() == 1


def test_a_completed_order_counts_as_delivered_when_it_was_completed(app: App, load: Import) -> None:
    load(SKYVERGE)
    assert only_order(app).delivered_at == datetime(2026, 9, 2, 7, 0, tzinfo=UTC)


def test_the_whole_file_tells_whether_the_month_comes_first(app: App, load: Import) -> None:
    """9/1/2026 is 1 September, as 9/13/2026 stands beside it."""
    load(WEBTOFFEE)
    assert only_order(app).ordered_at.month == 9


def test_where_the_file_does_not_tell_it_is_asked_for(app: App, load: Import) -> None:
    unclear = WEBTOFFEE.replace("9/13/2026", "9/3/2026")
    report = load(unclear)
    assert not report.stored
    assert "--month-first" in report.errors[0].way_out
    assert load(unclear, day_order="month_first").stored
    assert only_order(app).ordered_at.month == 9


@pytest.mark.parametrize("status", ["processing", "on-hold", "wc-pending"])
def test_an_order_on_its_way_has_no_check_in(app: App, load: Import, status: str) -> None:
    assert load(ADVANCED.replace("Completed", status)).stored
    assert app.outreach.plan() == 0


@pytest.mark.parametrize("status", ["Cancelled", "wc-refunded", "Avbruten", "failed"])
def test_a_cancelled_order_is_cancelled(app: App, load: Import, status: str) -> None:
    assert load(ADVANCED.replace("Completed", status)).stored
    assert only_order(app).cancelled_at is not None
    assert app.outreach.plan() == 0


@pytest.mark.parametrize("status", ["Completed", "wc-completed", "Slutförd"])
def test_completed_is_read_in_both_languages(app: App, load: Import, status: str) -> None:
    load(ADVANCED.replace("Completed", status))
    assert app.outreach.plan() == 1


def test_the_same_file_twice_changes_nothing(load: Import) -> None:
    load(WEBTOFFEE)
    assert load(WEBTOFFEE).changes == 0


# As "Order Export & Order Import" writes it, saved once more by a spreadsheet: hours of one digit, and empty rows.
SAVED_AGAIN = """\
order_id,order_number,order_date,status,order_total,order_currency,shipping_method,customer_id,customer_email,billing_first_name,\
billing_last_name,billing_company,billing_email,billing_phone,billing_address_1,billing_postcode,billing_city,billing_state,\
billing_country,shipping_first_name,shipping_last_name,shipping_address_1,shipping_postcode,shipping_city,shipping_country,\
shipping_items,order_notes,paid_date,completed_date,line_item_1,line_item_2
501,501,2026-09-01 8:00,completed,90.5,SEK,Flat rate,0,,Anna,Ek,,anna@example.com,701740605,Storgatan 12,903 26,Umeå,AC,\
SE,Kari,Dahl,Karl Johans gate 1,0154,Oslo,NO,"items:Salt &amp; Pepper &times; 2|taxes:a:1:{s:5:""total"";a:0:{}}",\
"content:Paid.|date:2026-09-01 08:00:01",2026-09-01 8:01,2026-09-02 9:30,\
name:Salt &amp; Pepper|product_id:3|sku:S1|quantity:2|total:27.90|sub_total:27.90|tax:3.63,
,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
"""


def test_an_export_that_a_spreadsheet_has_saved_again_is_read(app: App, load: Import) -> None:
    report = load(SAVED_AGAIN)
    assert report.stored, report.errors
    order = only_order(app)
    assert order.delivered_at == datetime(2026, 9, 2, 7, 30, tzinfo=UTC)
    assert [(line.name("en"), line.sku, int(line.quantity)) for line in order.lines] == [
        ("Salt & Pepper", "S1", 2)
    ]


def test_an_order_whose_customer_wordpress_has_anonymised_is_left_out_and_does_not_stop_the_file(
    app: App, load: Import
) -> None:
    gone = "502,502,2026-09-01 8:00,completed,90.5,SEK,Flat rate,0,,[deleted],[deleted],[deleted],deleted@site.invalid,0-000-000-0000"
    report = load(SAVED_AGAIN + gone + "," * 17 + "\n")
    assert report.stored, report.errors
    assert report.counts["orders_new"] == 1
    assert report.counts["companies_new"] == 0
