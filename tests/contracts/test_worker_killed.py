"""``kill -9`` of the worker between any two steps loses no notification, and no event is told under two ids."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import heartbeat
from bot.bootstrap import App, build
from bot.cases.models import Notification
from bot.records.models import Manager
from bot.settings import Settings
from bot.storage.engine import Database
from tests.support import worker_to_kill
from tests.support.receivers import MailReceiver, WebhookReceiver, wait_until

ROOT = Path(__file__).resolve().parents[2]
WORKER = ("-m", "bot.cli", "worker")
WAIT = 90
"""Seconds until a worker has surely started, on a machine that has other things to do, too."""
pytestmark = pytest.mark.timeout(400)
STEPS = ("claimed", "began", "delivered", "marked")


class Workshop:
    """A database with one manager, who is told by webhook and by mail, and workers that can be killed."""

    def __init__(self, url: str, folder: Path, places: list[str]) -> None:
        self.environment = {
            "EFTERSNACK_VAR_DIR": str(folder),
            "EFTERSNACK_DATABASE_URL": url,
            "EFTERSNACK_NOTIFY_URLS": ",".join(places),
            "EFTERSNACK_DIALOGUE_PORT": "1",  # nobody is there: the worker has to live with that
        }
        self.folder = folder
        folder.mkdir()
        fields = {name.removeprefix("EFTERSNACK_").lower(): value for name, value in self.environment.items()}
        self.app: App = build(Settings(_env_file=None, **fields))  # type: ignore[arg-type]
        with self.app.database.transaction() as session:
            manager = Manager(name="Eva Berg", email="eva@shop.test", languages=["sv"], working_hours={})
            session.add(manager)
        self.opened = 0
        self.log = folder / "worker.log"
        self.running: list[BaseProcess] = []

    def open(self, cases: int) -> None:
        for _ in range(cases):
            self.opened += 1
            self.app.cases.open(
                origin=f"message:{self.opened}", reason="damaged", priority="high", language="sv"
            )

    def start(self, step: str | None = None) -> BaseProcess:
        process = worker_to_kill.start(self.environment, self.log, step)
        self.running.append(process)
        return process

    def owed(self) -> list[Notification]:
        with self.app.database.reading() as session:
            return list(session.scalars(select(Notification).where(Notification.target != "desk")))

    def all_sent(self) -> bool:
        return all(row.state == "sent" for row in self.owed())

    def stop(self) -> None:
        for process in self.running:
            process.kill()
            process.join()
        self.app.database.close()


@pytest.fixture
def hooks() -> Iterator[WebhookReceiver]:
    with WebhookReceiver() as receiver:
        yield receiver


@pytest.fixture
def mail() -> Iterator[MailReceiver]:
    with MailReceiver() as receiver:
        yield receiver


@pytest.fixture
def workshop(
    database: Database, database_url: str, tmp_path: Path, hooks: WebhookReceiver, mail: MailReceiver
) -> Iterator[Workshop]:
    made = Workshop(database_url, tmp_path / "var", [hooks.url, mail.url])
    yield made
    made.stop()


def arrived(hooks: WebhookReceiver, mail: MailReceiver) -> Counter[str]:
    """How often each notification arrived, by its id."""
    return Counter(hooks.ids) + Counter(
        message["Message-ID"].strip("<>").split("@")[0] for message in mail.got
    )


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_each_step_every_notification_arrives_under_its_one_id(
    workshop: Workshop, hooks: WebhookReceiver, mail: MailReceiver, step: str
) -> None:
    workshop.open(2)
    killed = workshop.start(step)
    killed.join(WAIT)
    assert killed.exitcode == -signal.SIGKILL
    workshop.start()
    wait_until(workshop.all_sent, seconds=WAIT)
    copies = arrived(hooks, mail)
    assert set(copies) == {row.uid for row in workshop.owed()}
    assert len(copies) == 4
    # Each of the two sending threads may have been between the provider's yes and our mark; nothing else doubles.
    doubled = sum(copies.values()) - len(copies)
    assert doubled <= {"claimed": 0, "began": 1, "delivered": 2, "marked": 1}[step]
    assert doubled >= (step == "delivered")


def test_killed_at_random_again_and_again_nothing_is_lost(
    workshop: Workshop, hooks: WebhookReceiver, mail: MailReceiver
) -> None:
    chance = random.Random(7)
    kills = 4
    for _ in range(kills):
        workshop.open(3)
        beats = workshop.folder / heartbeat.FILE
        beats.unlink(missing_ok=True)
        worker = workshop.start()
        wait_until(beats.exists, seconds=WAIT)
        time.sleep(chance.uniform(0, 0.3))
        worker.kill()
        worker.join()
    workshop.start()
    wait_until(workshop.all_sent, seconds=WAIT)
    copies = arrived(hooks, mail)
    assert set(copies) == {row.uid for row in workshop.owed()}
    assert len(copies) == 2 * 3 * kills
    assert sum(copies.values()) - len(copies) <= 2 * kills


def test_asked_to_stop_the_worker_finishes_what_it_has_begun(
    workshop: Workshop, hooks: WebhookReceiver, mail: MailReceiver
) -> None:
    hooks.answer = lambda hook: time.sleep(1) or 200
    workshop.open(1)
    command = [sys.executable, *WORKER]
    environment = os.environ | workshop.environment
    with (
        workshop.log.open("ab") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT) as worker,
    ):
        wait_until(lambda: hooks.got, seconds=WAIT)
        worker.terminate()
        assert worker.wait(timeout=WAIT) == 0
    assert [row.state for row in workshop.owed()].count("sending") == 0
    assert hooks.ids[0] in {row.uid for row in workshop.owed() if row.state == "sent"}
    logged = workshop.log.read_text()
    assert "worker stopped" in logged
    assert " ERROR " not in logged


def test_two_workers_side_by_side_send_nothing_twice(
    workshop: Workshop, hooks: WebhookReceiver, mail: MailReceiver
) -> None:
    workshop.open(10)
    workers = [workshop.start() for _ in range(2)]
    wait_until(workshop.all_sent, seconds=WAIT)
    for worker in workers:
        worker.terminate()  # what it has begun it finishes
        worker.join(WAIT)
        assert worker.exitcode == 0
    copies = arrived(hooks, mail)
    assert len(copies) == 20
    assert set(copies.values()) == {1}


def test_a_running_worker_sends_a_new_notification_within_seconds(
    workshop: Workshop, hooks: WebhookReceiver, mail: MailReceiver
) -> None:
    workshop.start()
    workshop.open(1)
    wait_until(lambda: hooks.got and mail.got, seconds=WAIT)
    began = time.monotonic()
    workshop.open(1)
    wait_until(lambda: len(hooks.got) == len(mail.got) == 2, seconds=10)
    assert time.monotonic() - began < 8
