"""Due touchpoints are handed to the dialogue process, signed, and given back when that fails."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot import internal_token
from bot.settings import Settings
from bot.worker.sending import Sent, send_due

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Dialogue:
    """A web server in the dialogue process's place; what it answers is by touchpoint."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, str]] = {}
        self.asked: list[tuple[str, str]] = []
        self.dies_after = 1000
        self.cuts_off = False
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(200 if len(stub.asked) < stub.dies_after else 503, "ok")

            def do_POST(self) -> None:
                uid = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["uid"]
                stub.asked.append((uid, self.headers["Authorization"]))
                if stub.cuts_off:
                    self.close_connection = True
                    return
                self._answer(*stub.answers.get(uid, (200, "sent")))

            def _answer(self, status: int, state: str) -> None:
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps({"state": state}).encode())

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()


class Outreach:
    """Hands out what is due once, and records what is given back."""

    def __init__(self, *uids: str) -> None:
        self.due = [SimpleNamespace(id=n, uid=uid) for n, uid in enumerate(uids, start=1)]
        self.released: list[tuple[int, str]] = []
        self.postponed: list[tuple[int, str]] = []
        self.most_held = 0

    def claim_due(self, worker: str, limit: int) -> list[Any]:
        claimed, self.due = self.due[:limit], self.due[limit:]
        self.most_held = max(self.most_held, len(claimed))
        return claimed

    def release(self, touchpoint_id: int, error: str) -> None:
        self.released.append((touchpoint_id, error))

    def postpone(self, touchpoint_id: int, reason: str) -> None:
        self.postponed.append((touchpoint_id, reason))

    def upcoming(self) -> list[Any]:
        return [SimpleNamespace(due_at=NOW) for _ in self.due]


@pytest.fixture
def dialogue() -> Iterator[Dialogue]:
    running = Dialogue()
    yield running
    running.server.shutdown()
    running.server.server_close()


def app(folder: Path, outreach: Outreach, port: int) -> Any:
    settings = Settings(_env_file=None, var_dir=folder, dialogue_port=port)
    return SimpleNamespace(settings=settings, outreach=outreach, now=lambda: NOW)


def test_one_that_fails_is_given_back_and_the_rest_is_sent(dialogue: Dialogue, tmp_path: Path) -> None:
    dialogue.answers = {"broken": (500, ""), "busy": (200, "busy"), "taken": (200, "not_claimed")}
    outreach = Outreach("broken", "busy", "taken", "fine")
    made = app(tmp_path, outreach, dialogue.server.server_port)
    assert send_due(made, "w") == Sent(sent=1, waiting=2, failed=1)
    assert outreach.released == [(1, "dialogue answered 500")]
    assert outreach.postponed == [(2, "busy")]


def test_requests_are_signed_for_a_minute_and_for_nothing_else(dialogue: Dialogue, tmp_path: Path) -> None:
    made = app(tmp_path, Outreach("fine"), dialogue.server.server_port)
    send_due(made, "w")
    header = dialogue.asked[0][1]
    assert internal_token.is_valid(made.settings.signing_secret, header, NOW)
    assert not internal_token.is_valid(made.settings.signing_secret, header, NOW + timedelta(minutes=1))


def test_no_claim_runs_out_behind_slow_ones(dialogue: Dialogue, tmp_path: Path) -> None:
    """What is claimed is sent at once: nothing is held while another is being sent."""
    outreach, asked = Outreach(*"abcdef"), []

    def go_on() -> bool:
        asked.append(len(dialogue.asked))
        return True

    assert send_due(app(tmp_path, outreach, dialogue.server.server_port), "w", go_on) == Sent(sent=6)
    assert outreach.most_held == 1
    assert asked == [0, 1, 2, 3, 4, 5, 6]


def test_a_dialogue_that_dies_among_many_uses_up_no_more_tries(dialogue: Dialogue, tmp_path: Path) -> None:
    outreach = Outreach(*"abcdef")
    dialogue.dies_after = 2
    assert send_due(app(tmp_path, outreach, dialogue.server.server_port), "w") == Sent(sent=2, failed=4)
    assert outreach.released == []


def test_while_the_dialogue_is_away_nothing_is_claimed_and_no_try_is_used_up(tmp_path: Path) -> None:
    outreach = Outreach("fine")
    send_due(app(tmp_path, outreach, 1), "w")
    assert len(outreach.due) == 1
    assert outreach.released == []


def two(folder: Path, outreach: Outreach, *ports: int) -> Any:
    urls = [f"http://127.0.0.1:{port}" for port in ports]
    settings = Settings(_env_file=None, var_dir=folder, internal_dialogue_urls=urls)
    return SimpleNamespace(settings=settings, outreach=outreach, now=lambda: NOW)


@pytest.fixture
def other() -> Iterator[Dialogue]:
    running = Dialogue()
    yield running
    running.server.shutdown()
    running.server.server_close()


def test_several_dialogue_processes_share_the_work(
    dialogue: Dialogue, other: Dialogue, tmp_path: Path
) -> None:
    made = two(tmp_path, Outreach(*"abcdef"), dialogue.server.server_port, other.server.server_port)
    assert send_due(made, "w") == Sent(sent=6)
    assert (len(dialogue.asked), len(other.asked)) == (3, 3)


def test_the_next_one_is_asked_when_one_is_down(dialogue: Dialogue, tmp_path: Path) -> None:
    outreach = Outreach(*"abc")
    assert send_due(two(tmp_path, outreach, 1, dialogue.server.server_port), "w") == Sent(sent=3)
    assert outreach.released == []


def test_what_a_dying_process_left_open_another_does(
    dialogue: Dialogue, other: Dialogue, tmp_path: Path
) -> None:
    """The one that died may have sent it; the other then says so, and nothing is sent twice."""
    dialogue.cuts_off = True
    outreach = Outreach(*"abc")
    made = two(tmp_path, outreach, dialogue.server.server_port, other.server.server_port)
    assert send_due(made, "w") == Sent(sent=3)
    assert outreach.released == []
    assert [uid for uid, _ in other.asked] == ["a", "b", "c"]


def test_a_turn_that_fails_is_not_tried_on_every_process(
    dialogue: Dialogue, other: Dialogue, tmp_path: Path
) -> None:
    for each in (dialogue, other):
        each.answers = {"broken": (500, "")}
    outreach = Outreach("broken")
    made = two(tmp_path, outreach, dialogue.server.server_port, other.server.server_port)
    assert send_due(made, "w") == Sent(failed=1)
    assert len(dialogue.asked) + len(other.asked) == 1
    assert outreach.released == [(1, "dialogue answered 500")]
