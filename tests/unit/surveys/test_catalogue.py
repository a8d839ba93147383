"""Whoever writes a survey is told what is wrong, where, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.surveys.catalogue import Catalogue, read_survey
from bot.surveys.errors import CatalogueError, UnknownSurvey

TEXT = "{sv: Fråga, en: Question}"
RECOMMEND = f"""
- key: recommend
  kind: nps
  text: {TEXT}
"""


def told(path: Path) -> str:
    with pytest.raises(CatalogueError) as error:
        read_survey(path)
    return str(error.value).replace(str(path.parent) + "/", "")


def test_a_survey_is_read_with_its_texts_in_both_languages(survey_file):
    survey = read_survey(survey_file(RECOMMEND))
    assert survey["recommend"].text.say("sv") == "Fråga"
    assert survey["recommend"].text.say("en") == "Question"


def test_an_unknown_question_in_a_branch_is_named_with_its_line_and_what_was_meant(survey_file):
    path = survey_file(
        RECOMMEND
        + f"""
- key: why
  kind: text
  text: {TEXT}
  ask_if: {{question: recomend, at_most: 6}}
"""
    )
    assert told(path) == (
        f"test.yml:{_line(path, 'recomend,')}: questions.why.ask_if.question: question 'why' is asked if 'recomend' "
        "was answered in some way; there is no such question; did you mean 'recommend'?"
    )


def _line(path: Path, words: str) -> int:
    return next(n for n, line in enumerate(path.read_text().splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("question", "words", "message"),
    [
        ("ask_if: {question: later}", "question: later", "that comes later; move it before this one"),
        ("ask_if: {question: why}", "question: why", "cannot wait for itself"),
        (
            "ask_if: {question: recommend, at_least: 11}",
            "at_least",
            "11 is not on the scale of 'recommend', 0 to 10",
        ),
        ("ask_if: {question: recommend, is: ja}", "is: ja", "'ja' is not on the scale"),
        ("ask_if: {question: recommend, is: 1, any_of: [2]}", "any_of", "not both"),
        ("ask_if: {question: recommend, at_least: 7, at_most: 6}", "ask_if", "question 'why' is never asked"),
        (
            "ask_if: {all: [{question: recommend, at_most: 6}, {question: recommend, at_least: 9}]}",
            "ask_if",
            "question 'why' is never asked",
        ),
        ("ask_if: {}", "ask_if", "has no condition"),
        ("low: {sv: Låg, en: Low}", "low:", "a text question has none"),
        ("options: [{key: a, title: {sv: A, en: A}}]", "options", "a text question has no options"),
        ("askif: {question: recommend}", "askif", "no such field as 'askif'; did you mean 'ask_if'?"),
        ("optional: maybe", "optional", "found 'maybe'"),
    ],
)
def test_a_wrong_question_is_told_with_its_line(survey_file, question, words, message):
    path = survey_file(
        RECOMMEND
        + f"""
- key: why
  kind: text
  text: {TEXT}
  {question}
- key: later
  kind: text
  text: {TEXT}
"""
    )
    error = told(path)
    assert message in error
    assert error.startswith(f"test.yml:{_line(path, words)}: questions.why")


def test_a_question_behind_a_question_that_excludes_it_is_never_asked(survey_file):
    path = survey_file(
        RECOMMEND
        + f"""
- key: unhappy
  kind: csat
  text: {TEXT}
  ask_if: {{question: recommend, at_most: 6}}
- key: strange
  kind: text
  text: {TEXT}
  ask_if: {{all: [{{question: unhappy}}, {{question: recommend, at_least: 9}}]}}
"""
    )
    assert "question 'strange' is never asked" in told(path)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("{question: agree, is: 1}", "'agree' is answered yes or no, not 1"),
        ("{question: agree, at_least: 1}", "'agree' is a yes_no question, not a scale; use 'is' or 'any_of'"),
        ("{question: what, is: prise}", "'what' has no option 'prise'; did you mean 'price'?"),
        ("{question: words, is: bra}", "'words' is free text"),
    ],
)
def test_a_condition_fits_the_kind_of_question_it_asks_about(survey_file, condition, message):
    path = survey_file(f"""
- {{key: agree, kind: yes_no, text: {TEXT}}}
- {{key: words, kind: text, text: {TEXT}}}
- key: what
  kind: choices
  text: {TEXT}
  options:
    - {{key: price, title: {{sv: Pris, en: Price}}}}
    - {{key: range, title: {{sv: Utbud, en: Range}}}}
- {{key: last, kind: text, text: {TEXT}, ask_if: {condition}}}
""")
    assert message in told(path)


def test_conditions_on_yes_and_on_options_are_understood(survey_file):
    survey = read_survey(
        survey_file(f"""
