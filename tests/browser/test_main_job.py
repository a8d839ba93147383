"""The main job, in a real browser against the whole product: check-in, survey, case at the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.records.demo import demo_password, load_if_empty
from tests.support.stack import Stack

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("main job"),
]


@dataclass(frozen=True)
class Script:
    """What a customer says, and what the page and the desk then show, in one language."""

    locale: str
    customer: str
    product: str
    order: str
    field: str
    all_well: str
    score: str
    comment: str
    manager: str
    email: str
    login: tuple[str, str, str]
    low_score: str


SWEDISH = Script(
    locale="sv-SE",
    customer="Anna Lindqvist",
    product="kaffemaskinen Morgon",
    order="1042",
    field="Skriv ett meddelande",
    all_well="ja tack, den funkar jättebra",
    score="en trea",
    comment="Leveransen var två veckor sen och ingen hörde av sig",
    manager="Maria Ekström",
    email="maria.ekstrom@example.com",
    login=("E-post", "Lösenord", "Alla öppna"),
    low_score="Lågt betyg",
)
ENGLISH = Script(
    locale="en-GB",
    customer="Emma Clarke",
    product="Malla coffee grinder",
    order="1043",
    field="Write a message",
    all_well="yes thanks, it works just fine",
    score="I'd say 3",
    comment="The parcel was two weeks late and nobody told me",
    manager="Olivia Bennett",
    email="olivia.bennett@example.com",
    login=("E-mail", "Password", "All open"),
    low_score="Low score",
)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Dialogue, web and worker over a fresh demo shop."""
    running = Stack(tmp_path_factory.mktemp("stack"))
    try:
        load_if_empty(running.app)
        running.start("dialogue", "web", "worker")
        yield running
    finally:
        running.stop()


def answer(page: Any, script: Script, words: str) -> str:
    """Write as the customer, and return what the bot says to it."""
    before = page.locator(".message.bot").count()
    page.get_by_label(script.field).fill(words)
    page.keyboard.press("Enter")
    page.locator(".message.bot").nth(before).wait_for()
    page.locator(".typing").wait_for(state="hidden")
    page.wait_for_timeout(300)
    return "\n".join(page.locator(".message.bot .bubble").all_inner_texts()[before:])


def desk(open_page: Callable[..., Any], stack: Stack, script: Script) -> Any:
    """Open the desk as the customer's manager, at all open cases."""
    email, password, all_open = script.login
    page = open_page(f"{stack.web_url}/desk", locale=script.locale)
    page.get_by_label(email).fill(script.email)
    page.get_by_label(password).fill(str(demo_password(Path(stack.folder))))
    page.keyboard.press("Enter")
    page.get_by_role("link", name=all_open).click()
    return page


@pytest.mark.parametrize("script", [SWEDISH, ENGLISH], ids=["swedish", "english"])
def test_a_customer_is_followed_up_and_a_low_score_reaches_a_named_manager(
    open_page: Callable[..., Any], stack: Stack, script: Script
) -> None:
    shop = open_page(f"{stack.web_url}/", locale=script.locale)
    shop.get_by_role("button", name=script.customer).click()
    shop.locator(".message.bot").first.wait_for(timeout=60_000)
    greeting = shop.locator(".message.bot .bubble").first.inner_text()
    assert script.customer.split()[0] in greeting
    assert script.product.lower() in greeting.lower()

    answer(shop, script, script.all_well)
    shop.get_by_role("button", name="10", exact=False).wait_for()
    assert "?" in answer(shop, script, script.score)
    answer(shop, script, script.comment)
    shop.reload()
    shop.get_by_text(script.comment).wait_for()

    page = desk(open_page, stack, script)
    row = page.get_by_role("row", name=script.customer)
    assert script.low_score in row.inner_text()
    row.get_by_role("link").click()
    page.locator("blockquote").get_by_text(script.comment).wait_for()
    assert "NPS 3" in page.locator(".summary").inner_text()
    facts = page.locator("dl").inner_text()
    assert script.order in facts
    assert script.manager in facts, "the case is the customer's own manager's"
    assert greeting in page.locator(".transcript").inner_text()
