"""Whole processes and real sockets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.bootstrap import App
from bot.channels.tokens import issue
from bot.records.cards import CustomerCard
from tests.support.browser_client import ChatClient
from tests.support.databases import database_url, postgresql_server
from tests.support.stack import Stack

__all__ = ["database_url", "postgresql_server"]


@dataclass
class Running:
    """A running product with demo data, and ways to meet it."""

    stack: Stack

    @property
    def app(self) -> App:
        return self.stack.app

    def token(self, customer: CustomerCard, hours: float = 1) -> str:
        return issue(self.app.settings.identity_key, customer.uid, hours, self.app.now())

    def chat(self, customer: CustomerCard | None = None) -> ChatClient:
        token = self.token(customer) if customer else None
        return ChatClient(self.stack.dialogue_url, token, origin=self.app.settings.origins[0])


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """The product with demo data, its dialogue process running; tests start the others."""
    yield from running_stack(tmp_path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """As ``running``, for tests that leave it as it was; all come from one address, so its limit is lifted."""
    yield from running_stack(
        tmp_path_factory.mktemp("shared"), EFTERSNACK_ADDRESS_MESSAGES_A_MINUTE="1000000"
    )


@pytest.fixture
def running_on_either(tmp_path: Path, database_url: str) -> Iterator[Running]:
    """As ``running``, once on each engine."""
    yield from running_stack(tmp_path, database_url)


def running_stack(folder: Path, database_url: str = "", **settings: str) -> Iterator[Running]:
    from bot.records.demo import load_if_empty

    stack = Stack(folder, database_url, **settings)
    load_if_empty(stack.app)
    stack.start("dialogue")
    yield Running(stack)
    stack.stop()


@pytest.fixture
def anna(running: Running) -> CustomerCard:
    return due_for_checkin(running)


def due_for_checkin(running: Running) -> CustomerCard:
    """The demo customer who speaks Swedish and whose check-in is due."""
    running.app.outreach.plan()
    for touchpoint in running.app.outreach.upcoming():
        customer = running.app.records.customer(touchpoint.customer_id)
        if customer is not None and customer.language == "sv" and touchpoint.due_at <= running.app.now():
            return customer
    raise AssertionError("the demo data has no Swedish check-in that is due")
