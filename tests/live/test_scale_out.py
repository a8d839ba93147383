"""Several dialogue processes on PostgreSQL and Redis are one to customers, whatever happens to any of the parts."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from itertools import pairwise

import httpx
import pytest
import socketio
from sqlalchemy import select

from bot.bootstrap import App
from bot.channels.rates import topic_prefix
from bot.channels.tokens import issue
from bot.channels.visitors import conversation_of
from bot.dialogue.models import ConversationEvent
from bot.records.cards import CustomerCard
from bot.records.demo import demo_customers, load_if_empty
from tests.live.conftest import Running, due_for_checkin
from tests.support.browser_client import ChatClient
from tests.support.databases import empty_database
from tests.support.redis_server import RedisServer, running_redis
from tests.support.stack import Stack, free_ports

pytestmark = [pytest.mark.slow, pytest.mark.model, pytest.mark.timeout(400), pytest.mark.xdist_group("scale")]

AT_ONCE = 1.0
"""Seconds within which the other tab shows what was said in this one."""
BACK_SECONDS = 20.0
"""Seconds after which a Redis that is back is used again."""
PATIENCE = 5.0
"""Seconds for a receipt while Redis is away; a message that waited for it would take longer."""


class Pair:
    """Two dialogue processes, and customers with a tab on each."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack

    @property
    def app(self) -> App:
        return self.stack.app

    def tab(self, name: str, customer: CustomerCard) -> ChatClient:
        token = issue(self.app.settings.identity_key, customer.uid, 1, self.app.now())
        return ChatClient(self.stack.url_of(name), token, origin=self.app.settings.origins[0]).connect()

    def events(self, customer: CustomerCard) -> list[ConversationEvent]:
        with self.app.database.reading() as session:
            query = select(ConversationEvent).where(
                ConversationEvent.conversation_id == conversation_of(customer.uid),
                ConversationEvent.kind.in_(("user", "bot")),
            )
            return list(session.scalars(query.order_by(ConversationEvent.position)))


@pytest.fixture(scope="module")
def redis_server() -> Iterator[RedisServer]:
    yield from running_redis()


@pytest.fixture(scope="module")
def pair(
    tmp_path_factory: pytest.TempPathFactory, postgresql_server: str, redis_server: RedisServer
) -> Iterator[Pair]:
    with empty_database(postgresql_server) as url:
        stack = Stack(
            tmp_path_factory.mktemp("pair"),
            url,
            EFTERSNACK_REDIS_URL=redis_server.url,
            EFTERSNACK_DIALOGUE_PROCESSES="2",
            EFTERSNACK_DIALOGUE_PORT=str(free_ports(2)),
            EFTERSNACK_MESSAGES_BURST="1000",
            EFTERSNACK_MESSAGES_A_MINUTE="1000",
            EFTERSNACK_ADDRESS_MESSAGES_A_MINUTE="10000",
        )
        load_if_empty(stack.app)
        stack.start("dialogue", "dialogue-2")
        yield Pair(stack)
        stack.stop()


@pytest.fixture(scope="module")
def customers(pair: Pair) -> Iterator[CustomerCard]:
    due = due_for_checkin(Running(pair.stack)).email
    found = (pair.app.records.customer_by_email(email) for email in demo_customers() if email != due)
    return iter([customer for customer in found if customer is not None])


@pytest.fixture
def customer(customers: Iterator[CustomerCard]) -> CustomerCard:
    """A customer whom no other test has spoken with."""
    return next(customers)


@pytest.fixture
def tabs(pair: Pair, customer: CustomerCard) -> Iterator[tuple[ChatClient, ChatClient]]:
    """The customer's tabs, one on each process."""
    one, other = pair.tab("dialogue", customer), pair.tab("dialogue-2", customer)
    yield one, other
    for tab in (one, other):
        with contextlib.suppress(socketio.exceptions.SocketIOError):
            tab.close()


def both_hear(one: ChatClient, other: ChatClient, words: str, seconds: float = AT_ONCE) -> None:
    """Say something in one tab; both show it, and the same answers, within some seconds of the receipt."""
    receipt = one.say(words)
    assert receipt["status"] == "ok", receipt
    mine = other.wait_for(words, seconds)
    assert (mine["sender"], mine["position"]) == ("customer", receipt["position"])
    until = time.monotonic() + seconds
    while answers(one, receipt["position"]) != answers(other, receipt["position"]):
        assert time.monotonic() < until, (one.texts(), other.texts())
        time.sleep(0.01)
    assert answers(one, receipt["position"])


def answers(tab: ChatClient, after: int) -> list[str]:
    return [tab.seen[p]["text"] for p in sorted(tab.seen) if p > after and tab.seen[p]["sender"] == "bot"]


def test_what_is_said_in_one_tab_is_seen_in_the_other_at_once(tabs: tuple[ChatClient, ChatClient]) -> None:
    one, other = tabs
    seen: list[bool] = []
    other.client.on("typing", lambda data: seen.append(data["on"]))
    both_hear(one, other, "hej, det är jag")
    assert seen[:2] == [True, False], "the other tab sees that an answer is being written"
    both_hear(other, one, "jag vill prata med en människa")


