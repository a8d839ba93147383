"""A text's polarity, its strength, and how sure that is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.features import words_of
from bot.nlu.feeling.polarity import UNHEARD, PolarityModel
from bot.nlu.feeling.training import read_examples
from bot.nlu.measuring.polarity import measure, read_labelled
from tests.unit.nlu.timing import takes_under

TESTS = Path(__file__).parents[3] / "nlu"
TARGET = 0.90
"""On texts of our own that are harder than most reviews: irony without a judging word, understatement."""


@pytest.mark.parametrize(
    "text",
    [
        "Jättebra!",
        "JATTENOJD",
        "skitbra grejer",
        "funkar fint",
        "inte alls dålig",
        "Jag är supernöjd med kaffebryggaren, den är snygg och tyst",
        "inget att klaga på",
        "sjukt god choklad 😍",
        "Works like a charm",
        "not bad at all",
        "love it!!!",
        "damn good coffee",
        "5/5",
        "❤️",
    ],
)
def test_praise_is_heard(polarity: PolarityModel, text: str) -> None:
    heard = polarity.read(text)
    assert heard.polarity == "positive"
    assert heard.score > 0


@pytest.mark.parametrize(
    "text",
    [
        "skit",
        "Värdelös!!",
        "valdigt besviken",
        "inte bra",
        "funkar inte",
        "Har väntat i tre veckor och ingen svarar",
        "den gick sönder efter en dag",
        "aldrig mer",
        "fy fan vad dåligt",
        "terrible service",
        "it broke after two days",
        "would not recommend",
        "waste of money",
        "1/5",
        "😡",
    ],
)
def test_blame_is_heard(polarity: PolarityModel, text: str) -> None:
    heard = polarity.read(text)
    assert heard.polarity == "negative"
    assert heard.score < 0


@pytest.mark.parametrize(
    "text",
    [
        "snabb leverans men trasig vara",
        "God mat men otrevlig personal",
        "Great food but rude staff",
        "Bra ljud, uselt batteri",
    ],
)
def test_praise_and_blame_together_are_mixed(polarity: PolarityModel, text: str) -> None:
    assert polarity.read(text).polarity == "mixed"


@pytest.mark.parametrize(
    "text",
    [
        "Var är min order?",
        "Hur lång är garantin?",
        "Kan ni snälla ändra min adress?",
        "Stäng av aviseringarna tack",
        "Where is my order?",
        "My order number is 4471",
        "I'll send a photo tonight",
        "Please change the name on my account",
        "ok",
    ],
)
def test_a_question_or_a_fact_is_neutral(polarity: PolarityModel, text: str) -> None:
    heard = polarity.read(text)
    assert heard.polarity == "neutral"
    assert abs(heard.score) < 0.3


def test_the_stronger_the_words_the_larger_the_score(polarity: PolarityModel) -> None:
    assert (
        polarity.read("en riktigt usel och värdelös skitprodukt").score < polarity.read("lite tråkig").score
    )


def test_a_text_without_words_is_unheard(polarity: PolarityModel) -> None:
    assert polarity.read("") == polarity.read("  \n") == polarity.read("12 34") == UNHEARD


def test_a_saved_model_reads_as_before(polarity: PolarityModel, tmp_path: Path) -> None:
    polarity.save(tmp_path)
    loaded = PolarityModel.load(tmp_path)
    for text in ("Jättebra!", "inte bra", "Where is my order?"):
        assert loaded.read(text).score == pytest.approx(polarity.read(text).score, abs=0.01)


@given(text=st.text(max_size=300))
@settings(max_examples=60)
def test_every_text_gets_a_score_within_bounds(polarity: PolarityModel, text: str) -> None:
    heard = polarity.read(text)
    assert -1 <= heard.score <= 1
    assert 0.5 <= heard.confidence <= 1


@pytest.mark.parametrize(
    "text",
    ["dålig " * 20_000, "a" * 100_000, "inte " * 20_000, "1/5 " * 25_000, "(:" * 50_000, "men " * 25_000],
)
def test_a_huge_text_takes_no_time_to_speak_of(polarity: PolarityModel, text: str) -> None:
    polarity.read(text)
    assert takes_under(0.05, lambda: polarity.read(text + "!"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_reviews_that_it_has_not_learned_from_are_understood(polarity: PolarityModel, language: str) -> None:
    report = measure(read_labelled(TESTS / f"polarity_{language}.csv"), polarity.read)
    assert report.macro_f1 >= TARGET, [f"{score:+.2f} {one.text}" for one, score in report.wrong]
    assert report.accuracy >= 0.65


def test_no_test_text_is_learned_from() -> None:
    learned = {tuple(words_of(text)) for text in read_examples()[0]}
    tested = [*read_labelled(TESTS / "polarity_sv.csv"), *read_labelled(TESTS / "polarity_en.csv")]
    assert not [one.text for one in tested if tuple(words_of(one.text)) in learned]


def test_no_example_has_two_labels() -> None:
    labels: dict[tuple[str, ...], str] = {}
    for text, label in zip(*read_examples(), strict=True):
        key = (*words_of(text), *(mark for mark in text if not mark.isalpha() and not mark.isspace()))
        assert labels.setdefault(key, label) == label, text


def test_a_file_without_the_right_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    path.write_text("lang,text\nsv,hej\n", encoding="utf-8")
    with pytest.raises(ValueError, match="label"):
        read_labelled(path)


def test_there_must_be_something_to_measure(polarity: PolarityModel) -> None:
    with pytest.raises(ValueError, match="no positive or negative"):
        measure([], polarity.read)
