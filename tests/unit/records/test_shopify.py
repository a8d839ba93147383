"""Shopify's order export is imported as Shopify writes it."""

# ruff: noqa: E501, SIM905  exports are as wide as shops write them

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.bootstrap import App
from bot.records.importers.report import Report

Import = Callable[..., Report]

# The columns of a real export, in its order.
HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,"
    "Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,"
    "Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,"
    "Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,"
    "Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,"
    "Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,"
    "Id,Tags,Risk Level,Source,Lineitem discount,Phone"
).split(",")

FIRST = {
    "Name": "#1001",
    "Email": "Anna.Ek@Example.com",
    "Financial Status": "paid",
    "Paid at": "2026-09-01 10:15:00 +0200",
    "Fulfillment Status": "fulfilled",
    "Fulfilled at": "2026-09-02 16:00:00 +0200",
    "Accepts Marketing": "yes",
    "Currency": "SEK",
    "Total": "3490.00",
    "Created at": "2026-09-01 10:14:00 +0200",
    "Lineitem quantity": "1",
    "Lineitem name": "Morgon coffee machine",
    "Lineitem price": "3290.00",
    "Lineitem sku": "MACHINE-01",
    "Lineitem fulfillment status": "fulfilled",
    "Billing Name": "Anna Ek",
    "Billing Country": "SE",
    "Shipping Address1": "Storgatan 12",
    "Shipping City": "Umeå",
    "Shipping Zip": "'903 26",
    "Shipping Country": "SE",
    "Phone": "'+46701740605",
    "Notes": "leave it\r\nat the door",
}
SECOND = {
    "Name": "#1001",
    "Email": "Anna.Ek@Example.com",
    "Lineitem quantity": "2",
    "Lineitem name": "Norrsken beans",
    "Lineitem price": "100.00",
    "Lineitem fulfillment status": "fulfilled",
}


def export(*rows: dict[str, str], delimiter: str = ",", end: str = "\r\n") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def test_an_order_that_spans_several_rows_is_one_order_with_several_lines(app: App, load: Import) -> None:
    report = load(export(FIRST, SECOND))
    assert report.stored
    assert not report.notes
    customer = app.records.customer_by_email("anna.ek@example.com")
    assert customer is not None
    (order,) = app.records.orders_of(customer.id)
    assert (order.number, order.source) == ("#1001", "shopify")
    assert [(line.name("sv"), int(line.quantity)) for line in order.lines] == [
        ("Morgon coffee machine", 1),
        ("Norrsken beans", 2),
    ]
    assert order.ordered_at == datetime(2026, 9, 1, 8, 14, tzinfo=UTC)


def test_the_customer_is_read_with_phone_address_language_and_time_zone(app: App, load: Import) -> None:
    load(export(FIRST))
    customer = app.records.customer_by_email("anna.ek@example.com")
    assert customer is not None
    assert (customer.name, customer.phone, customer.language) == ("Anna Ek", "+46701740605", "sv")
    assert customer.time_zone == "Europe/Stockholm"
    assert customer.address == "Storgatan 12\n903 26 Umeå\nSE"
    assert app.records.consent(customer.id, "marketing", "mail") is True


def test_a_fulfilled_order_leads_to_one_check_in(app: App, load: Import) -> None:
    load(export(FIRST, SECOND))
    assert app.outreach.plan() == 1
    (touchpoint,) = app.outreach.claim_due("w")
    order = app.records.order(touchpoint.order_id or 0)
    assert order is not None
    assert order.number == "#1001"
    assert touchpoint.due_at == datetime(2026, 9, 5, 8, 0, tzinfo=UTC)


def test_a_fulfilled_order_without_its_date_still_leads_to_one(app: App, load: Import) -> None:
    report = load(export(FIRST | {"Fulfilled at": ""}))
    assert [note.column for note in report.notes] == ["Fulfilled at"]
    assert app.outreach.plan() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"Fulfillment Status": "unfulfilled", "Fulfilled at": ""},
        {"Fulfillment Status": "partial"},
        {"Cancelled at": "2026-09-02 09:00:00 +0200"},
        {"Financial Status": "refunded"},
        {"Financial Status": "voided"},
    ],
)
def test_one_that_is_not_fulfilled_or_was_taken_back_does_not(
    app: App, load: Import, change: dict[str, str]
) -> None:
    assert load(export(FIRST | change)).stored
    assert app.outreach.plan() == 0


def test_the_same_file_twice_changes_nothing(load: Import) -> None:
    load(export(FIRST, SECOND))
    again = load(export(FIRST, SECOND))
    assert again.stored
    assert again.changes == 0
    assert again.counts["orders_unchanged"] == 1