def test_a_checkin_reaches_every_tab_and_any_process_will_do(pair: Pair) -> None:
    anna = due_for_checkin(Running(pair.stack))
    one, other = pair.tab("dialogue", anna), pair.tab("dialogue-2", anna)
    pair.stack.start("worker")
    for tab in (one, other):
        tab.wait_for("Är allt som det ska?", seconds=60)
    pair.stack.kill("worker")
    both_hear(one, other, "ja, allt är bra")
    one.close()
    other.close()


def test_two_tabs_that_write_at_the_same_moment_are_each_answered_once_in_one_order(
    pair: Pair, customer: CustomerCard, tabs: tuple[ChatClient, ChatClient]
) -> None:
    one, other = tabs
    receipts: dict[str, dict[str, object]] = {}
    together = threading.Barrier(2)

    def write(tab: ChatClient, name: str) -> None:
        for number in range(20):
            together.wait(timeout=60)
            words = f"hej {name} {number}"
            receipts[words] = tab.say(words)

    writers = [threading.Thread(target=write, args=each) for each in ((one, "ett"), (other, "två"))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(receipts) == 40
    assert {receipt["status"] for receipt in receipts.values()} == {"ok"}
    events = pair.events(customer)
    said = {event.text: event.position for event in events if event.kind == "user"}
    assert said == {words: receipt["position"] for words, receipt in receipts.items()}
    assert sum(event.kind == "user" for event in events) == 40, "each is stored once"
    # Each is answered before the next is taken: no two of the customer's messages stand side by side.
    kinds = [event.kind for event in events]
    assert ("user", "user") not in pairwise(kinds)
    time.sleep(AT_ONCE)
    for tab, name in ((one, "ett"), (other, "två")):
        # A tab shows its own words by itself.
        assert tab.texts() == [event.text for event in events if f"hej {name}" not in str(event.text)]


def test_a_redis_that_is_killed_stops_no_chat_and_nothing_is_lost(
    pair: Pair, redis_server: RedisServer, tabs: tuple[ChatClient, ChatClient]
) -> None:
    one, other = tabs
    both_hear(one, other, "hej före avbrottet")
    before = {name: pair.stack.log(name) for name in ("dialogue", "dialogue-2")}
    redis_server.kill()
    for number in range(3):
        assert one.say(f"hej medan redis är borta {number}", timeout=PATIENCE)["status"] == "ok"
    assert "borta 2" not in "".join(other.texts())
    redis_server.start()
    # The other tab is told what it missed, without connecting again.
    for number in range(3):
        other.wait_for(f"hej medan redis är borta {number}", BACK_SECONDS)
    both_hear(other, one, "hej efter avbrottet")
    for name, earlier in before.items():
        log = pair.stack.log(name).removeprefix(earlier)
        assert log.count("Redis is away") <= 2, "once for what is said, once for the rates"
        assert log.count("Redis is back") == 1


def test_a_redis_that_hangs_holds_up_no_message(
    redis_server: RedisServer, tabs: tuple[ChatClient, ChatClient]
) -> None:
    one, other = tabs
    both_hear(one, other, "hej före")
    redis_server.hang()
    try:
        for number in range(5):
            assert one.say(f"hej {number}", timeout=PATIENCE)["status"] == "ok"
    finally:
        redis_server.go_on()
    other.wait_for("hej 4", BACK_SECONDS)


def test_a_flush_of_redis_does_no_harm(
    redis_server: RedisServer, tabs: tuple[ChatClient, ChatClient]
) -> None:
    one, other = tabs
    both_hear(one, other, "hej före")
    redis_server.flush()
    both_hear(one, other, "hej efter")
    both_hear(other, one, "och tillbaka")


def test_the_browser_goes_on_with_the_other_process_when_its_own_is_killed(
    pair: Pair, customer: CustomerCard, tabs: tuple[ChatClient, ChatClient]
) -> None:
    one, other = tabs
    both_hear(one, other, "hej")
    pair.stack.kill("dialogue")
    again = pair.tab("dialogue-2", customer)
    assert again.texts() == [event.text for event in pair.events(customer)]
    both_hear(again, other, "jag är kvar")
    pair.stack.start("dialogue")
    back = pair.tab("dialogue", customer)
    both_hear(back, other, "nu är båda här igen")
    again.close()
    back.close()


def test_what_passes_through_redis_is_named_by_product_and_kept_by_nobody(
    pair: Pair, redis_server: RedisServer, tabs: tuple[ChatClient, ChatClient]
) -> None:
    """Products that share a Redis but no secret, as a copy for tests, never hear one another."""
    with redis_server.overhear() as heard:
        both_hear(*tabs, "min hemlighet är lila")
    names = {name for name, _ in heard}
    ours = topic_prefix(pair.app.settings.signing_secret)
    assert names
    assert all(name.startswith(ours) for name in names)
    assert topic_prefix("another secret") != ours
    assert not [key for key in redis_server.names() if not key.startswith((ours, "huey"))]


def test_only_who_signs_can_make_a_process_speak(pair: Pair) -> None:
    for name in ("dialogue", "dialogue-2"):
        answer = httpx.post(f"{pair.stack.url_of(name)}/internal/touchpoints", json={"uid": "x"})
        assert answer.status_code == httpx.codes.UNAUTHORIZED
