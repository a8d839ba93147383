from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.intents import LinearIntentClassifier
from bot.nlu.linear import LinearModel
from bot.nlu.wishes import IMPORTANCE, find_wishes


@pytest.fixture(scope="module")
def classifier(intents: LinearModel) -> LinearIntentClassifier:
    return LinearIntentClassifier(LinearIntentClassifier.get_default_config(), model=intents)


def wishes(classifier: LinearIntentClassifier, text: str) -> list[str]:
    return [wish.name for wish in classifier.understand(text)[1]]


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("den är trasig och jag vill prata med någon", "ask_human", {"report_problem"}),
        ("it's broken and I want to talk to someone", "ask_human", {"report_problem"}),
        ("ja, men locket är sprucket", "report_problem", set()),
        ("yes, but the handle is broken", "report_problem", set()),
        ("Hej! Var är mitt paket?", "ask_order_status", {"greet"}),
        ("thanks! where is my parcel?", "ask_order_status", {"thank"}),
    ],
)
def test_all_wishes_of_a_message_are_seen_and_the_weightiest_leads(
    classifier: LinearIntentClassifier, text: str, first: str, others: set[str]
) -> None:
    found = wishes(classifier, text)
    assert found[0] == first
    assert others <= set(found)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("jag har letat överallt och väntat hela dagen, var är paketet?", "ask_order_status"),
        ("ja tack, det blir bra", "affirm"),
        ("no thanks, not now", "deny"),
    ],
)
def test_a_message_with_commas_may_hold_one_wish(
    classifier: LinearIntentClassifier, text: str, intent: str
) -> None:
    assert wishes(classifier, text)[0] == intent


def test_the_wish_that_leads_has_the_highest_confidence_and_all_sum_to_one(
    classifier: LinearIntentClassifier,
) -> None:
    confidences, found = classifier.understand("koppen är sprucken och jag vill prata med en människa")
    assert max(confidences, key=lambda name: confidences[name]) == found[0].name
    assert sum(confidences.values()) == pytest.approx(1, abs=1e-3)


def test_a_yes_counts_only_where_the_message_begins() -> None:
    answers = {"Where is it": "ask_order_status", "yes please": "affirm"}

    def classify(text: str) -> dict[str, float]:
        said = next((intent for words, intent in answers.items() if words in text), "out_of_scope")
        return {name: 0.9 if name == said else 0.01 for name in (*IMPORTANCE, "out_of_scope")}

    whole = {"ask_order_status": 0.4, "out_of_scope": 0.3, "affirm": 0.3}
    found = find_wishes("Where is it. yes please", whole, classify)
    assert [wish.name for wish in found] == ["ask_order_status"]


def hears(sayings: dict[str, dict[str, float]]) -> Callable[[str], dict[str, float]]:
    """Classifies the sayings as told, and anything else as no wish."""
    return lambda text: sayings.get(text, {"out_of_scope": 1.0})


def test_praise_of_a_thing_is_not_heard_as_a_fault_for_a_word_in_it() -> None:
    classify = hears({"the jumper is so soft": {"report_problem": 0.85, "praise": 0.15}})
    found = find_wishes("the jumper is so soft. omg", {"praise": 0.99, "report_problem": 0.01}, classify)
    assert [wish.name for wish in found] == ["praise"]


def test_a_fault_that_is_told_plainly_beside_praise_leads() -> None:
    classify = hears({"but it arrived broken": {"report_problem": 0.98, "praise": 0.02}})
    whole = {"praise": 0.92, "report_problem": 0.08}
    assert find_wishes("lovely shop, but it arrived broken", whole, classify)[0].name == "report_problem"


def test_what_surely_is_no_wish_has_none_in_a_part() -> None:
    classify = hears(
        {"play the station": {"give_rating": 0.99}, "one hundred and two": {"give_rating": 0.99}}
    )
    whole = {"out_of_scope": 0.97, "give_rating": 0.03}
    assert find_wishes("play the station, one hundred and two", whole, classify) == []


def test_every_intent_of_the_domain_has_its_importance(intents: LinearModel) -> None:
    assert {*IMPORTANCE, "out_of_scope"} == set(intents.labels)


@given(text=st.text(max_size=1500))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_distribution(classifier: LinearIntentClassifier, text: str) -> None:
    confidences, found = classifier.understand(text)
    assert sum(confidences.values()) == pytest.approx(1, abs=1e-3)
    assert len({wish.name for wish in found}) == len(found)
