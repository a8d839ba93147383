from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.measuring.entities import EntityReport, measure_entities
from bot.nlu.products.catalogue import Catalogue, use

SETS = Path(__file__).parents[2] / "nlu"
ENTITIES = {
    "contact_field", "email", "language_name", "order_number", "phone_number", "postal_address", "problem_kind",
    "product",
}  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", ["entities.yml", "entities_other_shop.yml"])
def test_entities_are_found_in_the_test_sets(name: str, language: str) -> None:
    report = measure_entities(SETS / name, language)
    assert report.messages >= 50
    assert {score.entity for score in report.scores} == ENTITIES
    assert all(score.precision >= 0.95 and score.recall >= 0.9 for score in report.scores), report.mistakes


def test_the_measure_puts_the_shops_own_catalogue_back() -> None:
    own = Catalogue(list)
    former = use(own)
    try:
        measure_entities(SETS / "entities.yml")
        assert use(former) is own
    finally:
        use(former)


def test_what_is_missed_and_what_is_wrongly_found_is_counted_and_told(tmp_path: Path) -> None:
    report = _measured(
        tmp_path,
        """
        - {text: "order 1001", order_number: ["1002"]}
        - {text: "anna@exempel.se", email: [anna@exempel.se]}
        - {text: "hej", language_name: [sv]}
        """,
    )
    scores = {score.entity: score for score in report.scores}
    assert (scores["email"].precision, scores["email"].recall, scores["email"].f1) == (1, 1, 1)
    assert (scores["order_number"].precision, scores["order_number"].recall, scores["order_number"].f1) == (
        0,
        0,
        0,
    )
    assert (scores["language_name"].precision, scores["language_name"].recall) == (1, 0)
    assert [(one.text, one.missed, one.wrongly_found) for one in report.mistakes] == [
        ("order 1001", (("order_number", "1002"),), (("order_number", "1001"),)),
        ("hej", (("language_name", "sv"),), ()),
    ]


def _measured(folder: Path, rows: str) -> EntityReport:
    file = folder / "entities.yml"
    file.write_text(f"catalogue: []\nmessages:\n      sv:{rows}", encoding="utf-8")
    return measure_entities(file)