- {{key: agree, kind: yes_no, text: {TEXT}}}
- {{key: last, kind: text, text: {TEXT}, ask_if: {{question: agree, is: yes}}}}
""")
    )
    assert survey["last"].ask_if.all[0].holds(True)
    assert not survey["last"].ask_if.all[0].holds(False)


def test_options_that_customers_could_not_tell_apart_are_refused(survey_file):
    path = survey_file(f"""
- key: what
  kind: choice
  text: {TEXT}
  options:
    - {{key: a, title: {{sv: Pris, en: Price}}}}
    - {{key: a, title: {{sv: pris, en: Cost}}}}
""")
    error = told(path)
    assert "two options have the key 'a'" in error
    assert "two options of 'what' have the title 'pris'" in error


def test_a_choice_needs_something_to_choose_from(survey_file):
    assert "needs two or more 'options'" in told(survey_file(f"- {{key: what, kind: choice, text: {TEXT}}}"))


def test_two_questions_with_one_key_are_refused(survey_file):
    assert "two questions have the key 'recommend'" in told(survey_file(RECOMMEND + RECOMMEND))


def test_a_missing_language_is_named_with_its_line(survey_file):
    path = survey_file("- {key: recommend, kind: nps, text: {sv: Fråga}}")
    assert told(path) == (
        f"test.yml:{_line(path, 'sv: Fråga')}: questions.recommend.text.en: 'en' is missing; add it "
        "(every text is needed in both languages)."
    )


def test_every_missing_thing_is_told_at_once(survey_file):
    error = told(survey_file("- {key: Recommend, kind: npz}", head="version: one\nquestions:\n"))
    for message in (
        "'key' is missing",
        "'title' is missing",
        "'text' is missing",
        "'Recommend' is no key",
        "'npz' is",
    ):
        assert message in error


def test_a_yes_that_yaml_reads_as_true_is_told_to_be_quoted(survey_file):
    path = survey_file("- {key: recommend, kind: nps, text: {sv: Ja, en: Yes}}")
    assert "YAML reads this as True, not as text; put it in quotes." in told(path)


def test_what_cannot_be_filled_in_is_refused(survey_file):
    path = survey_file('- {key: recommend, kind: nps, text: {sv: "Hej {name} i {shop}", en: Hi}}')
    assert "{name} cannot be filled in; only {shop} can" in told(path)


def test_the_shops_name_is_filled_in(survey_file):
    survey = read_survey(
        survey_file('- {key: recommend, kind: nps, text: {sv: "Gillar du {shop}?", en: Hi}}')
    )
    assert survey["recommend"].text.say("sv", shop="{Kaffe}") == "Gillar du {Kaffe}?"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("key: a\nversion: 1\nkey: b\n", "test.yml:3: 'key' stands here again, first on line 1"),
        ("key: [\n", "test.yml:2: this is not YAML"),
        ("- key\n", "test.yml:1: write the survey as 'key:'"),
        ("", "test.yml:1: write the survey as 'key:'"),
        ("key: &a [*a]\n", "test.yml:1: this is nested too deeply"),
        ("key: a\nversion: 'a\x01'\n", "test.yml:2: this is not YAML"),
        ("key: 2026-02-31\n", "test.yml:1: '2026-02-31' cannot be read"),
    ],
)
def test_what_is_no_survey_at_all_is_told(tmp_path, text, message):
    path = tmp_path / "test.yml"
    path.write_text(text)
    assert message in told(path)


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert "cannot be read" in told(tmp_path / "none.yml")


def test_all_problems_of_all_files_are_told_together(survey_file):
    first = survey_file("- {key: A, kind: nps, text: {sv: a, en: b}}", name="first.yml")
    second = survey_file("- {key: B, kind: nps, text: {sv: a, en: b}}", name="second.yml")
    with pytest.raises(CatalogueError) as error:
        Catalogue.read([first, second])
    assert [line.split(":")[0].rsplit("/", 1)[1] for line in str(error.value).splitlines()] == [
        "first.yml",
        "second.yml",
    ]


def test_two_files_with_one_survey_are_refused(survey_file):
    files = [survey_file(RECOMMEND, name="first.yml"), survey_file(RECOMMEND, name="second.yml")]
    with pytest.raises(CatalogueError, match=r"second.yml:1: key: another file has a survey 'test' too"):
        Catalogue.read(files)


def test_an_unknown_survey_is_told_with_what_was_meant(survey_file):
    catalogue = Catalogue.read([survey_file(RECOMMEND)])
    with pytest.raises(UnknownSurvey, match="no survey 'tset'; did you mean 'test'"):
        catalogue["tset"]


def test_a_survey_is_the_same_after_it_was_stored(survey_file):
    survey = read_survey(
        survey_file(
            RECOMMEND
            + f"""
- {{key: agree, kind: yes_no, text: {TEXT}, ask_if: {{question: recommend, at_most: 0}}}}
- {{key: last, kind: text, optional: true, text: {TEXT}, ask_if: {{question: agree, is: no}}}}
"""
        )
    )
    assert type(survey).model_validate(survey.definition()) == survey
