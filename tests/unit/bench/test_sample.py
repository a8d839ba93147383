"""Both contestants learn from the same, fixed sample, which has the words of the benchmark's conversations."""

from __future__ import annotations

import pytest
import yaml

from bench import conversations, sample
from bot.nlu.examples import Example

EXAMPLES = [Example("sv", intent, f"{intent} {at}") for intent in ("greet", "thank") for at in range(100)]


def test_the_order_of_the_files_changes_nothing():
    assert sample.draw(EXAMPLES, []) == sample.draw(reversed(EXAMPLES), [])


def test_as_many_of_every_intent_and_language():
    drawn = sample.draw([*EXAMPLES, Example("en", "greet", "hello")], [], size=5)
    assert [(one.language, one.intent) for one in drawn].count(("sv", "greet")) == 5
    assert Example("en", "greet", "hello") in drawn


def test_the_words_that_are_wanted_are_in_it():
    assert Example("sv", "thank", "thank 93") in sample.draw(EXAMPLES, ["Thank 93"], size=1)


def test_rasa_reads_what_is_written():
    content = yaml.safe_load(sample.as_yaml(EXAMPLES[:2]))
    assert content["nlu"] == [
        {"intent": "greet", "metadata": {"language": "sv"}, "examples": "- greet 0\n- greet 1\n"}
    ]


@pytest.fixture(scope="module")
def shipped():
    return sample.training_examples()


def test_all_that_customers_say_is_something_that_stock_rasa_learns(shipped):
    """Else it would be stock's understanding that is measured, and not its speed."""
    said = {words.casefold() for words in conversations.words(conversations.read())}
    learnt = {example.text.casefold() for example in sample.draw(shipped, said)}
    assert said <= learnt
