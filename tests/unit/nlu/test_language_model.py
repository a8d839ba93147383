from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.language_model import guess_language
from bot.nlu.linear import LinearModel
from tests.unit.nlu.conftest import shared


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Var är mitt paket?", "sv"),
        ("den e trasig", "sv"),
        ("jattebra", "sv"),
        ("nej", "sv"),
        ("ja tack", "sv"),
        ("Where is my parcel?", "en"),
        ("yes please", "en"),
        ("no thanks", "en"),
        ("brilliant", "en"),
        ("Hvor er pakken min, og hvorfor svarer dere ikke?", "other"),
        ("Jeg vil gerne tale med et menneske, mange tak", "other"),
        ("привет, где мой заказ", "other"),
    ],
)
def test_the_language_a_customer_writes_is_seen(languages: LinearModel, text: str, language: str) -> None:
    assert guess_language(languages, text).language == language


@pytest.mark.parametrize(
    "text",
    ["ok", "OK!", "9", "10/10", "👍", "Anna Svensson", "anna@exempel.se", "070-174 06 05", "#1001", "…", ""],
)
def test_what_has_no_language_keeps_the_conversations(languages: LinearModel, text: str) -> None:
    guess = guess_language(languages, text)
    assert guess.language is None
    assert guess.confidence == 0


def test_a_swedish_message_with_an_english_word_stays_swedish(languages: LinearModel) -> None:
    assert guess_language(languages, "vilken najs service ni har, supernice").language == "sv"


@given(text=st.text(max_size=2000))
@settings(max_examples=60, deadline=None)
def test_no_text_makes_the_guess_fail(languages: LinearModel, text: str) -> None:
    guess = guess_language(languages, text)
    assert guess.language in {"sv", "en", "other", None}
    assert 0 <= guess.confidence <= 1


def test_four_words_of_swedish_or_english_are_hardly_ever_mistaken(languages: LinearModel) -> None:
    with shared("language_id.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if int(row["n_words"]) >= 4]
    for language, floor in (("sv", 0.97), ("en", 0.98)):
        texts = [row["text"] for row in rows if row["lang"] == language]
        hits = sum(guess_language(languages, text).language == language for text in texts)
        assert hits / len(texts) >= floor
    neighbours = [guess_language(languages, row["text"]) for row in rows if row["lang"] in {"da", "nb", "nn"}]
    surely_swedish = sum(guess.language == "sv" and guess.confidence > 0.8 for guess in neighbours)
    assert surely_swedish / len(neighbours) <= 0.05
