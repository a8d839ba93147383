"""A Redis of the tests' own on a free port, which they can kill, hang and empty."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis

from tests.support.stack import free_port


class RedisServer:
    """A Redis that keeps nothing on disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while True:
            try:
                self._client().ping()
                return
            except redis.ConnectionError:
                assert time.monotonic() < until, "Redis did not start"
                time.sleep(0.05)

    def kill(self) -> None:
        """End it as ``kill -9`` does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def hang(self) -> None:
        """Let it keep its connections and answer nothing."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def flush(self) -> None:
        """Take away all that it holds."""
        self._client().flushall()

    def names(self) -> list[str]:
        """The names of what it keeps."""
        return [key.decode() for key in self._client().scan_iter()]

    def listeners(self, topic: str) -> int:
        """How many processes hear a topic, whatever stands before its name."""
        client = self._client()
        return sum(
            count
            for name, count in client.pubsub_numsub(*client.pubsub_channels())
            if name.decode().endswith(f":{topic}")
        )

    @contextmanager
    def overhear(self) -> Iterator[list[tuple[str, bytes]]]:
        """Collect the name and the words of all that is published meanwhile."""
        heard: list[tuple[str, bytes]] = []
        listener = self._client().pubsub(ignore_subscribe_messages=True)
        listener.psubscribe(
            **{"*": lambda message: heard.append((message["channel"].decode(), message["data"]))}
        )
        thread = listener.run_in_thread(sleep_time=0.05)
        yield heard
        thread.stop()
        thread.join()

    def _client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, socket_timeout=5)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)


def running_redis() -> Iterator[RedisServer]:
    """A running Redis, for a fixture; skips when the machine has none."""
    if shutil.which("redis-server") is None:
        pytest.skip("Redis is not installed (its program redis-server was not found)")
    server = RedisServer()
    server.start()
    yield server
    server.kill()


redis_server = pytest.fixture(running_redis)
