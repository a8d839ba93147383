"""Real places to be told at: a web server that takes webhooks, and a mail server."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True)
class Hook:
    """One request that arrived."""

    id: str
    body: dict[str, Any]


@dataclass
class WebhookReceiver:
    """Takes webhooks on a free port; ``answer`` says, request by request, with which status."""

    answer: Callable[[Hook], int] = lambda hook: 200
    got: list[Hook] = field(default_factory=list)

    def __enter__(self) -> Self:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                hook = Hook(self.headers["webhook-id"], content)
                receiver.got.append(hook)
                self.send_response(receiver.answer(hook))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The receiver as Apprise writes it."""
        return f"json://127.0.0.1:{self._server.server_port}/hook"

    @property
    def ids(self) -> list[str]:
        return [hook.id for hook in self.got]


@dataclass
class MailReceiver:
    """Takes mail on a free port, as far as SMTP is needed for that."""

    got: list[EmailMessage] = field(default_factory=list)

    def __enter__(self) -> Self:
        receiver = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self._say("220 ready")
                while line := self.rfile.readline():
                    word = line.split()[0].upper() if line.split() else b""
                    if word == b"DATA":
                        self._say("354 go on")
                        receiver.got.append(self._mail())
                    self._say("221 bye" if word == b"QUIT" else "250 ok")
                    if word == b"QUIT":
                        return

            def _mail(self) -> EmailMessage:
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line)
                return message_from_bytes(b"".join(lines), policy=policy.default)  # type: ignore[return-value]

            def _say(self, text: str) -> None:
                self.wfile.write(text.encode() + b"\r\n")

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The receiver as Apprise writes it."""
        port = self._server.server_address[1]
        return f"mailto://127.0.0.1:{port}?from=bot@shop.test&to=desk@shop.test&mode=insecure"


def wait_until(happened: Callable[[], object], seconds: float = 20) -> None:
    """Wait for something to happen elsewhere. Raises AssertionError when it does not in time."""
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, f"not within {seconds} seconds"
        time.sleep(0.05)
