"""What the world reaches through the Caddyfile, asked of the real Caddy."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.stack import free_port

CADDYFILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"
INSIDE = ("/internal", "/internal/touchpoints", "/health", "/ready", "/metrics", "/metrics/")


class Server:
    """A web server that answers with its name, the path, and who it is told asked."""

    def __init__(self, name: str) -> None:
        self.ready = True
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/ready" and not stub.ready:
                    self.send_error(503)
                    return
                body = json.dumps(
                    {"name": name, "path": self.path, "for": self.headers["X-Forwarded-For"]}
                ).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class World:
    """Caddy before a web process and two dialogue processes."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.web = Server("web")
        self.dialogues = [Server(name) for name in ("one", "other")]
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "DOMAIN": f"http://localhost:{self.port}",
            "WEB": f"127.0.0.1:{self.web.port}",
            "DIALOGUES": " ".join(f"127.0.0.1:{dialogue.port}" for dialogue in self.dialogues),
        }
        command = [caddy(), "run", "--adapter", "caddyfile", "--config", str(CADDYFILE)]
        self.logged = folder / "caddy.log"
        self.log = self.logged.open("wb")
        self.process = subprocess.Popen(command, env=environment, stdout=self.log, stderr=self.log)
        until = time.monotonic() + 30
        while True:
            try:
                self.get("/")
                return
            except httpx.ConnectError:
                assert time.monotonic() < until, self.logged.read_text()
                time.sleep(0.05)

    def get(self, path: str, address: str = "127.0.0.1", **more: Any) -> httpx.Response:
        with httpx.Client(transport=httpx.HTTPTransport(local_address=address)) as client:
            return client.get(
                f"http://127.0.0.1:{self.port}{path}",
                headers={"Host": f"localhost:{self.port}", **more},
                timeout=10,
            )

    def speaker(self, address: str) -> str:
        name: str = self.get("/socket.io/?EIO=4&transport=polling", address).json()["name"]
        return name

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.log.close()
        for server in (self.web, *self.dialogues):
            server.stop()


def caddy() -> str:
    found = shutil.which("caddy")
    if found is None:
        pytest.skip("Caddy is not installed (its program caddy was not found)")
    return found


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    caddy()
    made = World(tmp_path)
    yield made
    made.stop()


def test_pages_and_the_desk_come_from_the_web_process(world: World) -> None:
    for path in ("/", "/desk", "/static/chat.js"):
        assert world.get(path).json() | {"for": None} == {"name": "web", "path": path, "for": None}


@pytest.mark.parametrize("path", [*INSIDE, "/internal%2ftouchpoints", "//internal/touchpoints", "/METRICS"])
def test_nothing_of_the_inside_is_reached(world: World, path: str) -> None:
    answer = world.get(path)
    reached = answer.json() if answer.status_code == httpx.codes.OK else {}
    assert reached.get("name") in (None, "web"), "no path but the chat's leads to a dialogue process"
    if path in INSIDE:
        assert answer.status_code == httpx.codes.NOT_FOUND


def test_a_browser_stays_with_one_dialogue_process_and_browsers_are_spread_over_all(world: World) -> None:
    addresses = [f"127.0.0.{number}" for number in range(1, 17)]
    first = {address: world.speaker(address) for address in addresses}
    assert set(first.values()) == {"one", "other"}
    for _ in range(3):
        assert {address: world.speaker(address) for address in addresses} == first


def test_a_dialogue_process_that_is_gone_is_passed_over(world: World) -> None:
    addresses = [f"127.0.0.{number}" for number in range(1, 9)]
    gone = world.dialogues.pop(0)
    gone.stop()
    assert {world.speaker(address) for address in addresses} == {"other"}


def test_a_dialogue_process_that_is_not_ready_gets_no_browsers(world: World) -> None:
    world.dialogues[0].ready = False
    addresses = [f"127.0.0.{number}" for number in range(1, 9)]
    until = time.monotonic() + 30
    while {world.speaker(address) for address in addresses} != {"other"}:
        assert time.monotonic() < until
        time.sleep(0.2)


def test_its_log_tells_of_troubles_but_not_whose_they_were(world: World) -> None:
    for dialogue in world.dialogues:
        dialogue.stop()
    world.dialogues.clear()
    assert world.get("/socket.io/?EIO=4", "127.0.0.77", Cookie="secret").status_code >= 500
    log = world.logged.read_text()
    assert "connection refused" in log
    assert "127.0.0.77" not in log
    assert "secret" not in log


def test_nobody_passes_for_another_address(world: World) -> None:
    told = world.get("/", **{"X-Forwarded-For": "203.0.113.9"}).json()["for"]
    assert told == "127.0.0.1"


def test_the_file_is_as_caddy_formats_it() -> None:
    done = subprocess.run([caddy(), "fmt", str(CADDYFILE)], capture_output=True, text=True, check=True)
    assert done.stdout == CADDYFILE.read_text(encoding="utf-8")
