"""The fast reading of the linear model says what the model says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.feeling.features import marked_in, polarity_features
from bot.nlu.feeling.planes import Planes
from bot.nlu.feeling.polarity import PolarityModel
from bot.nlu.linear import LinearModel, train

WORDS = ["bra", "inte", "bra", "dålig", "the", "there", "then", "leverans", "leveransen", "xqzw", "!", ","]


def told_by_the_model(model: LinearModel, text: str) -> tuple[float, float]:
    told = dict(zip(model.labels, model.decisions(text).tolist(), strict=True))
    return told["positive"] - told["negative"], told["neutral"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "qqq",
        "Jättebra!",
        "bra bra bra och bra",
        "the there then they",
        "Leveransen var inte bra, leverans nej",
    ],
)
def test_planes_decide_as_the_model_does(polarity: PolarityModel, text: str) -> None:
    planes = Planes.of(polarity.words)
    assert planes.decisions(marked_in(text)) == pytest.approx(
        told_by_the_model(polarity.words, text), abs=1e-4
    )


@given(words=st.lists(st.sampled_from(WORDS), max_size=30))
@settings(max_examples=60)
def test_words_and_pieces_that_come_again_count_as_in_the_model(
    polarity: PolarityModel, words: list[str]
) -> None:
    text = " ".join(words)
    planes = Planes.of(polarity.words)
    assert planes.decisions(marked_in(text)) == pytest.approx(
        told_by_the_model(polarity.words, text), abs=1e-4
    )


def test_a_model_that_knows_no_neutral_is_refused() -> None:
    model = train(["good", "bad"], ["positive", "negative"], featurise=polarity_features)
    with pytest.raises(ValueError, match="neutral"):
        Planes.of(model)
