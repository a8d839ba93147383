"""Floors under how well messages are understood; ``make evaluate`` prints the figures themselves."""

from __future__ import annotations

import csv

import pytest
import yaml

from bot.nlu.examples import Example, read_csv, read_yaml
from bot.nlu.linear import LinearModel
from bot.nlu.measures import FALLBACK, Report, score
from tests.unit.nlu.conftest import ROOT, shared

PIPELINE = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
THRESHOLD: float = next(one["threshold"] for one in PIPELINE if one["name"] == "FallbackClassifier")


def measure(model: LinearModel, examples: list[Example]) -> Report:
    guesses = [understood(model, example.text) for example in examples]
    return score([example.intent for example in examples], guesses)


def understood(model: LinearModel, text: str) -> str:
    """The intent that the dialogue acts upon."""
    confidences = model.confidences(text)
    best = int(confidences.argmax())
    return model.labels[best] if confidences[best] >= THRESHOLD else FALLBACK


@pytest.mark.parametrize("language", ["sv", "en"])
def test_our_own_test_messages_are_understood(intents: LinearModel, language: str) -> None:
    report = measure(intents, read_yaml([ROOT / f"tests/nlu/test_{language}.yml"]))
    assert report.accuracy >= 0.94
    assert report.macro_f1 >= 0.94
    assert report.fell_back <= 0.04


def test_other_peoples_support_messages_are_understood(intents: LinearModel) -> None:
    report = measure(intents, read_csv(shared("support_intents_en.csv")))
    assert report.accuracy >= 0.95
    assert report.macro_f1 >= 0.90


def test_talk_of_other_things_leads_to_no_action(intents: LinearModel) -> None:
    greeting = {"general_greet", "general_quirky"}
    with shared("general_intents.csv").open(encoding="utf-8") as file:
        rows = [
            row for row in csv.DictReader(file) if row["partition"] == "dev" and row["intent"] not in greeting
        ]
    for language in ("sv", "en"):
        texts = [row["text"] for row in rows if row["lang"] == language]
        report = measure(intents, [Example(language, "out_of_scope", text) for text in texts])
        assert report.held_back is not None
        assert report.held_back >= 0.86


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        *(
            ("affirm", text)
            for text in ("japp!!", "jaa!!", "yep!!", "yesss", "JAAA!!!!", "jajamän!", "yes!!!")
        ),
        *(("deny", text) for text in ("nej!!", "nope!!!", "NEEEJ")),
    ],
)
def test_a_yes_or_no_is_understood_however_loudly_it_is_said(
    intents: LinearModel, intent: str, text: str
) -> None:
    assert understood(intents, text) == intent


@pytest.mark.parametrize(
    "text",
    [
        *(
            "jag har inte fått nåt",
            "har inte fått något paket",
            "ingenting har kommit",
            "har aldrig fått den",
        ),
        *("nothing has arrived", "I never got it", "the parcel never came", "nothing ever came!"),
    ],
)
def test_a_parcel_that_never_came_is_a_problem(intents: LinearModel, text: str) -> None:
    assert understood(intents, text) == "report_problem"
