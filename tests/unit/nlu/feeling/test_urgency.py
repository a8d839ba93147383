"""What presses is heard, with the words that told it; what is denied, praised or told of a film is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.feeling.urgency import alarms_in, names_of
from tests.unit.nlu.timing import takes_under

SAFETY = [
    "Maskinen fattade eld",
    "den brinner!!",
    "det borjade ryka ur kontakten",
    "Sladden har smält",
    "Jag fick en elstöt av handtaget",
    "det luktar bränt om motorn",
    "Hon brände sig på handtaget",
    "min son skar sig på den vassa kanten",
    "fick åka till akuten",
    "det låg glas i maten",
    "Jag fick en allergisk reaktion av krämen",
    "bebisen satte i halsen en lös del",
    "vi blev matförgiftade",
    "Det läcker gas från spisen",
    "batteriet exploderade",
    "den är livsfarlig",
    "The toaster caught fire",
    "it is on fire!",
    "there is smoke coming out",
    "I got an electric shock from the plug",
    "I burned my hand on the handle",
    "the charger started smoking",
    "my daughter was injured",
    "it could have killed someone",
    "I found glass in my food",
    "had an allergic reaction",
    "my baby almost choked on it",
    "we got food poisoning",
    "I can smell a gas leak",
    "the battery exploded",
    "this is dangerous",
]
LEGAL = [
    "Jag anmäler er till Konsumentverket",
    "detta går vidare till ARN",
    "ni hör från min advokat",
    "jag kommer att göra en polisanmälan",
    "Vi ses i tingsrätten",
    "jag bestrider fakturan",
    "det är ett brott mot GDPR",
    "jag går till tidningarna med detta",
    "I will call my lawyer",
    "see you in small claims court",
    "I'm reporting you to trading standards",
    "I have started a chargeback",
    "this is a GDPR complaint",
    "I'm going to the police",
    "I'll sue you",
    "this is illegal",
]
LEAVING = [
    "Jag säger upp mitt abonnemang",
    "vill avsluta mitt konto",
    "nu byter jag leverantör",
    "vi går till en konkurrent",
    "handlar aldrig här igen",
    "aldrig mer!",
    "det var sista gången jag beställde",
    "ni har precis förlorat en kund",
    "sager upp avtalet",
    "Cancel my subscription",
    "I'm taking my business elsewhere",
    "I will never buy from you again",
    "this is the last time I order here",
    "you just lost a customer",
    "switching providers tomorrow",
    "I want to close my account",
]
ANGER = [
    "vad fan håller ni på med",
    "jävla skitföretag",
    "Det här är under all kritik",
    "jag är så arg på er",
    "ni borde skämmas",
    "rena bedrägeriet",
    "nu har jag fått nog",
    "this is unacceptable",
    "I am furious",
    "what the hell is this",
    "you are a bunch of liars",
    "worst company ever",
    "total scam",
    "fed up with waiting",
]
HARMLESS = [
    "Jävla gott kaffe",
    "jävligt bra service, tack",
    "sjukt god choklad",
    "Vi brinner för service",
    "En smakexplosion",
    "rökt lax på mackan",
    "den är rökfri",
    "det var ingen fara, den brann inte",
    "ingen rök kom ut",
    "jag är inte arg",
    "Sue heter jag",
    "Det är en bra kvarn",
    "Det är ett fint varumärke",
    "Jag vill anmäla mig till kursen",
    "hur anmäler man sig till nyhetsbrevet?",
    "Aldrig mer en tråkig kväll",
    "aldrig köpt något bättre",
    "har aldrig ätit så gott",
    "jag byter adress",
    "Kan jag byta färg?",
    "Boken handlar om en advokat",
    "jag är jurist och gillar er kvarn",
    "killer deal",
    "You guys are on fire",
    "smoked salmon, yum",
    "not dangerous at all",
    "I'm not angry",
    "damn good coffee",
    "ridiculously good",
    "I'll never regret it",
    "never had a better coffee",
    "never mind",
    "cancel my order",
    "the film is about a police officer",
    "Where is my order?",
    "When does the fire place arrive",
    "",
]


@pytest.mark.parametrize(
    ("text", "name"),
    [(text, name) for texts, name in ((SAFETY, "safety"), (LEGAL, "legal"), (LEAVING, "leaving"), (ANGER, "anger"))
     for text in texts],
)  # fmt: skip
def test_what_presses_is_heard(text: str, name: str) -> None:
    assert name in names_of(text)
    assert name in names_of(text.upper())


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_words_alarm_nobody(text: str) -> None:
    assert alarms_in(text) == ()


def test_the_words_that_told_it_are_the_customers_own() -> None:
    text = "Hej! Laddaren tog eld i natt, jag säger upp avtalet."
    alarms = alarms_in(text)
    assert [alarm.name for alarm in alarms] == ["safety", "leaving"]
    assert all(alarm.words in text.lower() for alarm in alarms)


def test_a_denial_does_not_hide_what_is_said_later() -> None:
    assert names_of("Jag är inte arg, men den fattade eld") == {"safety"}


@pytest.mark.parametrize(
    "text", ["Maskinen  fattade\neld", "MASKINEN FATTADE ELD", "maskinen fattade eld!!!"]
)
def test_white_space_capitals_and_marks_make_no_difference(text: str) -> None:
    assert names_of(text) == {"safety"}


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert all(alarm.words for alarm in alarms_in(text))


@pytest.mark.parametrize(
    "text",
    ["dålig " * 20_000, "a" * 100_000, "inte " * 20_000, "fan " * 25_000, "never " * 17_000, "my " * 30_000,
     "den är " * 15_000, " " * 100_000, "boken " * 17_000],
)  # fmt: skip
def test_a_huge_text_takes_no_time_to_speak_of(text: str) -> None:
    alarms_in(text)
    assert takes_under(0.05, lambda: alarms_in(text))
