"""A real browser, and servers for it to meet."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from bot.bootstrap import build
from bot.settings import Settings
from bot.storage.tables import metadata
from tests.browser.fake_dialogue import FakeDialogue
from tests.support.stack import free_port

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


class Serving:
    """An ASGI application on a port of its own, that can go away and come back."""

    def __init__(self, application: Any, port: int) -> None:
        self.application = application
        self.port = port
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        settings = uvicorn.Config(
            self.application, port=self.port, log_level="warning", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < until, f"nothing listens at {self.url}"
            time.sleep(0.05)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless browser of this machine."""
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"none of {', '.join(BROWSERS)} is installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a page in a fresh browser profile; what its scripts complain about fails the test."""
    contexts: list[Any] = []
    problems: list[str] = []

    def open_page(url: str, *, locale: str = "sv-SE", **options: Any) -> Any:
        context = chromium.new_context(
            locale=locale, **({"viewport": {"width": 1280, "height": 860}} | options)
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console",
            lambda message: problems.append(message.text) if "Content Security" in message.text else None,
        )
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems


@pytest.fixture
def fake() -> FakeDialogue:
    return FakeDialogue()


@pytest.fixture
def dialogue(fake: FakeDialogue) -> Iterator[Serving]:
    """The fake dialogue, listening."""
    serving = Serving(fake.asgi, free_port())
    yield serving
    serving.stop()


@pytest.fixture
def shop_url(tmp_path: Path, dialogue: Serving) -> Iterator[str]:
    """The real demo shop page, whose panel talks to the fake dialogue."""
    from bot.web.app import create_app

    app = build(Settings(_env_file=None, var_dir=tmp_path, dialogue_port=dialogue.port))  # type: ignore[call-arg]
    metadata.create_all(app.database.engine)
    serving = Serving(create_app(app), free_port())
    yield serving.url
    serving.stop()
    app.database.close()
