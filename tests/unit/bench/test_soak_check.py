"""The soak's checker finds what is wrong: it is fed a database that holds a whole visit, and then spoilt ones."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.soak.check import check
from bench.soak.ledger import Expected, Said, Tab, Visit
from bench.soak.memory import Memory
from bench.soak.stored import read
from bench.soak.trouble import KILLED_ALWAYS, KILLS, RESTARTS, plan
from bench.soak.violation import Violation
from bot.storage.migrate import upgrade

NOW = "2026-03-06 12:00:00.000000"
THREAD = [
    (1, "action", None, None),
    (2, "user", "m1", "hej"),
    (3, "bot", None, "Hej!"),
    (4, "user", "m2", "kannan var sprucken"),
    (5, "bot", None, "Det var tråkigt."),
]
PLACES = frozenset({"desk", "hook"})
CONVERSATION = (
    "INSERT INTO conversations (id, channel, position, created_at, updated_at)"
    " VALUES ('c', 'website', 5, '2026-03-06', '2026-03-06')"
)
KEYLESS = ("conversation_events", "cases", "case_events", "notifications")


@dataclass
class World:
    """A database with one finished visit, and what its customer remembers of it."""

    file: Path
    visit: Visit

    def do(self, *statements: str) -> None:
        # Not through the product's engine, which has foreign keys checked.
        with closing(sqlite3.connect(self.file)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    def found(self) -> list[Violation]:
        return check(read(f"sqlite:///{self.file}"), [self.visit], places=PLACES)

    def kinds(self) -> set[str]:
        return {violation.kind for violation in self.found()}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and nothing in them."""
    file = tmp_path_factory.mktemp("soak") / "empty.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def world(empty: Path, tmp_path: Path) -> World:
    world = World(Path(shutil.copy(empty, tmp_path / "soak.db")), _visit())
    for table in KEYLESS:
        # What the tables' own keys refuse must be seen by the checker, too.
        world.do(
            f"CREATE TABLE copy AS SELECT * FROM {table}",
            f"DROP TABLE {table}",
            f"ALTER TABLE copy RENAME TO {table}",
        )
    world.do(*(_event(*event) for event in THREAD), CONVERSATION, CASE, CASE_EVENT)
    world.do(_notification(1, "desk"), _notification(2, "hook"))
    return world


CASE = "INSERT INTO cases (id, origin, conversation_id, reason) VALUES (1, 'message:c:m2', 'c', 'damaged')"
CASE_EVENT = "INSERT INTO case_events (id, case_id, kind, origin) VALUES (1, 1, 'opened', 'message:c:m2')"


def _event(position: int, kind: str, message_id: str | None, words: str | None) -> str:
    given = ", ".join("NULL" if each is None else f"'{each}'" for each in (message_id, words))
    return (
        "INSERT INTO conversation_events (conversation_id, position, kind, message_id, text)"
        f" VALUES ('c', {position}, '{kind}', {given})"
    )


def _notification(number: int, target: str) -> str:
    return (
        "INSERT INTO notifications (id, uid, event_id, target, state)"
        f" VALUES ({number}, 'n{number}', 1, '{target}', 'sent')"
    )


def _visit() -> Visit:
    seen = {position: words for position, kind, _, words in THREAD if kind in ("user", "bot") and words}
    said = [Said("m1", "hej", position=2), Said("m2", "kannan var sprucken", position=4)]
    tab = Tab(said, seen, reloaded=True)
    return Visit("a_complaint, sv", 1, "c", tabs=[tab], expected=Expected(("damaged",)), finished=True)


def test_nothing_is_wrong_with_what_is_right(world: World) -> None:
    assert world.kinds() == set()


