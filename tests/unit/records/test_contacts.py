"""Contact details as customers write them."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.contacts import ContactError, read_contact, read_email, read_time_zone


@pytest.mark.parametrize(
    ("written", "country", "stored"),
    [
        ("070-174 06 05", "SE", "+46701740605"),
        ("+46 (0)70 174 06 05", "SE", "+46701740605"),
        ("0046701740605", "SE", "+46701740605"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("+46701740605", None, "+46701740605"),
    ],
)
def test_a_phone_number_is_stored_with_its_country_code(
    written: str, country: str | None, stored: str
) -> None:
    assert read_contact("phone", written, country) == stored


@pytest.mark.parametrize("written", ["12", "ring mig", "070-174", "", "+4670174060500000"])
def test_what_is_no_phone_number_is_refused_by_name(written: str) -> None:
    with pytest.raises(ContactError) as caught:
        read_contact("phone", written, "SE")
    assert caught.value.reason == "phone_invalid"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (" Anna.Ek@Example.COM ", "anna.ek@example.com"),
        ("åsa@räksmörgås.se", "åsa@räksmörgås.se"),
        ("a+b@example.co.uk", "a+b@example.co.uk"),
    ],
)
def test_an_email_address_is_stored_in_lower_case(written: str, stored: str) -> None:
    assert read_email(written) == stored


@pytest.mark.parametrize(
    "written",
    [
        "anna",
        "anna@",
        "@example.com",
        "a@b@c.se",
        "anna@example",
        "a..b@example.com",
        "a@ex ample.com",
        ".a@b.se",
    ],
)
def test_what_is_no_email_address_is_refused_by_name(written: str) -> None:
    with pytest.raises(ContactError) as caught:
        read_email(written)
    assert caught.value.reason == "email_invalid"


def test_an_address_gets_one_line_a_row() -> None:
    assert read_contact("address", " Storgatan 12,  903 26  Umeå ", "SE") == "Storgatan 12\n903 26 Umeå"


@pytest.mark.parametrize("written", ["", "12", "12345 67890", "x" * 600])
def test_what_is_no_address_is_refused_by_name(written: str) -> None:
    with pytest.raises(ContactError) as caught:
        read_contact("address", written, "SE")
    assert caught.value.reason == "address_invalid"


@pytest.mark.parametrize("written", ["", "Mars/Olympus", "../../etc/passwd", "\0", "x" * 5000])
def test_what_is_no_time_zone_is_refused(written: str) -> None:
    with pytest.raises(ContactError):
        read_time_zone(written)


@given(
    st.sampled_from(["email", "phone", "address"]), st.text(max_size=80), st.sampled_from(["SE", "US", None])
)
def test_any_text_is_stored_or_refused_and_stored_text_stays_as_it_is(
    field: Literal["email", "phone", "address"], written: str, country: str | None
) -> None:
    try:
        stored = read_contact(field, written, country)
    except ContactError:
        return
    assert read_contact(field, stored, country) == stored
