"""What every action builds on: the turn, with the customer, the language and the services at hand."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot import bootstrap
from bot.bootstrap import App
from bot.records.cards import CustomerCard
from bot.texts import LANGUAGES

Events = list[EventType]


class Turn:
    """One message of a customer, and what the assistant does about it."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self.app: App = bootstrap.app()
        self.tracker = tracker
        self._dispatcher = dispatcher

    @property
    def conversation_id(self) -> str:
        return str(self.tracker.sender_id)

    @property
    def identified(self) -> bool:
        """Whether a signed identity has been shown here."""
        return self.app.conversations.customer_id(self.conversation_id) is not None

    @cached_property
    def customer(self) -> CustomerCard | None:
        """The customer who has shown a signed identity; None for a visitor."""
        customer_id = self.app.conversations.customer_id(self.conversation_id)
        return None if customer_id is None else self.app.records.customer(customer_id)

    @cached_property
    def language(self) -> str:
        """The language spoken here, else the customer's own, else the default."""
        spoken = self.tracker.get_slot("language")
        if spoken:
            return str(spoken)
        if self.customer is not None and self.customer.language in LANGUAGES:
            return str(self.customer.language)
        return self.app.settings.default_language

    @property
    def text(self) -> str:
        """The customer's words (or the pressed button's title)."""
        return str(self.tracker.latest_message.get("text") or "")

    @property
    def intent(self) -> str | None:
        name = (self.tracker.latest_message.get("intent") or {}).get("name")
        return None if name is None else str(name)

    @property
    def confidence(self) -> float:
        return float((self.tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)

    @property
    def wishes(self) -> set[str]:
        """All that the latest message asks for; `intent` is the one that the conversation follows."""
        return {str(wish["name"]) for wish in self.tracker.latest_message.get("wishes") or ()}

    @property
    def sentiment(self) -> float:
        """How the latest message sounds, from -1 to 1; 0 where it was not read."""
        return float((self.tracker.latest_message.get("sentiment") or {}).get("score") or 0.0)

    @property
    def message_id(self) -> str:
        """The client's id of the customer's message, unique in the conversation."""
        user = next(event for event in reversed(self.tracker.events) if event["event"] == "user")
        return str((user.get("metadata") or {}).get("client_message_id") or user.get("message_id"))

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed rather than words written."""
        return bool(self.tracker.latest_message.get("button"))

    def entity(self, name: str) -> Any | None:
        """The latest message's first value of an entity, or None."""
        return next(iter(self.tracker.get_latest_entity_values(name)), None)

    def slot(self, name: str) -> Any:
        return self.tracker.get_slot(name)

    def say(self, text: str, **values: Any) -> None:
        """Say a text of ``data/<topic>/texts.yml`` in the turn's language."""
        self._dispatcher.utter_message(response=text, **{"language": self.language, **values})

    def say_words(self, words: str, buttons: list[dict[str, str]] | None = None, **custom: Any) -> None:
        """Say words that come from the survey catalogue, with buttons and data for the client."""
        self._dispatcher.utter_message(text=words, buttons=buttons or [], json_message=custom or {})

    def phrase(self, text: str, **values: object) -> str:
        """Return a part of a sentence from the texts."""
        return self.app.texts.say(text, self.language, **values)


class TurnAction(Action, ABC):
    """An action named after its class: ``ActionGreet`` is ``action_greet``."""

    def name(self) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        return self.act(Turn(dispatcher, tracker))

    @abstractmethod
    def act(self, turn: Turn) -> Events:
        """Do it, and return the events it leads to."""


class FormAction(TurnAction, ABC):
    """Reads a customer's reply to a form's question.

    Rasa runs a form's validation when the form begins, when it gets a reply, and when it goes on after
    something else was dealt with. Only the reply is to be read.
    """

    @abstractmethod
    def read(self, turn: Turn) -> Events:
        """Return what the reply sets; nothing, if it is no reply: the topic's own rule then deals with it."""

    def begin(self, turn: Turn) -> Events:
        """Return what is known when the form begins."""
        return []

    def act(self, turn: Turn) -> Events:
        since = since_message(turn.tracker)
        if "active_loop" in since:
            return self.begin(turn)
        # The form's own run is one action; any more means that something else was dealt with first.
        return self.read(turn) if since.count("action") <= 1 else []


def since_message(tracker: Tracker) -> list[str]:
    """The kinds of events since the customer's message, the latest first."""
    kinds: list[str] = []
    for event in reversed(tracker.events):
        if event["event"] == "user":
            break
        kinds.append(event["event"])
    return kinds


def done() -> Events:
    """Events that end the form."""
    return [SlotSet("requested_slot", None)]