EVENT = (
    "INSERT INTO conversation_events (conversation_id, position, kind, message_id, text)"
    " SELECT conversation_id, {position}, kind, message_id, text FROM conversation_events"
)
SPOILT = {
    "a lost message": ("lost message", "DELETE FROM conversation_events WHERE position IN (4, 5)"),
    "a doubled message": ("doubled message", EVENT.format(position=6) + " WHERE position = 4"),
    "a message answered twice, under one position": (
        "shared position",
        EVENT.format(position=5) + " WHERE position = 5",
    ),
    "two messages in each other's place": (
        "swapped order",
        "UPDATE conversation_events SET message_id = CASE message_id WHEN 'm1' THEN 'm2' ELSE 'm1' END"
        " WHERE message_id IS NOT NULL",
    ),
    "a message elsewhere than its receipt says": (
        "moved message",
        "UPDATE conversation_events SET position = position + 1 WHERE position >= 4",
    ),
    "a hole in a conversation": ("gap", "DELETE FROM conversation_events WHERE position = 1"),
    "a conversation that says it ends elsewhere": ("other newest", "UPDATE conversations SET position = 4"),
    "a message without an answer": ("unanswered", "DELETE FROM conversation_events WHERE position = 5"),
    "a message that nobody sent": (
        "unknown message",
        "UPDATE conversation_events SET message_id = 'm9' WHERE position = 4",
    ),
    "an answer that no tab was shown": ("not shown", EVENT.format(position=6) + " WHERE position = 5"),
    "an answer other than the one shown": (
        "not stored",
        "UPDATE conversation_events SET text = 'Hej igen!' WHERE position = 3",
    ),
    "an apology for a failed turn": (
        "failed turn",
        "UPDATE conversation_events SET text = 'Nu gick något fel hos mig. Ditt meddelande är sparat.'"
        " WHERE position = 3",
    ),
    "a doubled case of one origin": (
        "doubled case",
        "INSERT INTO cases SELECT * FROM cases",
    ),
    "a doubled case of another origin": (
        "other cases",
        "INSERT INTO cases (id, origin, conversation_id, reason) VALUES (2, 'message:c:m1', 'c', 'damaged')",
    ),
    "a lost case": ("other cases", "DELETE FROM cases"),
    "a case for another reason": ("other cases", "UPDATE cases SET reason = 'bot_failed'"),
    "a case whose message was lost": (
        "case without message",
        "DELETE FROM conversation_events WHERE message_id = 'm2'",
    ),
    "a case event noted twice": ("doubled case event", "INSERT INTO case_events SELECT * FROM case_events"),
    "a manager who was never told": ("notifications", "DELETE FROM notifications WHERE target = 'hook'"),
    "a manager who is told twice": ("notifications", _notification(3, "hook")),
    "a notification still owed": ("not told", "UPDATE notifications SET state = 'owed' WHERE id = 2"),
}


@pytest.mark.parametrize(("kind", "statement"), SPOILT.values(), ids=SPOILT)
def test_what_is_spoilt_is_found(world: World, kind: str, statement: str) -> None:
    world.do(statement)
    assert kind in world.kinds()


def test_a_violation_names_the_conversation_and_the_message(world: World) -> None:
    world.do("DELETE FROM conversation_events WHERE position IN (4, 5)")
    lost = next(each for each in world.found() if each.kind == "lost message")
    assert "conversation c, message m2" in str(lost)


def _sent_by_itself(world: World) -> None:
    world.do(
        "INSERT INTO touchpoints (id, uid, customer_id, kind, occurrence, channel, state, due_at, attempts, created_at)"
        f" VALUES (7, 't', 1, 'checkin', 'order:1', 'website', 'sent', '{NOW}', 1, '{NOW}')"
    )


def _other_answer(world: World) -> None:
    world.visit.expected.answers["recommend"] = 9


def _went_elsewhere(world: World) -> None:
    world.visit.lost = "no answer"


def _two_texts(world: World) -> None:
    world.visit.tabs[0].differing.append(3)


@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        ("contact", _sent_by_itself),
        ("other answers", _other_answer),
        ("went another way", _went_elsewhere),
        ("two texts", _two_texts),
    ],
)
def test_what_the_customer_remembers_otherwise_is_found(
    world: World, kind: str, spoil: Callable[[World], None]
) -> None:
    world.visit.touchpoint_id = 7 if kind == "contact" else None
    spoil(world)
    assert kind in world.kinds()


def test_memory_that_grows_is_told_from_memory_that_is_level() -> None:
    memory = Memory()
    for second in range(60):
        memory.note(
            second, {"leaks": (1, 100 + second), "level": (2, 100 + second % 3), "young": (3 + second, 9)}
        )
    levels = {
        level.name: level for level in memory.levels(dict.fromkeys(range(100), 10.0), until=60, bound=5)
    }
    assert set(levels) == {"leaks", "level"}
    assert levels["leaks"].growth == pytest.approx(49, abs=0.1)
    assert not levels["leaks"].is_level
    assert levels["level"].is_level


def test_the_same_seed_makes_the_same_trouble_and_none_is_left_out() -> None:
    events = plan(7, seconds=300, every=5, calm_from=200)
    assert events == plan(7, seconds=300, every=5, calm_from=200)
    assert events != plan(8, seconds=300, every=5, calm_from=200)
    assert {event.what for event in events} == set(KILLS + RESTARTS)
    spared = {event.what for event in events if event.at >= 200} & set(KILLS)
    assert spared <= {KILLED_ALWAYS}
