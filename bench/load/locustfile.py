"""The load: locust's users are customers, each having the written conversation, one after another.

The plan is a JSON file that BENCH_PLAN names (bench/load_runs.py writes it). Two ways to load:

- closed: every user sends the next message when the last one is answered, which finds the saturation;
- open: message k of user u is planned at (k · users + u) / rate seconds. Latency counts from that moment, so that
  waiting for a busy server is not hidden. What is planned but not answered at the end counts as long as it waited.
"""

from __future__ import annotations

import itertools
import json
import os
import time
from pathlib import Path
from typing import Any

from clients import Client, Place, RestClient, WebsiteClient
from locust import User, events, task
from locust.exception import StopUser
from talking import Step, endless, steps_of, take

PLAN: dict[str, Any] = json.loads(Path(os.environ["BENCH_PLAN"]).read_text(encoding="utf-8"))
SCRIPT: dict[str, Any] = json.loads(Path(PLAN["script"]).read_text(encoding="utf-8"))
CLIENTS: dict[str, type[Client]] = {"website": WebsiteClient, "rest": RestClient}
LONG = PLAN["mode"] == "long"
ERRORS_KEPT = 20


class Run:
    """What is shared by all users of a run."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.cpu = time.process_time()
        with Path(PLAN["people"]).open(encoding="utf-8") as file:
            self.people = [json.loads(line) for line in itertools.islice(file, PLAN["first_person"], None)]
        self.used = 0
        self.lanes = itertools.count()
        self.talkers: list[Talker] = []
        self.messages: list[tuple[float, float, bool]] = []
        """Of each answer: when it came, how long it took, both in seconds, and whether a customer's message."""
        self.finished = 0
        self.errors: list[str] = []
        self.wrong = 0

    def now(self) -> float:
        return time.perf_counter() - self.started

    def next_person(self, language: str | None = None) -> dict[str, Any]:
        """Return somebody there was no conversation with yet, of that language if one is named."""
        limit = PLAN.get("conversations")
        if self.used >= len(self.people) or (limit and self.used >= limit):
            raise StopUser
        self.used += 1
        person: dict[str, Any] = self.people[self.used - 1]
        return person if language in (None, person["language"]) else self.next_person(language)

    def failed(self, error: Exception) -> None:
        self.wrong += 1
        if len(self.errors) < ERRORS_KEPT:
            self.errors.append(f"{type(error).__name__}: {error}")


run: Run


def begin(**_: Any) -> None:
    global run
    run = Run()


def start_clock(environment: Any, **_: Any) -> None:
    run.started, run.cpu = time.perf_counter(), time.process_time()


class Talker(User):
    """A customer's place at the screen."""

    def on_start(self) -> None:
        self.lane, self.sent = next(run.lanes), 0
        run.talkers.append(self)

    @task
    def talk(self) -> None:
        try:
            self.have_conversation(LONG)
            run.finished += 1
        except StopUser:
            raise
        except Exception as error:
            # Failed, Wrong, or a fault of ours: nothing that went wrong may pass unseen.
            run.failed(error)
        if LONG or (PLAN.get("conversations") and run.finished + run.wrong >= PLAN["conversations"]):
            self.environment.runner.quit()
            raise StopUser

    def have_conversation(self, long: bool) -> None:
        person = run.next_person(SCRIPT["long"]["language"] if long else None)
        client = CLIENTS[PLAN["client"]](_place(run.used), person)
        try:
            for step in endless(SCRIPT) if long else self.cut(steps_of(SCRIPT, person)):
                self.take(client, step)
        finally:
            client.close()

    def cut(self, steps: list[Step]) -> list[Step]:
        """Leave a user's first conversation of an open loop early, each at another step: so they get out of step."""
        first = PLAN["mode"] == "open" and self.sent == 0
        return steps[: 1 + self.lane % len(steps)] if first else steps

    def take(self, client: Client, step: dict[str, Any]) -> None:
        if LONG and len(run.messages) >= PLAN["turns"]:
            self.environment.runner.quit()
            raise StopUser
        planned = self.planned()
        if planned is not None and planned > run.now():
            time.sleep(planned - run.now())
        begun = run.now() if planned is None else planned
        take(client, step)
        self.sent += 1
        took = run.now() - begun
        run.messages.append((run.now(), took, "begins" not in step))
        self.environment.events.request.fire(
            request_type=PLAN["client"],
            name="check-in" if "begins" in step else "message",
            response_time=took * 1000,
            response_length=0,
            exception=None,
            context={},
        )

    def planned(self) -> float | None:
        """When the next message is planned; None in a closed loop."""
        if PLAN["mode"] != "open":
            return None
        return float((self.sent * PLAN["users"] + self.lane) / PLAN["rate"])


def _place(conversation: int) -> Place:
    """Return where a conversation is had: those of several processes take turns."""
    urls = PLAN["urls"]
    own = conversation % len(urls)
    hop = (own + PLAN["touchpoint_hops"]) % len(urls)
    return Place(urls[own], urls[hop], PLAN["secret"], PLAN["origin"])


def write(**_: Any) -> None:
    """Write the result, with what was planned and never answered."""
    ended = run.now()
    waiting = []
    for talker in run.talkers if PLAN["mode"] == "open" else ():
        while (planned := talker.planned()) is not None and planned < ended:
            waiting.append((ended, ended - planned, True))
            talker.sent += 1
    result = {
        "messages": run.messages,
        "waiting": waiting,
        "seconds": ended,
        "people": run.used,
        "wrong": run.wrong,
        "errors": run.errors,
        "cpu_seconds": time.process_time() - run.cpu,
    }
    Path(PLAN["result"]).write_text(json.dumps(result), encoding="utf-8")


for hook, listener in ((events.init, begin), (events.test_start, start_clock), (events.quitting, write)):
    hook.add_listener(listener)  # type: ignore[no-untyped-call]
