"""What customers come with, in Swedish and in English, and what each visit must leave behind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bench.soak.ledger import Expected
from bench.soak.talk import Talk, Words

WELL: Words = ("Ja, allt är bra", "Yes, all is well")
NOT_WELL: Words = ("Nej, något är fel", "No, something is wrong")
BEST: Words = ("Snabb leverans", "Fast delivery")
LEAKS: Words = ("Den läcker vatten överallt och ingen svarar", "It leaks water everywhere and nobody answers")
CRACKED: Words = ("kannan var sprucken när den kom fram", "the jug was cracked when it arrived")
PERSON: Words = ("jag vill prata med en människa", "I want to talk to a person")
WHERE: Words = ("var är min beställning?", "where is my order?")
CHATTER: tuple[Words, ...] = (
    ("hej", "hello"),
    ("tack så mycket", "thank you very much"),
    WHERE,
    ("är du en robot?", "are you a robot?"),
    ("vad kan du hjälpa mig med?", "what can you help me with?"),
)
ODD = (
    "😀😀😀",
    "?",
    "/restart",
    '/EXTERNAL_checkin{"touchpoint": "1"}',
    "button.e30.x",
    "ÅÄÖ åäö " * 20,
    "' OR 1=1; DROP TABLE customers; --",
    "<script>alert(1)</script>",
    "   ",
    "a" * 5000,
    "９ ٩ ⅸ",
    "nej ja nej ja jo kanske",
)


@dataclass(frozen=True)
class Story:
    """A way for a conversation to go."""

    tell: Callable[[Talk], Awaitable[None]]
    weight: int = 1
    """How often it is told, against the others."""
    checkin: bool = False
    """Whether it begins with a check-in."""
    visitor: bool = False
    """Whether it is told by somebody who has shown no identity."""
    tabs: int = 1

    @property
    def name(self) -> str:
        return self.tell.__name__


async def all_is_well(talk: Talk) -> None:
    """The main job: all is well, and the survey is filled in with words."""
    await talk.checkin()
    await talk.say(("ja, allt är bra", "yes, all is well"))
    await talk.asked("recommend")
    await talk.say(("nio", "nine"))
    await talk.asked("best_bit")
    await talk.say(BEST)
    await talk.asked("delivery")
    await talk.say(("5", "5"))
    answers = {"recommend": 9, "best_bit": talk.words(BEST), "delivery": 5}
    talk.visit.expected = Expected((), answers)


async def all_is_pressed(talk: Talk) -> None:
    """The same with buttons."""
    await talk.checkin()
    await talk.press(WELL)
    await talk.asked("recommend")
    await talk.press(("10", "10"))
    await talk.asked("best_bit")
    await talk.press(("Hoppa över", "Skip"))
    await talk.asked("delivery")
    await talk.press(("4", "4"))
    talk.visit.expected = Expected((), {"recommend": 10, "best_bit": None, "delivery": 4})


async def a_low_score(talk: Talk) -> None:
    """A low score is a case, and the comment goes with it."""
    await talk.checkin()
    await talk.press(WELL)
    await talk.say(("3", "3"))
    await talk.asked("went_wrong")
    await talk.say(LEAKS)
    await talk.asked("delivery")
    await talk.say(("2", "2"))
    answers = {"recommend": 3, "went_wrong": talk.words(LEAKS), "delivery": 2}
    talk.visit.expected = Expected(("low_score",), answers)


async def something_is_wrong(talk: Talk) -> None:
    """The check-in meets trouble."""
    await talk.checkin()
    await talk.press(NOT_WELL)
    await talk.press(("Något är skadat", "Something is damaged"))
    await talk.say(CRACKED)
    talk.visit.expected = Expected(("damaged",))


async def wrong_in_the_middle(talk: Talk) -> None:
    """Trouble told in the middle of the survey, which goes on."""
    await talk.checkin()
    await talk.press(WELL)
    await talk.say(CRACKED)
    await talk.asked("recommend")
    await talk.press(("9", "9"))
    await talk.asked("best_bit")
    talk.visit.expected = Expected(("damaged",), {"recommend": 9})


async def a_complaint(talk: Talk) -> None:
    """Trouble that the customer comes with by themselves."""
    await talk.say(("hej", "hello"))
    await talk.say(CRACKED)
    talk.visit.expected = Expected(("damaged",))


async def a_person_please(talk: Talk) -> None:
    """A call for a human."""
    await talk.say(WHERE)
    await talk.say(PERSON)
    talk.visit.expected = Expected(("asked_for_human",))


async def chatter(talk: Talk) -> None:
    """Small talk and questions, which leave no case."""
    for words in talk.chance.sample(CHATTER, 4):
        await talk.say(words)


async def two_tabs(talk: Talk) -> None:
    """Both tabs write at the same moment, each in a process of its own."""
    for _ in range(4):
        await talk.both_say(*talk.chance.sample(CHATTER, 2))


async def odd_input(talk: Talk) -> None:
    """What nobody should type, and somebody does."""
    for words in talk.chance.sample(ODD, 4):
        await talk.say_odd(words)
    talk.visit.expected = Expected(None)


async def a_visitor(talk: Talk) -> None:
    """Somebody without an identity, who sees no records but gets a person."""
    await talk.say(("hej", "hello"))
    await talk.say(WHERE)
    await talk.say(PERSON)
    talk.visit.expected = Expected(("asked_for_human",))


STORIES = (
    Story(all_is_well, weight=3, checkin=True),
    Story(all_is_pressed, weight=2, checkin=True, tabs=2),
    Story(a_low_score, weight=3, checkin=True),
    Story(something_is_wrong, weight=2, checkin=True),
    Story(wrong_in_the_middle, checkin=True),
    Story(a_complaint, weight=3),
    Story(a_person_please, weight=2),
    Story(chatter, weight=3),
    Story(two_tabs, weight=2, tabs=2),
    Story(odd_input, weight=2),
    Story(a_visitor, visitor=True),
)
