"""The surveys that come with the product are short, and ask what they promise."""

from __future__ import annotations

from string import Formatter

import pytest
import yaml

from bot.surveys import engine
from bot.surveys.catalogue import FOLDER, load_catalogue

CATALOGUE = load_catalogue()
TEXTS = yaml.safe_load((FOLDER.parent / "survey" / "texts.yml").read_text(encoding="utf-8"))


def kinds(survey, answers):
    return [question.kind for question in engine.path(CATALOGUE[survey], answers)]


def test_three_surveys_ship():
    assert {survey.key for survey in CATALOGUE} == {"after_delivery", "after_case", "relationship"}


@pytest.mark.parametrize("survey", CATALOGUE, ids=lambda survey: survey.key)
def test_no_survey_asks_more_than_four_questions(survey):
    assert engine.most_left(survey, {}) <= 4


@pytest.mark.parametrize(("score", "comment"), [(6, "went_wrong"), (7, "missing_bit"), (9, "best_bit")])
def test_after_a_delivery_the_comment_is_asked_for_by_the_score(score, comment):
    assert engine.next_question(CATALOGUE["after_delivery"], {"recommend": score}).key == comment


def test_after_a_delivery_comes_first_the_recommendation_and_then_the_delivery():
    assert kinds("after_delivery", {"recommend": 3, "went_wrong": "x", "delivery": 1}) == [
        "nps",
        "text",
        "csat",
    ]


@pytest.mark.parametrize(
    ("ease", "solution", "asked"), [(7, 5, False), (3, 5, True), (7, 2, True), (1, 1, True)]
)
def test_after_a_case_a_comment_is_asked_for_only_where_it_went_badly(ease, solution, asked):
    assert ("text" in kinds("after_case", {"ease": ease, "solution": solution})) == asked


def test_the_relationship_survey_asks_why_what_matters_and_whether_we_may_call():
    assert kinds("relationship", {"recommend": 5}) == ["nps", "text", "choices", "yes_no"]


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_around_the_surveys_is_filled_in_alike_in_both_languages(key):
    fields = [
        {name for _, name, _, _ in Formatter().parse(TEXTS[key][language]) if name}
        for language in ("sv", "en")
    ]
    assert fields[0] == fields[1]
