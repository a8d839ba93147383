"""The chat panel in a real browser keeps what was said whole: nothing lost, nothing doubled, in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Serving
from tests.browser.fake_dialogue import FakeDialogue

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Any]
HOSTILE = (
    "<img src=x onerror=alert(1)><script>alert(1)</script> javascript:alert(1) https://example.com/a?b=<i>."
)


def write(page: Any, text: str) -> None:
    page.get_by_label("Skriv ett meddelande").fill(text)
    page.keyboard.press("Enter")


def said(page: Any) -> list[str]:
    return [text.strip() for text in page.locator("[role=log] .bubble").all_inner_texts()]


def wait_said(page: Any, count: int) -> list[str]:
    page.locator("[role=log] .bubble").nth(count - 1).wait_for()
    return said(page)


def test_a_greeting_comes_and_a_button_answers_it(open_page: OpenPage, shop_url: str) -> None:
    page = open_page(shop_url)
    page.get_by_role("button", name="Ja, allt är bra").click()
    page.get_by_role("button", name="10, Mycket troligt").wait_for()
    assert said(page)[1] == "Ja, allt är bra"
    page.get_by_text("Fråga 1 av 3").wait_for()
    assert page.get_by_role("button", name="Ja, allt är bra").count() == 0, (
        "an answered question cannot be answered"
    )


def test_what_was_said_is_there_after_a_reload(open_page: OpenPage, shop_url: str) -> None:
    page = open_page(shop_url)
    wait_said(page, 1)
    write(page, "hej")
    before = wait_said(page, 3)
    page.reload()
    assert wait_said(page, 3) == before == said(page)


def test_a_second_tab_follows_along(open_page: OpenPage, shop_url: str) -> None:
    page = open_page(shop_url)
    wait_said(page, 1)
    other = page.context.new_page()
    other.goto(shop_url)
    wait_said(other, 1)
    write(page, "från första fliken")
    assert wait_said(other, 3) == wait_said(page, 3)
    assert said(page)[1:] == ["från första fliken", "Du skrev: från första fliken"]


def test_a_message_whose_receipt_was_lost_is_said_once(
    open_page: OpenPage, shop_url: str, fake: FakeDialogue
) -> None:
    page = open_page(shop_url)
    wait_said(page, 1)
    write(page, "lose the ack")
    page.locator("[data-state=delivered]").nth(1).wait_for()
    page.wait_for_timeout(500)
    assert said(page).count("lose the ack") == 1
    thread = next(iter(fake.threads.values()))
    assert [m["text"] for m in thread.messages].count("lose the ack") == 1


def test_what_is_written_without_a_connection_is_sent_when_it_is_back(
    open_page: OpenPage, shop_url: str, dialogue: Serving
) -> None:
    page = open_page(shop_url)
    wait_said(page, 1)
    dialogue.stop()
    page.get_by_text("Ingen kontakt just nu").wait_for()
    write(page, "ett")
    write(page, "två")
    page.get_by_text("Inte skickat än").first.wait_for()
    dialogue.start()
    assert wait_said(page, 5)[1:] == ["ett", "Du skrev: ett", "två", "Du skrev: två"]
    assert page.get_by_text("Inte skickat än").count() == 0


def test_what_is_written_before_a_reload_without_a_connection_is_sent_too(
    open_page: OpenPage, shop_url: str, dialogue: Serving
) -> None:
    page = open_page(shop_url)
    wait_said(page, 1)
    dialogue.stop()
    page.get_by_text("Ingen kontakt just nu").wait_for()
    write(page, "kvar")
    page.reload()
    page.locator("[role=log]").get_by_text("kvar").wait_for()
    dialogue.start()
    assert wait_said(page, 3)[1:] == ["kvar", "Du skrev: kvar"]


def test_a_refused_message_is_told_and_given_back(open_page: OpenPage, shop_url: str) -> None:
    page = open_page(shop_url)
    wait_said(page, 1)
    write(page, "refuse")
    page.get_by_text("Inte skickat. Meddelandet är för långt.").wait_for()
    assert page.get_by_label("Skriv ett meddelande").input_value() == "refuse"


def test_hostile_words_stay_words_and_addresses_become_links(open_page: OpenPage, shop_url: str) -> None:
    page = open_page(shop_url)
    wait_said(page, 1)
    write(page, HOSTILE)
    assert wait_said(page, 3)[1] == HOSTILE
    assert page.locator("[role=log] img, [role=log] script").count() == 0
    link = page.locator("[role=log] .bubble a").first
    assert link.get_attribute("href") == "https://example.com/a?b="
    assert "noopener" in link.get_attribute("rel")


def test_several_choices_are_ticked_and_sent_as_one_answer(open_page: OpenPage, shop_url: str) -> None:
    page = open_page(shop_url)
    wait_said(page, 1)
    write(page, "choices")
    page.get_by_role("button", name="Skicka svar").click()
    page.get_by_text("Välj minst ett").wait_for()
    page.get_by_label("Priset").check()
    page.get_by_label("Smaken").check()
    page.get_by_role("button", name="Skicka svar").click()
    assert "Priset, Smaken" in wait_said(page, 5)


def test_the_panel_is_used_with_the_keyboard_alone(open_page: OpenPage, shop_url: str) -> None:
    page = open_page(shop_url)
    wait_said(page, 1)
    page.get_by_label("Skriv ett meddelande").focus()
    page.keyboard.press("Escape")
    launcher = page.get_by_role("button", name="Öppna chatten")
    assert launcher.evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    page.keyboard.type("rad ett")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("rad två")
    page.keyboard.press("Enter")
    assert wait_said(page, 3)[1] == "rad ett\nrad två"


def test_there_is_one_polite_live_region_and_everything_has_a_name(
    open_page: OpenPage, shop_url: str
) -> None:
    page = open_page(shop_url)
    wait_said(page, 1)
    assert page.locator("[aria-live], [role=log], [role=status], [role=alert]").count() == 1
    nameless = "els => els.filter(e => !(e.getAttribute('aria-label') || e.innerText.trim())).length"
    assert page.locator("#chat button:visible").evaluate_all(nameless) == 0


def test_too_long_a_message_is_told_before_it_is_sent(open_page: OpenPage, shop_url: str) -> None:
    page = open_page(shop_url)
    wait_said(page, 1)
    field = page.get_by_label("Skriv ett meddelande")
    field.fill("å" * 1003)
    page.get_by_text("3 tecken för mycket").wait_for()
    assert page.get_by_role("button", name="Skicka").is_disabled()
    field.fill("👍" * 990)
    page.get_by_text("10 tecken kvar").wait_for()


def test_the_panel_speaks_english(open_page: OpenPage, shop_url: str) -> None:
    page = open_page(shop_url, locale="en-GB")
    page.get_by_label("Write a message").wait_for()
    page.get_by_role("heading", name="Chat with Kaffeboden").wait_for()
