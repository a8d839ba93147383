from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.nlu.examples import (
    Example,
    leaks,
    near_duplicates,
    read_csv,
    read_yaml,
    two_meanings,
    unbalanced,
    unseen,
)
from tests.unit.nlu.conftest import ROOT

MATTER_MOST = {
    "affirm",
    "deny",
    "ask_human",
    "report_problem",
    "complain",
    "praise",
    "ask_order_status",
    "request_refund",
    "how_to",
    "update_contact_details",
    "skip",
    "stop",
    "show_my_data",
    "delete_my_data",
    "give_feedback",
    "give_rating",
    "unsubscribe",
    "change_language",
    "help",
    "thank",
    "out_of_scope",
}


@pytest.fixture(scope="module")
def tests() -> list[Example]:
    return read_yaml(sorted((ROOT / "tests/nlu").glob("test_*.yml")))


def test_each_intent_has_enough_examples_in_both_languages(examples: list[Example]) -> None:
    counts = Counter((one.intent, one.language) for one in examples)
    for intent in {one.intent for one in examples}:
        for language in ("sv", "en"):
            assert counts[intent, language] >= (60 if intent in MATTER_MOST else 30), (intent, language)


def test_no_intent_leans_to_one_language(examples: list[Example]) -> None:
    assert unbalanced(examples) == []


def test_each_intent_is_tested_in_both_languages(examples: list[Example], tests: list[Example]) -> None:
    counts = Counter((one.intent, one.language) for one in tests)
    for intent in {one.intent for one in examples}:
        assert min(counts[intent, "sv"], counts[intent, "en"]) >= 25, intent


def test_no_test_message_stands_in_the_training_data(examples: list[Example], tests: list[Example]) -> None:
    assert [(test.text, trained.text) for test, trained in leaks(tests, examples)] == []


def test_no_words_mean_two_wishes(examples: list[Example]) -> None:
    assert [(a.intent, b.intent, a.text) for a, b in two_meanings(examples)] == []


def test_a_leak_is_told_but_a_word_that_everybody_writes_is_none() -> None:
    training = [Example("sv", "deny", "nej"), Example("sv", "ask_order_status", "var är mitt paket")]
    leaked = Example("sv", "ask_order_status", "Var är mitt PAKET!")
    assert leaks([Example("sv", "deny", "Nej!"), leaked], training)[0] == (leaked, training[1])
    assert unseen([Example("sv", "deny", "Nej!")], training) == []


def test_an_intent_that_leans_to_one_language_is_told_with_its_counts() -> None:
    assert unbalanced([Example("sv", "thank", "tack")] * 4 + [Example("en", "thank", "thanks")] * 2) == [
        "thank: 4 Swedish, 2 English"
    ]


def test_words_under_two_intents_are_told() -> None:
    assert len(two_meanings([Example("sv", "deny", "inte ok"), Example("sv", "complain", "Inte OK!")])) == 1


def test_the_same_words_in_another_order_are_a_near_duplicate() -> None:
    one, other = Example("sv", "a", "var är mitt paket"), Example("sv", "b", "mitt paket, var är")
    assert list(near_duplicates([one], [other])) == [(one, other)]
    assert list(near_duplicates([one], [Example("sv", "b", "var är min faktura")])) == []


def test_a_file_without_its_columns_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "messages.csv"
    path.write_text("lang,text\nsv,hej\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column 'intent'"):
        read_csv(path)


def test_a_file_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "messages.csv"
    path.write_text('\ufefflang,intent,text\r\nsv,greet,"hej, du"\r\n', encoding="utf-8", newline="")
    assert read_csv(path) == [Example("sv", "greet", "hej, du")]


def test_each_topic_begins_with_a_guide_to_its_intents() -> None:
    for path in (ROOT / "data").glob("*/nlu*.yml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path
