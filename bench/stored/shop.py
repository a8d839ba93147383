"""One database with the product's processes on it, started when they are measured."""

from __future__ import annotations

import random
from pathlib import Path

from bench.soak import plan
from bench.soak.people import People
from bench.soak.servers import free_ports
from bench.stored.filling import count, fill
from bench.stored.measuring import Measured, Told, hold, measure
from bench.stored.serving import Serving
from bot.bootstrap import build
from bot.channels.tokens import issue
from bot.storage.migrate import upgrade

RETURNING = 60
"""Customers who come back, in each round."""
SEED = 4


class Shop:
    """A database, empty to begin with but for some customers who have once been here."""

    def __init__(self, folder: Path, url: str, model: Path) -> None:
        folder.mkdir()
        var_dir = folder / "var"
        var_dir.mkdir()
        port, web = free_ports(2)
        planned = plan.Plan(0, 0, model)
        settings = plan.settings(
            planned, var_dir, database=url, redis="", hook="", port=port, dialogues=1
        ).model_copy(update={"web_port": web})
        upgrade(url)
        self._app = build(settings)
        self._people = People(self._app)
        self._servings = {command: Serving(command, settings, folder) for command in ("dialogue", "web")}
        self._chance = random.Random(SEED)
        self._uids: list[str] = []
        self.measured = Measured()

    def hold(self, rounds: int) -> None:
        """Have the customers come for the first time; with a round's worth to spare for each."""
        dialogue = self._servings["dialogue"]
        dialogue.start()
        self._uids = hold(dialogue.url, self._people, RETURNING * rounds)
        dialogue.stop()

    def fill(self, conversations: int, told: Told) -> int:
        """Copy what one of them left behind so many times; return how many events there are then."""
        customer = self._app.records.customer_by_uid(self._uids[-1])
        assert customer is not None
        self._uids = fill(self._app.database, customer.id, conversations, told)
        return count(self._app.database, "conversation_events")

    def measure(self) -> None:
        """Measure a round. No customer comes back twice."""
        back = [self._uids.pop(self._chance.randrange(len(self._uids))) for _ in range(RETURNING)]
        tokens = [issue(self._app.settings.identity_key, uid, 24, self._app.now()) for uid in back]
        self.measured.stored = count(self._app.database, "conversations")
        measure(self.measured, self._servings, self._people, tokens)

    def close(self) -> None:
        for serving in self._servings.values():
            serving.stop()
        self._app.database.close()
