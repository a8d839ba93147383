from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.examples import Example
from bot.nlu.language_letters import count_letters, letter_rows
from bot.nlu.language_model import LanguageModel, guess_language, telling_words
from bot.nlu.language_training import train_language_model
from bot.nlu.measuring.language import LanguageFigures, measure_language
from tests.unit.nlu.conftest import shared
from tests.unit.nlu.timing import takes_under


@pytest.fixture(scope="module")
def languages(examples: list[Example], tmp_path_factory: pytest.TempPathFactory) -> LanguageModel:
    """Trained here and read back from its files, as the assistant reads it."""
    model = train_language_model([one.text for one in examples], [one.language for one in examples])
    folder = tmp_path_factory.mktemp("languages")
    model.save(folder)
    loaded = LanguageModel.load(folder)
    assert set(loaded.words) == set(model.words)
    assert set(loaded.pieces) == set(model.pieces)
    for text in ("tack", "brilliant", "kaffebryggarhallare"):
        assert guess_language(loaded, text).language == guess_language(model, text).language
    return loaded


SWEDISH = [
    "Var är mitt paket?", "den e trasig", "jattebra", "nej", "ja tack", "HEJ!!", "asså", "najs", "skitbra 👍", "toppen",
    "fraga", "hjalp", "aterbetalning", "tackk", "braaaa", "mkt bra", "nar kommer paketet", "leveransen va sen",
    "vill prata med en manniska", "Tack Anna", "Nej Tack", "Tack Så Mycket", "ok tack", "okej då", "kaffebryggaren",
    "dammsugarpåse", "supernöjd", "funkar inte längre", "ring mig", "skräp", "sådär", "nja", "kul", "min", "tisdag",
    "kan ni skicka en ny", "inte alls nöjd", "det där va väl inget vidare", "varför så dyrt??", "18:30 passar bra",
]  # fmt: skip
ENGLISH = [
    "Where is my parcel?", "yes please", "no thanks", "brilliant", "THANKS!!", "thx", "nope", "help", "refund",
    "call me", "the order was late", "thanks alot", "ok thanks", "Thank You", "i want to cancel", "its broken 😡",
    "not happy at all", "cant log in", "recieved the wrong one", "tuesday", "absolutely", "great", "sure",
    "cheers mate", "it doesnt work",
    "could u send a new one", "wheres my stuff??", "dissapointed", "Thanks Emma", "half past 6 is fine",
]  # fmt: skip
OTHER = [
    "Hvor er pakken min, og hvorfor svarer dere ikke?", "Jeg vil gerne tale med et menneske, mange tak", "ikke fornøyd",
    "pakken er ødelagt", "Korleis får eg pengane mine tilbake?", "Kvar er pakka mi?",
    "jeg har ikke fået mine varer endnu", "Wo ist mein Paket?", "¿Dónde está mi pedido?",
    "missä pakettini on", "gdzie jest moja paczka", "où est mon colis",
    "dov'è il mio pacco", "привет, где мой заказ", "أين طلبي", "siparişim nerede", "我的包裹在哪里",
]  # fmt: skip
NO_LANGUAGE = [
    "ok", "OK!", "okej", "9", "10/10", "👍", "😡😡", "Anna Svensson", "Anna Maria Lindberg", "Svensson", "erik",
    "#1001", "anna@exempel.se", "070-174 06 05", "https://exempel.se/order/12", "www.exempel.se", "@eftersnack", "…",
    "", "Klarna", "iPhone 15", "app", "NPS", "a", "18:30", "!!!", "haha", ":)",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [*((t, "sv") for t in SWEDISH), *((t, "en") for t in ENGLISH), *((t, "other") for t in OTHER)],
)
def test_the_language_a_customer_writes_is_seen(languages: LanguageModel, text: str, language: str) -> None:
    assert guess_language(languages, text).language == language


@pytest.mark.parametrize("text", NO_LANGUAGE)
def test_what_has_no_language_keeps_the_conversations(languages: LanguageModel, text: str) -> None:
    guess = guess_language(languages, text)
    assert guess.language is None
    assert guess.confidence == 0


@pytest.mark.parametrize(
    "text",
    [
        "vilken najs service ni har, supernice",
        "appen crashar hela tiden",
        "kan jag få en refund på min order?",
        "jättenice, thanks",
    ],
)
def test_a_swedish_message_with_english_words_stays_swedish(languages: LanguageModel, text: str) -> None:
    assert guess_language(languages, text).language == "sv"


