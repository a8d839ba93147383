"""The lexicon alone: negation, strengthening, "but", and fixed expressions."""

from __future__ import annotations

import pytest

from bot.nlu.feeling.features import seen
from bot.nlu.feeling.lexicon import LANGUAGES, read_lexicon
from bot.nlu.feeling.negation import marked_words
from bot.nlu.feeling.valence import Valence, valence_of


def heard(text: str) -> Valence:
    return valence_of(*seen(text))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("Den är bra", "Den är inte bra"),
        ("Inte alls dålig!", "Riktigt dålig!"),
        ("Jag är nöjd", "Jag är inte särskilt nöjd"),
        ("It is good", "It is not good"),
        ("Not bad at all", "Really bad"),
        ("I would recommend it", "I would not recommend it"),
        ("inget att klaga på", "mycket att klaga på"),
        ("jävla bra", "jävla skit"),
        ("bra service, tack", "urdalig service"),
    ],
)
def test_what_is_denied_turns(good: str, bad: str) -> None:
    assert heard(good).whole > 0 > heard(bad).whole


@pytest.mark.parametrize(
    "text", ["Har aldrig varit så nöjd", "aldrig haft det godare", "I have never been happier"]
)
def test_never_denies_no_comparison(text: str) -> None:
    assert heard(text).whole > 0


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("It could not be better", "It could not be worse"),
        ("They couldn't have been kinder", "They couldn't have been ruder"),
        ("Det kunde inte ha varit smidigare", "Det kunde inte ha varit krångligare"),
    ],
)
def test_what_could_not_be_more_is_so_the_most(good: str, bad: str) -> None:
    assert heard(good).whole > 0 > heard(bad).whole


@pytest.mark.parametrize("text", ["Kontakten passar inte", "den klarar inte regn", "Jag gillar inte färgen"])
def test_a_swedish_verb_is_denied_by_what_follows_it(text: str) -> None:
    assert heard(text).whole < 0


@pytest.mark.parametrize(
    "text",
    [
        "Can't thank the crew enough",
        "can not praise them enough",
        "Kan inte tacka hela kvällsgänget nog",
        "not a single complaint",
        "inte ett enda klagomål",
    ],
)
def test_expressions_are_heard_across_the_words_in_their_gap(text: str) -> None:
    assert heard(text).whole > 0


def test_a_gap_ends_at_a_pause() -> None:
    assert heard("I can't thank you, and that is enough").whole <= 0


@pytest.mark.parametrize(
    "text", ["We'll come at eight", "He’ll ring later", "I'll be there", "Well, it came on Monday"]
)
def test_short_forms_and_openers_judge_nothing(text: str) -> None:
    assert heard(text) == Valence(0.0, 0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("text", ["Har aldrig varit så besviken", "I have never been so disappointed"])
def test_blame_by_comparison_stays_blame(text: str) -> None:
    assert heard(text).whole < 0


@pytest.mark.parametrize(
    ("weak", "strong"),
    [
        ("bra", "väldigt bra"),
        ("ganska bra", "bra"),
        ("dåligt", "otroligt dåligt"),
        ("good", "really good"),
        ("somewhat bad", "bad"),
        ("bra", "superbra"),
    ],
)
def test_words_strengthen_and_weaken(weak: str, strong: str) -> None:
    assert abs(heard(weak).whole) < abs(heard(strong).whole)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Dyr men bra", "Bra men dyr"),
        ("Expensive but great", "Great but expensive"),
        ("Seg start men härligt slut", "Härlig start men segt slut"),
    ],
)
def test_what_comes_after_but_counts_more(first: str, last: str) -> None:
    assert heard(first).whole > heard(last).whole


def test_praise_and_blame_are_counted_apart() -> None:
    both = heard("snabb leverans men trasig vara")
    assert both.praise > 0
    assert both.blame > 0


def test_no_judging_word_is_no_valence() -> None:
    assert heard("Paketet hämtades i måndags") == Valence(0.0, 0.0, 0.0, 0.0, 0.0)


def test_compounds_are_judged_by_their_head_and_their_strengthening() -> None:
    lexicon = read_lexicon("sv")
    assert lexicon.strength("leveranskatastrof") < 0
    assert lexicon.strength("jattedalig") < lexicon.strength("dalig") < 0
    assert lexicon.strength("megagod") > lexicon.strength("god") > 0


def test_degrees_are_judged_as_the_word_itself() -> None:
    assert read_lexicon("en").strength("kinder") > 0 > read_lexicon("en").strength("ruder")
    assert read_lexicon("sv").strength("smidigare") > 0 > read_lexicon("sv").strength("krangligare")


def test_short_forms_are_known_written_out() -> None:
    assert heard("I did not like it").whole == heard("I didn't like it").whole < 0


def test_negation_marks_the_words_it_reaches_and_no_further() -> None:
    tokens, lexicon = seen("Den är inte så bra. Men den är fin")
    marked = list(marked_words(tokens, lexicon))
    assert "§not_bra" in marked
    assert "fin" in marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_the_lexicon_can_be_found_by_its_own_spelling(language: str) -> None:
    lexicon = read_lexicon(language)
    assert len(lexicon.words) + len(lexicon.stems) > 1000
    for word in [*lexicon.words, *lexicon.stems]:
        assert word == word.lower()
        assert -4 <= lexicon.strength(word) <= 4


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Den är bra och jag är nöjd", "sv"),
        ("It is good and I am happy", "en"),
        ("awesome", "en"),
        ("toppen", "sv"),
        ("", "sv"),
    ],
)
def test_the_lexicon_is_that_of_the_texts_language(text: str, language: str) -> None:
    assert seen(text)[1].language == language


@pytest.mark.parametrize(
    "text", ["Inställningarna för tidningarna", "Ett meddelande", "Restaurants, whenever"]
)
def test_what_a_word_ends_in_by_chance_judges_nothing(text: str) -> None:
    assert heard(text) == Valence(0.0, 0.0, 0.0, 0.0, 0.0)
