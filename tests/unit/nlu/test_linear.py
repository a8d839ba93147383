from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.linear import LinearModel, train, wish_features


def test_a_saved_model_understands_as_before(intents: LinearModel, tmp_path: Path) -> None:
    intents.save(tmp_path)
    loaded = LinearModel.load(tmp_path, wish_features)
    for text in ("var är mitt paket", "it leaks", "9", ""):
        assert np.allclose(loaded.confidences(text), intents.confidences(text), atol=0.01)


def test_a_model_needs_two_labels_to_tell_apart() -> None:
    with pytest.raises(ValueError, match="at least two labels"):
        train(["hej", "hallå"], ["greet", "greet"])


def test_two_labels_are_told_apart() -> None:
    model = train(["hej hej", "hej du", "adjö nu", "adjö du"], ["greet", "greet", "goodbye", "goodbye"])
    assert model.labels[int(model.confidences("hej där").argmax())] == "greet"
    assert model.labels[int(model.confidences("adjö").argmax())] == "goodbye"


def test_marks_case_and_typos_change_no_wish(intents: LinearModel) -> None:
    for text in (
        "När kommer mitt paket?",
        "nar kommer mitt paket",
        "NÄR KOMMER MITT PAKET",
        "när kommmer mitt pakte",
    ):
        assert intents.labels[int(intents.confidences(text).argmax())] == "ask_order_status"


def test_nonsense_gets_a_low_confidence(intents: LinearModel) -> None:
    for text in ("zxcvb qwpoi mnbvx", "hgfd trew"):
        confidences = intents.confidences(text)
        best = int(confidences.argmax())
        assert intents.labels[best] == "out_of_scope" or confidences[best] < 0.45


@given(text=st.text(max_size=3000))
@settings(max_examples=60, deadline=None)
def test_confidences_of_any_text_are_a_distribution(intents: LinearModel, text: str) -> None:
    confidences = intents.confidences(text)
    assert np.isfinite(confidences).all()
    assert float(confidences.sum()) == pytest.approx(1, abs=1e-3)


def test_a_model_that_leans_to_a_label_says_it_more_often_and_keeps_the_order_of_the_others() -> None:
    model = train(
        ["hej", "hej hej", "adjö", "adjö då", "tack", "tack så mycket"], ["a", "a", "b", "b", "c", "c"]
    )
    before, after = model.decisions("hej"), model.leaning("b", 0.5).decisions("hej")
    assert after - before == pytest.approx([0.0, 0.5, 0.0], abs=1e-6)
    assert (model.leaning("no such label", 0.5).decisions("hej") == before).all()
