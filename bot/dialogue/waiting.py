"""Messages that wait for their turn, in the order they came."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from bot.dialogue.turns import Incoming, Turn


class Waiting:
    """A queue between threads."""

    def __init__(self) -> None:
        self._messages: list[tuple[Incoming, Future[Turn]]] = []
        self._lock = threading.Lock()

    def add(self, incoming: Incoming) -> Future[Turn]:
        """Let a message wait, and return what will hold its turn."""
        answered: Future[Turn] = Future()
        with self._lock:
            self._messages.append((incoming, answered))
        return answered

    def take(self, most: int) -> list[tuple[Incoming, Future[Turn]]]:
        """Take the messages that waited longest, only the first of each conversation."""
        taken: dict[str, tuple[Incoming, Future[Turn]]] = {}
        left: list[tuple[Incoming, Future[Turn]]] = []
        with self._lock:
            for message in self._messages:
                conversation_id = message[0].conversation_id
                if len(taken) < most and conversation_id not in taken:
                    taken[conversation_id] = message
                else:
                    left.append(message)
            self._messages = left
        return list(taken.values())
