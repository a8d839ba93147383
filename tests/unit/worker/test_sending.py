"""Due touchpoints are handed to the dialogue process, signed, and given back when that fails."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jwt
import pytest

from bot.settings import Settings
from bot.worker.sending import AUDIENCE, Sent, send_due


class Dialogue:
    """A web server in the dialogue process's place; what it answers is by touchpoint."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, str]] = {}
        self.asked: list[tuple[str, str]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(200, "ok")

            def do_POST(self) -> None:
                uid = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["uid"]
                stub.asked.append((uid, self.headers["Authorization"].removeprefix("Bearer ")))
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

    def claim_due(self, worker: str, limit: int) -> list[Any]:
        claimed, self.due = self.due[:limit], self.due[limit:]
        return claimed

    def release(self, touchpoint_id: int, error: str) -> None:
        self.released.append((touchpoint_id, error))

    def upcoming(self, limit: int) -> list[Any]:
        return []


@pytest.fixture
def dialogue() -> Iterator[Dialogue]:
    running = Dialogue()
    yield running
    running.server.shutdown()
    running.server.server_close()


def app(folder: Path, outreach: Outreach, port: int) -> Any:
    settings = Settings(_env_file=None, var_dir=folder, dialogue_port=port)
    return SimpleNamespace(settings=settings, outreach=outreach, now=None)


def test_one_that_fails_is_given_back_and_the_rest_is_sent(dialogue: Dialogue, tmp_path: Path) -> None:
    dialogue.answers = {"broken": (500, ""), "busy": (200, "busy"), "taken": (200, "not_claimed")}
    outreach = Outreach("broken", "busy", "taken", "fine")
    made = app(tmp_path, outreach, dialogue.server.server_port)
    assert send_due(made, "w") == Sent(sent=1, waiting=2, failed=1)
    assert outreach.released == [(1, "dialogue answered 500"), (2, "busy")]


def test_requests_are_signed_for_a_minute_and_for_nothing_else(dialogue: Dialogue, tmp_path: Path) -> None:
    made = app(tmp_path, Outreach("fine"), dialogue.server.server_port)
    send_due(made, "w")
    claims = jwt.decode(dialogue.asked[0][1], made.settings.signing_secret, ["HS256"], audience=AUDIENCE)
    assert set(claims) == {"aud", "exp"}


def test_while_the_dialogue_is_away_nothing_is_claimed_and_no_try_is_used_up(tmp_path: Path) -> None:
    outreach = Outreach("fine")
    send_due(app(tmp_path, outreach, 1), "w")
    assert len(outreach.due) == 1
    assert outreach.released == []
