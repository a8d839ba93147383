"""What a customer can ask for at any time."""

from __future__ import annotations

import pytest

from bot.records.models import Customer


def stored(customer):
    with customer.stage.app.database.reading() as session:
        return session.get(Customer, customer.id)


def test_the_language_follows_the_customer_and_does_not_flip_on_ok(person):
    anna = person("sv")
    assert "Hi" in anna.says("hello there, good morning!") or "Hello" in anna.heard[-1].text
    assert "welcome" in anna.says("ok thanks").lower()


def test_the_language_can_be_asked_for_and_is_remembered(person):
    anna = person("sv")
    anna.says("kan vi ta det på engelska?")
    assert stored(anna).language == "en"


@pytest.mark.parametrize(
    ("language", "wish", "yes"),
    [
        ("sv", "min nya mejladress är anna.ny{n}@example.com", "ja det stämmer"),
        ("en", "please change my email to emma.new{n}@example.com", "yes that's right"),
    ],
)
def test_an_email_is_read_back_and_written_after_a_yes(person, language, wish, yes):
    customer = person(language)
    old = stored(customer).email
    answer = customer.says(wish.format(n=customer.id))
    assert f"{customer.id}@example.com" in answer
    assert stored(customer).email == old, "nothing is written before the yes"
    customer.says(yes)
    assert stored(customer).email != old


def test_a_no_writes_nothing(person):
    anna = person("sv")
    old = stored(anna).email
    anna.says("byt min e-post till fel@example.com")
    anna.says("nej")
    assert stored(anna).email == old


def test_a_phone_number_is_changed_step_by_step(person):
    anna = person("sv")
    anna.says("jag vill byta telefonnummer")
    anna.says("070-174 06 35")
    anna.says("ja")
    assert stored(anna).phone == "+46701740635"


def test_an_address_is_changed(person):
    emma = person("en")
    emma.says("I have moved, I need to change my address")
    emma.says("1 High Street, 123 45 Springfield")
    emma.says("yes")
    assert "High Street" in stored(emma).address


def test_nonsense_is_no_email(person):
    anna = person("sv")
    anna.says("jag vill ändra min e-post")
    assert "e-postadress" in anna.says("hejsan svejsan")
    assert stored(anna).email != "hejsan svejsan"


@pytest.mark.parametrize(
    ("language", "wish"),
    [("sv", "vilka uppgifter har ni om mig?"), ("en", "what data do you have about me?")],
)
def test_a_customer_is_shown_what_we_hold(person, language, wish):
    customer = person(language)
    assert stored(customer).email in customer.says(wish)


@pytest.mark.parametrize("wish", ["vilka uppgifter har ni om mig?", "var är min beställning?"])
def test_a_stranger_is_shown_nothing(person, wish):
    visitor = person(None)
    answer = visitor.says(wish)
    assert "inloggad" in answer


@pytest.mark.parametrize(
    ("language", "wish"), [("sv", "jag vill prata med en människa"), ("en", "I want to talk to a human")]
)
def test_asking_for_a_human_gives_a_name_and_a_time(person, language, wish):
    customer = person(language)
    answer = customer.says(wish)
    case = customer.stage.app.cases.open_case_of(customer.conversation_id)
    assert case.manager_name in answer
    assert ("kl." if language == "sv" else "at") in answer


def test_what_is_not_understood_twice_leads_to_a_human_never_a_loop(person):
    anna = person("sv")
    anna.says("flurb snaggel wopp")
    anna.says("zork bimbel trall")
    assert "kollega" in anna.heard[-1].text
    anna.says("ja gärna")
    case = anna.stage.app.cases.open_case_of(anna.conversation_id)
    assert case.reason == "bot_failed"
    assert "zork" in case.words


def test_a_visitor_can_ask_for_a_human_and_leave_an_address(person):
    visitor = person(None)
    visitor.says("kan jag få prata med en människa?")
    case = visitor.stage.app.cases.open_case_of(visitor.conversation_id)
    assert case is not None
    visitor.says("min mejl är gäst@example.com")
    assert "@example.com" in visitor.stage.app.cases.open_case_of(visitor.conversation_id).words


@pytest.mark.parametrize(
    "typed", ["/restart", "/EXTERNAL_checkin{}", "/affirm", '/give_rating{"survey_value": "1"}']
)
def test_typed_commands_are_words(person, typed):
    """The channel's guard strips what Rasa would obey."""
    from bot.channels.guard import clean

    anna = person("sv")
    anna.says(clean(typed))
    tracker_events = anna.transcript()
    assert "/" not in tracker_events.split(":")[1][:2]
    assert anna.stage.app.cases.open_case_of(anna.conversation_id) is None
