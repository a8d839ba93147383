"""Managers read about cases in their own language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.cases.cards import PRIORITIES, REASONS
from bot.cases.changes import TOLD
from bot.cases.notifications.waits import wait
from bot.cases.notifications.wording import LONGEST_WORDS, Word, message, quoted
from bot.cases.summaries import case_texts, language_of, summarise
from bot.texts import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_priority_and_event_has_its_words(language: str) -> None:
    for key in (
        *(f"reason_{reason}" for reason in REASONS),
        *(f"subject_{reason}" for reason in REASONS),
        *(f"priority_{priority}" for priority in PRIORITIES),
    ):
        assert case_texts().say(key, language)
    for kind in TOLD:
        assert case_texts().say(f"notify_title_{kind}", language, number=1, reason="", priority="")


def test_the_summary_says_why_who_and_about_what() -> None:
    summary = summarise(
        "sv",
        reason="low_score",
        score="NPS 3",
        customer="Anna Ek",
        company="Bryggeriet AB",
        order_number="1001",
        products=["Kaffekvarn"],
    )
    assert summary == "Lågt betyg: NPS 3. Anna Ek på Bryggeriet AB, order 1001 (Kaffekvarn)."
    assert summarise("en", reason="damaged") == "Something is damaged. Visitor who is not signed in."


def test_a_manager_of_no_language_of_ours_reads_the_default() -> None:
    assert language_of(["fi", "en"], "sv") == "en"
    assert language_of([], "sv") == "sv"


def test_a_notification_tells_who_why_when_and_where() -> None:
    told = message("a" * 32, word(language="en"))
    assert told.title == "Case 7: Something is damaged (high)"
    assert "Eva Berg will be in touch by Friday 5 September 10:00" in told.body
    assert "http://desk/desk/cases/c7" in told.body
    assert "may have reached you" not in told.body
    assert "may have reached you" in message("a" * 32, word(language="en", uncertain=True)).body


def test_customers_words_wake_nobody_and_stay_short() -> None:
    assert "<" not in quoted("<!channel> hi <https://evil|bank>")
    assert "@everyone" not in quoted("@everyone look")
    assert quoted("mail me at eva @ home") == "mail me at eva @ home"
    assert len(quoted("å " * 2000)) <= LONGEST_WORDS
    assert "\n" not in quoted("one\ntwo")


def test_waits_grow_from_half_a_minute_to_six_hours() -> None:
    waits = [wait(attempts) for attempts in range(1, 40)]
    assert waits[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)


def word(language: str = "sv", uncertain: bool = False) -> Word:
    return Word(
        kind="opened",
        language=language,
        time_zone="Europe/Stockholm",
        number=7,
        reason="damaged",
        priority="high",
        summary="Something is damaged. Anna Ek.",
        words="the lid is cracked",
        manager_name="Eva Berg",
        due_at=datetime(2025, 9, 5, 8, tzinfo=UTC),
        link="http://desk/desk/cases/c7",
        uncertain=uncertain,
    )
