"""Managers are told of every case: nothing is lost, and nothing is sent twice for one event."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.cases.cards import CaseError
from bot.cases.models import Notification
from bot.cases.notifications import Notifications
from bot.cases.notifications.delivery import DeliveryFailed, deliver
from bot.cases.notifications.wording import Message
from bot.cases.service import Cases
from bot.records.models import Manager
from bot.records.service import Records
from bot.settings import Settings
from bot.storage.engine import Database
from tests.support.receivers import MailReceiver, WebhookReceiver

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class World:
    """A manager who is told at one place, and a way to open cases."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database, self.settings, self.moment = database, settings, NOW
        with database.transaction() as session:
            eva = Manager(name="Eva Berg", email="eva@shop.test", languages=["sv"])
            eva.working_hours = {day: ["08:00", "17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
            session.add(eva)
        records = Records(database=database, settings=settings, now=self.now)
        self.cases = Cases(database=database, settings=settings, records=records, now=self.now)

    def now(self) -> datetime:
        return self.moment

    def open(self, *origins: str) -> None:
        for origin in origins:
            self.cases.open(
                origin=origin, reason="damaged", priority="high", language="sv", words="Locket är trasigt"
            )

    def notifications(self, **parts: object) -> Notifications:
        return Notifications(database=self.database, settings=self.settings, now=self.now, **parts)  # type: ignore[arg-type]

    def rows(self) -> list[Notification]:
        with self.database.reading() as session:
            query = select(Notification).where(Notification.target != "desk").order_by(Notification.id)
            return list(session.scalars(query))


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with WebhookReceiver() as running:
        yield running


@pytest.fixture
def world(database: Database, receiver: WebhookReceiver, tmp_path) -> World:
    settings = Settings(_env_file=None, var_dir=tmp_path, notify_urls=[receiver.url], notify_attempts=3)
    return World(database, settings)


def test_a_manager_is_told_who_why_by_when_and_where_once(world: World, receiver: WebhookReceiver) -> None:
    world.open("a")
    assert world.notifications().send_owed("w") == 1
    assert world.notifications().send_owed("w") == 0
    (hook,) = receiver.got
    assert hook.body["title"] == "Ärende 1: Något är skadat (hög)"
    assert "Eva Berg hör av sig senast måndag 2 mars 14:00" in hook.body["message"]
    assert "”Locket är trasigt”" in hook.body["message"]
    (row,) = world.rows()
    assert (row.state, row.sent_at, row.attempts) == ("sent", NOW, 1)
    assert hook.id == hook.body["id"] == row.uid


def test_many_workers_send_each_notification_once(world: World, receiver: WebhookReceiver) -> None:
    world.open(*(f"m{n}" for n in range(12)))
    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(lambda n: world.notifications().send_owed(f"w{n}"), range(4)))
    assert sent == 12
    assert sorted(receiver.ids) == sorted(row.uid for row in world.rows())


def test_what_fails_is_tried_again_with_growing_waits_and_one_id(
    world: World, receiver: WebhookReceiver
) -> None:
    world.open("a")
    receiver.answer = lambda hook: 503 if len(receiver.got) < 3 else 200
    notifications = world.notifications()
    waits = []
    while not (sent := notifications.send_owed("w")):
        (row,) = world.rows()
        assert row.state == "owed"
        waits.append(row.next_try_at - world.moment)
        world.moment = row.next_try_at - timedelta(seconds=1)
        assert notifications.send_owed("w") == 0
        world.moment = row.next_try_at
    assert sent == 1
    assert waits == [timedelta(seconds=30), timedelta(seconds=60)]
    assert len(receiver.got) == 3
    assert len(set(receiver.ids)) == 1


def test_after_too_many_tries_it_waits_for_a_person_to_resend_it(
    world: World, receiver: WebhookReceiver
) -> None:
    world.open("a")
    receiver.answer = lambda hook: 500
    for _ in range(5):
        world.notifications().send_owed("w")
        world.moment += timedelta(days=1)
    (row,) = world.rows()
    assert (row.state, row.attempts, len(receiver.got)) == ("dead", 3, 3)
    assert "500" in (row.last_error or "")
    receiver.answer = lambda hook: 200
    world.notifications().resend(row.id)
    assert world.notifications().send_owed("w") == 1
    assert len(set(receiver.ids)) == 1


def test_one_place_that_is_away_does_not_stop_the_others(
    database: Database, receiver: WebhookReceiver, tmp_path
) -> None:
    urls = ["json://127.0.0.1:9/away", "no such url", receiver.url]
    world = World(database, Settings(_env_file=None, var_dir=tmp_path, notify_urls=urls))
    world.open("a", "b")
    assert world.notifications().send_owed("w") == 2
    assert len(set(receiver.ids)) == 2
    assert sorted(row.state for row in world.rows()) == ["owed"] * 4 + ["sent"] * 2


def test_an_error_nobody_thought_of_does_not_stop_the_others(world: World, receiver: WebhookReceiver) -> None:
    world.open("a", "b")
    tried = []

    def crash_once(url: str, message: Message) -> None:
        tried.append(message)
        if len(tried) == 1:
            raise ZeroDivisionError
        deliver(url, message)

    assert world.notifications(deliver=crash_once).send_owed("w") == 1
    assert [row.last_error for row in world.rows()] == ["ZeroDivisionError", None]


def test_a_place_that_was_taken_out_of_the_settings_is_reported_not_forgotten(world: World, tmp_path) -> None:
    world.open("a")
    elsewhere = Settings(_env_file=None, var_dir=tmp_path, notify_attempts=1)
    Notifications(database=world.database, settings=elsewhere, now=world.now).send_owed("w")
    (row,) = world.rows()
    assert row.state == "dead"
    assert "no longer in the settings" in (row.last_error or "")


class Killed(BaseException):
    """Stands for kill -9: nothing that comes after it is run."""


def killed_at(step: str, world: World) -> None:
    def die(reached: str) -> None:
        if reached == step:
            raise Killed

    with pytest.raises(Killed):
        world.notifications(on_step=die).send_owed("dead/0")


@pytest.mark.parametrize(
    ("step", "copies", "says_so"), [("claimed", 1, False), ("began", 1, True), ("delivered", 2, True)]
)
def test_a_dead_workers_claim_is_taken_over_and_only_a_real_doubt_is_told(
    world: World, receiver: WebhookReceiver, step: str, copies: int, says_so: bool
) -> None:
    world.open("a")
    killed_at(step, world)
    notifications = world.notifications()
    assert notifications.send_owed("w") == 0
    assert notifications.take_over(lambda name: name == "somebody else") == 0
    assert notifications.take_over(lambda name: name.startswith("dead")) == 1
    assert notifications.send_owed("w") == 1
    assert len(receiver.got) == copies
    assert len(set(receiver.ids)) == 1
    assert ("oklart" in receiver.got[-1].body["message"]) is says_so


def test_a_claim_of_another_machines_dead_worker_ends_after_a_while(
    world: World, receiver: WebhookReceiver
) -> None:
    world.open("a")
    killed_at("claimed", world)
    world.moment += timedelta(minutes=world.settings.claim_minutes, seconds=-1)
    assert world.notifications().send_owed("w") == 0
    world.moment += timedelta(seconds=2)
    assert world.notifications().send_owed("w") == 1
    assert len(receiver.got) == 1


def test_a_worker_that_lost_its_claim_while_it_slept_sends_nothing(
    world: World, receiver: WebhookReceiver
) -> None:
    world.open("a")
    slept = threading.Event()

    def sleep(step: str) -> None:
        if step == "claimed" and not slept.is_set():
            slept.set()
            world.notifications().take_over(lambda name: True)
            world.notifications().send_owed("quick")

    assert world.notifications(on_step=sleep).send_owed("slow") == 0
    assert len(receiver.got) == 1


def test_nobody_resends_what_is_on_the_desk_or_being_sent(world: World) -> None:
    world.open("a")
    notifications = world.notifications()
    desk = next(each for each in notifications.listed() if each.target == "desk")
    with pytest.raises(CaseError, match="always on the desk"):
        notifications.resend(desk.id)
    with pytest.raises(CaseError, match="no notification 4711"):
        notifications.resend(4711)
    killed_at("claimed", world)
    with pytest.raises(CaseError, match="being sent just now"):
        notifications.resend(world.rows()[0].id)


def test_mail_carries_one_message_id_over_all_tries(database: Database, tmp_path) -> None:
    with MailReceiver() as mail:
        world = World(database, Settings(_env_file=None, var_dir=tmp_path, notify_urls=[mail.url]))
        world.open("a", "b")
        killed_at("delivered", world)
        world.notifications().take_over(lambda name: True)
        assert world.notifications().send_owed("w") == 2
    ids = [message["Message-ID"] for message in mail.got]
    assert len(ids) == 3
    assert len(set(ids)) == 2
    assert set(ids) == {f"<{row.uid}@eftersnack>" for row in world.rows()}
    assert all(len(message.get_all("Message-ID")) == 1 for message in mail.got)
    assert mail.got[0]["Subject"] == "Ärende 1: Något är skadat (hög)"


def test_a_place_that_never_answers_is_given_up_in_bounded_time() -> None:
    slow = WebhookReceiver(answer=lambda hook: threading.Event().wait(20) or 200)
    with slow as receiver, pytest.raises(DeliveryFailed, match=r"no answer within 0\.5 seconds"):
        deliver(receiver.url, Message(id="x" * 32, title="t", body="b"), seconds=0.5)