def test_an_order_fulfilled_since_the_last_export_is_changed_and_not_added(app: App, load: Import) -> None:
    load(export(FIRST | {"Fulfillment Status": "unfulfilled", "Fulfilled at": ""}, SECOND))
    report = load(export(FIRST, SECOND))
    assert (report.counts["orders_changed"], report.counts["orders_new"]) == (1, 0)
    customer = app.records.customer_by_email("anna.ek@example.com")
    assert customer is not None
    (order,) = app.records.orders_of(customer.id)
    assert order.delivered_at is not None
    assert len(order.lines) == 2
    assert app.outreach.plan() == 1


def test_what_the_customer_changed_since_is_not_undone(app: App, load: Import) -> None:
    """The shop still has the old e-mail address: its next orders are the same customer's."""
    load(export(FIRST))
    customer = app.records.customer_by_email("anna.ek@example.com")
    assert customer is not None
    app.records.change_contact(customer.id, "email", "anna@new.example.com", actor="customer")
    app.records.change_contact(customer.id, "phone", "070-174 06 11", actor="customer")
    report = load(export(FIRST | {"Tags": "x", "Total": "1.00"}, FIRST | {"Name": "#1002"}))
    assert report.counts["customers_new"] == 0
    after = app.records.customer(customer.id)
    assert after is not None
    assert (after.email, after.phone) == ("anna@new.example.com", "+46701740611")
    assert {order.number for order in app.records.orders_of(customer.id)} == {"#1001", "#1002"}


def test_a_later_no_to_marketing_is_not_overruled_by_an_older_order(app: App, load: Import) -> None:
    load(export(FIRST))
    customer = app.records.customer_by_email("anna.ek@example.com")
    assert customer is not None
    app.records.record_consent(customer.id, "marketing", "mail", False, "chat")
    load(export(FIRST | {"Total": "1.00"}))
    assert app.records.consent(customer.id, "marketing", "mail") is False


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_common_encoding_delimiter_and_line_end_is_read(
    app: App, load: Import, delimiter: str, end: str, encoding: str
) -> None:
    report = load(export(FIRST, SECOND, delimiter=delimiter, end=end).encode(encoding))
    assert report.stored, report.errors
    customer = app.records.customer_by_email("anna.ek@example.com")
    assert customer is not None
    assert "Umeå" in str(customer.address)


def test_a_rejected_row_is_told_with_its_physical_line_column_value_reason_and_way_out(
    app: App, load: Import
) -> None:
    """Line numbers are those an editor shows, in spite of line breaks inside quotes."""
    bad = FIRST | {"Name": "#1002", "Email": "b@example.com", "Created at": "yesterday", "Notes": ""}
    report = load(export(FIRST, SECOND, bad))
    (problem,) = report.errors
    assert (problem.line, problem.column, problem.value) == (5, "Created at", "yesterday")
    assert "not a date" in problem.reason
    assert "2024-01-31" in problem.way_out


def test_a_file_with_a_bad_row_is_not_imported_at_all(app: App, load: Import) -> None:
    report = load(export(FIRST, FIRST | {"Name": "#1002", "Email": "anna@@example"}))
    assert not report.stored
    assert not app.records.any_customer()


def test_with_skip_bad_rows_the_rest_is_imported(app: App, load: Import) -> None:
    report = load(export(FIRST, FIRST | {"Name": "#1002", "Email": "anna@@example"}), skip_bad_rows=True)
    assert report.stored
    assert report.error_count == 1
    assert report.counts["orders_new"] == 1


def test_a_dry_run_tells_and_changes_nothing(app: App, load: Import) -> None:
    report = load(export(FIRST), dry_run=True)
    assert not report.stored
    assert report.counts["orders_new"] == 1
    assert not app.records.any_customer()


def test_a_phone_number_nobody_can_call_is_left_out_with_a_note(app: App, load: Import) -> None:
    report = load(export(FIRST | {"Phone": "555-0100"}))
    assert report.stored
    (note,) = report.notes
    assert (note.column, note.value) == ("Phone", "555-0100")


def test_a_sale_over_the_counter_without_any_contact_is_left_out_with_a_note(load: Import) -> None:
    report = load(export(FIRST, FIRST | {"Name": "#1002", "Email": "", "Phone": ""}))
    assert report.stored
    assert report.counts["orders_new"] == 1
    assert "nobody to follow up" in report.notes[0].reason


def test_lines_of_one_order_that_stand_apart_are_refused_with_the_way_out(load: Import) -> None:
    report = load(export(FIRST, FIRST | {"Name": "#1002"}, SECOND))
    (problem,) = report.errors
    assert problem.value == "#1001"
    assert "Sort the file" in problem.way_out


