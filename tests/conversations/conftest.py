"""Conversations with the real model and the real actions, on a real database."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import pytest

from bot.bootstrap import App, build
from bot.channels.sealing import Press
from bot.dialogue.models import ConversationEvent
from bot.dialogue.runtime import Dialogue
from bot.dialogue.transcript import Message
from bot.dialogue.turns import Incoming
from bot.logs import configure_rasa
from bot.records.models import Company, Customer, Manager, Order, OrderLine, Product, Tutorial
from bot.settings import Settings
from bot.storage.tables import metadata
from tests.support.background_loop import finish

T = TypeVar("T")
NOON = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)  # a Wednesday, 12:00 in Stockholm
WEEKDAYS = {day: ["08:00", "17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}


class Clock:
    """The time of the conversation; tests move it."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment


@dataclass
class Stage:
    """The product with its model loaded, and time standing still."""

    app: App
    dialogue: Dialogue
    clock: Clock
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return finish(work)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    from bot.commands.train import newest_model
    from bot.dialogue.launcher import create_dialogue

    configure_rasa("WARNING")
    settings = Settings(var_dir=tmp_path_factory.mktemp("var"), demo=False, _env_file=None)
    clock = Clock()
    app = build(settings, now=clock)
    metadata.create_all(app.database.engine)
    _people(app)
    return Stage(app, create_dialogue(app, newest_model(settings)), clock)


def _people(app: App) -> None:
    with app.database.transaction() as session:
        for name, languages in (("Karin Ek", ["sv", "en"]), ("Tom Reed", ["en"])):
            session.add(
                Manager(
                    name=name,
                    email=f"{name.split()[0].lower()}@example.com",
                    languages=languages,
                    working_hours=WEEKDAYS,
                )
            )
        machine = Product(
            sku="CM-1",
            name_sv="Kaffemaskin Aurora",
            name_en="Aurora coffee machine",
            tip_sv="Kalka av den en gång i månaden.",
            tip_en="Descale it once a month.",
        )
        machine.tutorials.append(
            Tutorial(
                problem_kind="does_not_work",
                title_sv="När maskinen inte startar",
                title_en="When the machine won't start",
                url_sv="/tutorials/start?lang=sv",
                url_en="/tutorials/start?lang=en",
            )
        )
        session.add(machine)


class Person:
    """A customer (or a visitor) writing in the chat."""

    def __init__(self, stage: Stage, customer: Customer | None, conversation_id: str) -> None:
        self.stage = stage
        self.customer = customer
        self.conversation_id = conversation_id
        self.heard: list[Message] = []
        self._ids = itertools.count(1)

    @property
    def id(self) -> int:
        assert self.customer is not None
        return self.customer.id

    def says(self, words: str, message_id: str | None = None) -> str:
        """Write something; return what the assistant answers, one message a line."""
        return self._send(words, None, message_id)

    def presses(self, title: str) -> str:
        """Press the latest button with this title."""
        for message in reversed(self.heard):
            for button in message.buttons:
                if button["title"] == title:
                    return self._press(title, button["payload"])
        raise AssertionError(f"no button {title!r} was offered; heard: {self.transcript()}")

    def waits(self, time: timedelta) -> None:
        """Let time pass: what was said becomes older by so much, as Rasa's own clock cannot be moved."""
        with self.stage.app.database.transaction() as session:
            rows = session.query(ConversationEvent).filter_by(conversation_id=self.conversation_id)
            for row in rows:
                row.at -= time
                row.data = {**row.data, "timestamp": row.data["timestamp"] - time.total_seconds()}
        self.is_read_again()

    def is_read_again(self) -> None:
        """The assistant keeps nothing of the conversation in memory, as after a restart."""
        self.stage.dialogue.processor.tracker_store.live.take(self.conversation_id)

    def is_checked_in_on(self) -> str:
        """The check-in that is due is sent."""
        from bot.dialogue.touchpoints import TouchpointDelivery

        app = self.stage.app
        app.outreach.plan()
        for touchpoint in app.outreach.claim_due("test"):
            delivery = TouchpointDelivery(app, self.stage.dialogue)
            done = self.stage.run(delivery.deliver(touchpoint.uid))
            if touchpoint.customer_id == self.id:
                self.heard += done.messages
                return _words(done.messages)
        raise AssertionError("no touchpoint was due for this customer")

    def transcript(self) -> str:
        messages = self.stage.app.conversations.messages(self.conversation_id)
        return "\n".join(f"{message.sender}: {message.text}" for message in messages)

    def _press(self, title: str, payload: str) -> str:
        import json

        intent, brace, entities = payload.removeprefix("/").partition("{")
        press = Press(title, intent, json.loads(brace + entities) if brace else {}, 0)
        return self._send(title, press.parse_data(), None)

    def _send(self, words: str, parse_data: dict[str, Any] | None, message_id: str | None) -> str:
        incoming = Incoming(
            conversation_id=self.conversation_id,
            text=words,
            message_id=message_id or f"m{next(self._ids)}",
            channel="website",
            customer_id=self.customer.id if self.customer else None,
            parse_data=parse_data,
        )
        turn = self.stage.run(self.stage.dialogue.receive(incoming))
        self.heard += turn.messages
        return _words(turn.messages)


def _words(messages: Any) -> str:
    return "\n".join(message.text for message in messages)


NewPerson = Callable[..., Person]


@pytest.fixture
def person(stage: Stage) -> Iterator[NewPerson]:
    """Make a customer to whom a coffee machine was delivered two days ago, or a visitor (language=None)."""
    stage.clock.moment = NOON

    def make(
        language: str | None = "sv", *, delivered: timedelta | None = timedelta(days=3), company: bool = False
    ) -> Person:
        number = next(stage.numbers)
        if language is None:
            conversation_id = f"visitor-{number}"
            stage.app.conversations.open(conversation_id, "website", None)
            return Person(stage, None, conversation_id)
        customer = _customer(stage, number, language, delivered, company)
        conversation_id = f"website-{customer.uid}"
        stage.app.conversations.open(conversation_id, "website", customer.id)
        return Person(stage, customer, conversation_id)

    yield make
    stage.clock.moment = NOON


def _customer(
    stage: Stage, number: int, language: str, delivered: timedelta | None, company: bool
) -> Customer:
    now = stage.clock()
    with stage.app.database.transaction() as session:
        customer = Customer(
            name="Anna Lind" if language == "sv" else "Emma Stone",
            email=f"customer{number}@example.com",
            language=language,
            company=Company(name="Fika AB", created_at=now) if company else None,
            created_at=now,
            updated_at=now,
        )
        session.add(customer)
        order = Order(
            source="own",
            number=str(1000 + number),
            customer=customer,
            ordered_at=now - timedelta(days=9),
            delivered_at=None if delivered is None else now - delivered,
        )
        product = session.query(Product).filter_by(sku="CM-1").one()
        order.lines.append(
            OrderLine(position=1, product=product, sku="CM-1", name=product.name_sv, quantity=Decimal(1))
        )
        session.add(order)
    return customer
