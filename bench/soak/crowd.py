"""So many virtual customers at a time: when one has told a story, another comes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.soak.browser import Browser, GaveUp
from bench.soak.ledger import Said, Tab, Visit
from bench.soak.people import People, Person
from bench.soak.stories import STORIES, Story
from bench.soak.talk import Language, NotCheckedIn, Pace, Talk, Unexpected
from bot.channels.sealing import Seal


@dataclass
class Crowd:
    """Customers who come, talk and go until they are asked to stop."""

    urls: Sequence[str]
    people: People
    seal: Seal
    chance: random.Random
    pace: Pace
    patience: float
    """Seconds that a customer tries to reach us."""

    def __post_init__(self) -> None:
        self.visits: list[Visit] = []
        self.found_late = 0
        self._stopping = False

    async def run(self, customers: int) -> None:
        """Keep so many talking until ``stop``; those at it then finish their story."""
        seeds = [self.chance.random() for _ in range(customers)]
        await asyncio.gather(*(self._customers(random.Random(seed)) for seed in seeds))

    def stop(self) -> None:
        self._stopping = True

    @property
    def acknowledged(self) -> int:
        return sum(said.position is not None for said in self.messages())

    @property
    def again(self) -> int:
        """How many times a message was sent again."""
        return sum(said.tries - 1 for said in self.messages())

    def messages(self) -> Iterator[Said]:
        return (said for visit in self.visits for tab in visit.tabs for said in tab.said)

    async def _customers(self, chance: random.Random) -> None:
        # Not all at once.
        await asyncio.sleep(chance.random() * 5)
        while not self._stopping:
            (story,) = chance.choices(STORIES, [story.weight for story in STORIES])
            await self._visit(story, chance.choice(("sv", "en")), chance)

    async def _visit(self, story: Story, language: Language, chance: random.Random) -> None:
        person = None if story.visitor else await self.people.new(language)
        visit = Visit(f"{story.name}, {language}", person.id if person else None)
        visit.tabs = [Tab() for _ in range(story.tabs)]
        self.visits.append(visit)
        urls = chance.sample(list(self.urls), len(self.urls))
        # Two tabs in two processes.
        browsers = [
            self._browser(tab, person, [*urls[number:], *urls[:number]])
            for number, tab in enumerate(visit.tabs)
        ]
        try:
            await self._enter(visit, browsers, person, story)
            await story.tell(Talk(visit, browsers, language, chance, self.pace))
            visit.finished = True
        except NotCheckedIn:
            visit.unmet = True
        except GaveUp as error:
            visit.away = str(error)
        except Unexpected as error:
            visit.lost = str(error)
        await self._leave(browsers)

    def _browser(self, tab: Tab, person: Person | None, urls: Sequence[str]) -> Browser:
        return Browser(urls, tab, token=person.token if person else None, patience=self.patience)

    async def _enter(
        self, visit: Visit, browsers: list[Browser], person: Person | None, story: Story
    ) -> None:
        for browser in browsers:
            await browser.asks()
        visit.conversation_id = self.seal.conversation_id(browsers[0].session_id or "") or ""
        if story.checkin and person is not None:
            visit.touchpoint_id = await self.people.check_in_on(person)

    async def _leave(self, browsers: list[Browser]) -> None:
        """Each tab reloads the page once more: it must then have seen all there is."""
        for browser in browsers:
            try:
                await browser.asks(after=0)
                browser.tab.reloaded = True
            except GaveUp:
                pass
            self.found_late += browser.found_late
            await browser.close()
