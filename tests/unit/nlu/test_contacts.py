from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.entities.contacts import ContactExtractor
from bot.nlu.entities.emails import find_emails
from bot.nlu.entities.orders import OrderNumberExtractor
from bot.nlu.entities.phones import find_phones
from tests.unit.nlu.timing import takes_under


def emails(text: str) -> list[str]:
    return [found.value for found in find_emails(text)]


def phones(text: str) -> list[str]:
    return [found.value for found in find_phones(text)]


def test_an_email_address_is_found_within_a_sentence() -> None:
    (found,) = find_emails("Min nya mejl är Anna.Berg@EXEMPEL.se, tack!")
    assert found.value == "Anna.Berg@exempel.se"
    assert (found.start, found.end) == (16, 36)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("anna snabel-a exempel punkt se", "anna@exempel.se"),
        ("anna snabela exempel.se", "anna@exempel.se"),
        ("anna punkt berg snabel-a exempel punkt se", "anna.berg@exempel.se"),
        ("anna (at) exempel.se", "anna@exempel.se"),
        ("anna.berg(a)exempel.se", "anna.berg@exempel.se"),
        ("anna [at] example [dot] com", "anna@example.com"),
        ("my mail is anna dot berg at example dot com", "anna.berg@example.com"),
        ("anna at gmail.com", "anna@gmail.com"),
        ("anna.berg @ exempel .se", "anna.berg@exempel.se"),
        ("anna@exempel. se", "anna@exempel.se"),
        ("anna@gmail,com", "anna@gmail.com"),
    ],
)
def test_an_address_that_is_spelled_out_or_slipped_apart_is_put_together(text: str, address: str) -> None:
    assert emails(text) == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mailto:anna@exempel.se", "anna@exempel.se"),
        ("skriv till anna@exempel.se.", "anna@exempel.se"),
        ("<anna@exempel.se>", "anna@exempel.se"),
        ("'anna@exempel.se'", "anna@exempel.se"),
        ("anna@exempel.se-", "anna@exempel.se"),
        ("e-post:anna@exempel.se", "anna@exempel.se"),
        ("anna+butik@exempel.se", "anna+butik@exempel.se"),
        ("åsa@företag.se", "åsa@företag.se"),
        ("mejl: a.b@mail.exempel.co.uk!", "a.b@mail.exempel.co.uk"),
        ("mejla mig på anna@exempel.se jag är hemma", "anna@exempel.se"),
    ],
)
def test_signs_around_an_address_do_not_belong_to_it(text: str, address: str) -> None:
    assert emails(text) == [address]


@pytest.mark.parametrize(
    "text",
    ["anna@", "@anna", "anna@exempel", "a@b..se", "look at example.com", "be there at noon", "jag bor @ exempel"],
)  # fmt: skip
def test_what_is_no_email_address_is_left(text: str) -> None:
    assert emails(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ring 070-174 06 05", "+46701740605"),
        ("0701740605", "+46701740605"),
        ("070-1740605", "+46701740605"),
        ("0701 740605", "+46701740605"),
        ("070.174.06.05", "+46701740605"),
        ("+46 70 174 06 05", "+46701740605"),
        ("+46 (0)70 174 06 05", "+46701740605"),
        ("+46(0)70-1740605", "+46701740605"),
        ("0046701740605", "+46701740605"),
        ("46701740605", "+46701740605"),
        ("08-465 004 12", "+46846500412"),
        ("(08) 465 004 12", "+46846500412"),
        ("031/390 06 12", "+46313900612"),
        ("tel:070-1740605", "+46701740605"),
        ("my number is +44 20 7946 0958", "+442079460958"),
        ("call +1 202 555 0123", "+12025550123"),
    ],
)
def test_a_phone_number_is_found_in_international_form(text: str, number: str) -> None:
    assert phones(text) == [number]


@pytest.mark.parametrize(
    "text", ["08-465 004 12 ankn 23", "08-465 004 12 anknytning 23", "08-465 004 12 ext. 23", "08-465 004 12 x23"]
)  # fmt: skip
def test_an_extension_is_told_apart(text: str) -> None:
    (found,) = find_phones(text)
    assert (found.value, found.details) == ("+46846500412", {"extension": "23"})
    assert found.end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "9", "order 1001", "10/10", "2024-05-01", "2024-05-01 12:30", "05-06-2024", "#1234567", "1 299 kr", "812345678",
        "ean 7310130003547", "800101-1234", "010203-1234", "20010203-1234",
    ],
)  # fmt: skip
def test_other_numbers_are_no_phone_numbers(text: str) -> None:
    assert phones(text) == []


def test_an_order_number_is_not_taken_for_a_phone_number_as_well() -> None:
    message = Message(data={"text": "ordernummer 0701740605, ring 070-174 06 11"})
    for component in (OrderNumberExtractor({}), ContactExtractor(ContactExtractor.get_default_config())):
        component.process([message])
    found = [(entity["entity"], entity["value"]) for entity in message.get("entities")]
    assert found == [("order_number", "0701740605"), ("phone_number", "+46701740611")]


@given(text=st.text(alphabet="0123456789+-() @.abå/#punkt", max_size=2000))
@settings(max_examples=80, deadline=None)
def test_any_mix_of_digits_and_signs_can_be_searched(text: str) -> None:
    found = [*find_emails(text), *find_phones(text)]
    assert takes_under(0.05, lambda: [*find_emails(text), *find_phones(text)])
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