def test_a_quotation_mark_that_is_never_closed_is_told(load: Import) -> None:
    report = load(export(FIRST) + '#1003,"never closed\n' + "x" * 1_100_000)
    assert not report.stored
    assert any("quotation mark" in problem.way_out for problem in report.errors)


@pytest.mark.parametrize("content", ["", "\n\n", "a,b,c\n1,2,3\n", b"PK\x03\x04abc", b"\x00\x01\x02" * 50])
def test_a_file_that_is_none_of_ours_is_refused_in_a_sentence(load: Import, content: str | bytes) -> None:
    report = load(content)
    assert report.failure
    assert not report.stored


def test_customers_of_one_company_share_it(app: App, load: Import) -> None:
    load(
        export(
            FIRST | {"Billing Company": "Fikarummet AB"},
            FIRST
            | {"Name": "#1002", "Email": "b@example.com", "Phone": "", "Billing Company": "FIKARUMMET AB"},
        )
    )
    first, second = (
        app.records.customer_by_email(email) for email in ("anna.ek@example.com", "b@example.com")
    )
    assert first is not None
    assert second is not None
    assert first.company_id == second.company_id is not None


TIP = SECOND | {
    "Lineitem name": "Tip",
    "Lineitem fulfillment status": "not_eligible",
    "Lineitem quantity": "1",
}


def test_a_tip_is_no_product_that_the_customer_is_asked_about(app: App, load: Import) -> None:
    load(export(FIRST, TIP))
    customer = app.records.customer_by_email("anna.ek@example.com")
    assert customer is not None
    (order,) = app.records.orders_of(customer.id)
    assert [line.name("sv") for line in order.lines] == ["Morgon coffee machine"]


def test_the_customer_of_a_gift_is_who_paid_and_not_who_got_the_parcel(app: App, load: Import) -> None:
    gift = FIRST | {
        "Phone": "",
        "Billing Phone": "'070-174 06 05",
        "Shipping Name": "Kari Dahl",
        "Shipping Phone": "22 12 34 56",
        "Shipping Country": "NO",
    }
    assert load(export(gift)).stored
    customer = app.records.customer_by_email("anna.ek@example.com")
    assert customer is not None
    assert (customer.name, customer.phone, customer.country) == ("Anna Ek", "+46701740605", "SE")


def test_an_order_without_email_is_its_phone_numbers(app: App, load: Import) -> None:
    """A checkout by phone writes the number on every row of the order, and a trunk zero after the country."""
    by_phone = {"Email": "", "Phone": "'+46070-174 06 05"}
    report = load(export(FIRST | by_phone, SECOND | by_phone))
    assert report.stored
    assert not report.notes
    assert app.outreach.plan() == 1
    (touchpoint,) = app.outreach.claim_due("w")
    customer = app.records.customer(touchpoint.customer_id)
    assert customer is not None
    assert (customer.email, customer.phone) == (None, "+46701740605")


@pytest.mark.parametrize("cell", ["-", "n/a", "None", "Privat", "anna ek"])
def test_strangers_who_have_no_company_do_not_share_one(app: App, load: Import, cell: str) -> None:
    load(export(FIRST | {"Billing Company": cell}))
    customer = app.records.customer_by_email("anna.ek@example.com")
    assert customer is not None
    assert customer.company_id is None


def test_a_dash_in_an_address_is_left_out(app: App, load: Import) -> None:
    load(export(FIRST | {"Shipping Zip": "-"}))
    customer = app.records.customer_by_email("anna.ek@example.com")
    assert customer is not None
    assert customer.address == "Storgatan 12\nUmeå\nSE"


def test_empty_rows_that_a_spreadsheet_leaves_at_the_end_are_nothing(load: Import) -> None:
    report = load(export(FIRST, SECOND, *[dict.fromkeys(HEADER, "")] * 3))
    assert report.stored
    assert report.counts["orders_new"] == 1


@pytest.mark.parametrize(
    "email", ["a***@example.com", "[redacted]", "deleted@site.invalid", "REDACTED@example.com"]
)
def test_an_order_whose_customer_was_made_anonymous_is_left_out_and_does_not_stop_the_file(
    app: App, load: Import, email: str
) -> None:
    forgotten = FIRST | {"Name": "#1002", "Email": email, "Phone": ""}
    report = load(export(FIRST, forgotten))
    assert report.stored, report.errors
    assert report.counts["orders_new"] == 1
    assert {note.column for note in report.notes} == {"Email"}
