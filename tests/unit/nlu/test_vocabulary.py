"""What a model knows, kept small: every feature keeps its values, whichever row it is given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from bot.nlu.vocabulary import Vocabulary

TYPED = some.text(
    some.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12
)


@given(some.sets(TYPED, min_size=1, max_size=40))
def test_a_feature_keeps_its_values(features) -> None:
    given_rows = {feature: row for row, feature in enumerate(sorted(features))}
    values = np.arange(len(features)) * 10
    vocabulary, former = Vocabulary.of(given_rows)
    assert len(vocabulary) == len(features)
    for feature, row in given_rows.items():
        assert values[former][vocabulary[feature]] == values[row]
    assert [vocabulary[feature] for feature in vocabulary] == list(range(len(features)))


def test_what_is_not_known_has_no_row() -> None:
    vocabulary, _ = Vocabulary.of({"kaffe": 0, "kaffebryggare": 1})
    assert vocabulary.get("kaff") is None
    assert "kaffebryggar" not in vocabulary
    assert "kaffe" in vocabulary


def test_it_is_read_back_from_its_file(tmp_path: Path) -> None:
    vocabulary, _ = Vocabulary.of({"kaffe": 0, "te": 1, "å ä ö 😀": 2})
    vocabulary.save(tmp_path / "words.trie")
    assert dict(Vocabulary.load(tmp_path / "words.trie")) == dict(vocabulary)