@pytest.mark.parametrize(
    "text", ["Is Åsa there?", "My name is Björn and the parcel is late", "I ordered from Malmö"]
)
def test_an_english_message_with_a_swedish_name_stays_english(languages: LanguageModel, text: str) -> None:
    assert guess_language(languages, text).language == "en"


def test_swedish_without_its_marks_is_still_surely_swedish(languages: LanguageModel) -> None:
    for text in [
        "jag ar inte nojd",
        "var ar mitt paket",
        "den gar inte att oppna",
        "nar far jag aterbetalning",
    ]:
        guess = guess_language(languages, text)
        assert (guess.language, guess.confidence > 0.9) == ("sv", True), text


def test_more_words_make_surer(languages: LanguageModel) -> None:
    assert (
        guess_language(languages, "fast").confidence
        < guess_language(languages, "fast den kom sent").confidence
    )


def test_a_word_that_no_list_has_is_read_by_its_letters(languages: LanguageModel) -> None:
    word = "fjärrvärmekulvertskåpet"
    assert word not in languages.words
    assert guess_language(languages, word).language == "sv"


def test_one_foreign_word_says_no_more_than_its_bound(languages: LanguageModel) -> None:
    assert languages.word_values.min() >= -9.0
    assert guess_language(languages, "jag vill ha en unfortunately vit kaffekopp").language == "sv"


def test_addresses_numbers_and_words_of_every_language_tell_nothing() -> None:
    assert telling_words("ok, mejla anna@exempel.se eller www.exempel.se #12 kl 18:30 tack") == [
        "mejla",
        "eller",
        "kl",
        "tack",
    ]


def test_letters_that_follow_one_another_in_a_language_are_likelier_there() -> None:
    table = count_letters([["kaka", "kaxa", "kaja"] * 4, ["olo", "oro", "ono"] * 4])
    scores = table.score(["kama", "omo"])
    assert scores[0, 0] > scores[0, 1]
    assert scores[1, 1] > scores[1, 0]


def test_a_word_read_alone_scores_what_it_scores_in_training() -> None:
    table = count_letters([["kaka", "kaxa"] * 3, ["olo", "oro"] * 3])
    pieces = {piece: row for row, piece in enumerate(table.pieces())}
    values = [row for block in table.values for row in block]
    for word in ["kaka", "olaka", "x", "ö"]:
        total = sum(values[row] for row in letter_rows(word, pieces))
        assert total == pytest.approx(table.score([word])[0], abs=1e-4)


@given(text=st.text(max_size=2000))
@settings(max_examples=60, deadline=None)
def test_no_text_makes_the_guess_fail_or_takes_long(languages: LanguageModel, text: str) -> None:
    guess = guess_language(languages, text)
    assert takes_under(0.05, lambda: guess_language(languages, text))
    assert guess.language in {"sv", "en", "other", None}
    assert 0 <= guess.confidence <= 1


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "é!" * 50_000, "qzxw " * 20_000, "www." * 25_000, "@" * 100_000, "1a" * 50_000]
)
def test_a_hostile_message_takes_no_longer_than_a_long_one(languages: LanguageModel, text: str) -> None:
    assert takes_under(0.03, lambda: guess_language(languages, text))


@pytest.fixture(scope="module")
def figures(languages: LanguageModel) -> LanguageFigures:
    return measure_language(lambda text: guess_language(languages, text), shared("language_id.csv"))


def test_public_swedish_and_english_is_seen_from_one_word_up(figures: LanguageFigures) -> None:
    assert figures.accuracy("1") >= 0.95
    assert figures.accuracy("2", "3", "4+") >= 0.995


def test_public_danish_and_norwegian_is_hardly_ever_taken_for_sure_swedish(figures: LanguageFigures) -> None:
    assert figures.neighbours["4+"].share >= 0.98


def test_confidences_come_true_as_often_as_they_say(figures: LanguageFigures) -> None:
    for said, tally in figures.calibration.values():
        assert abs(said - tally.share) < 2 / tally.count**0.5


def test_the_measure_counts_no_guess_and_wrong_guesses_as_wrong(
    languages: LanguageModel, tmp_path: Path
) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(
        "lang,text,also_valid_in\nsv,ok,\nsv,vilken dag är det,\n"
        "en,var är den,sv\nen,var är du nu,\nda,hvor er min pakke,\n",
        encoding="utf-8",
    )
    figures = measure_language(lambda text: guess_language(languages, text), table)
    assert figures.accuracy("1", "2", "3", "4+") == 0.5
    assert figures.neighbours["4+"].share == 1.0
    assert len(figures.spoken["en", "4+"].failures) == 1
