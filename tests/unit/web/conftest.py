"""The web process over real services and a real SQLite database, at a time the test can move."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.bootstrap import App, build
from bot.cases.cards import CaseCard
from bot.commands.web import server_config
from bot.records.models import Customer, Manager
from bot.settings import Settings
from bot.storage.tables import metadata

PASSWORD = "correct horse battery"
PEOPLE = (("Karin Holm", "Anna Lind", "sv"), ("Oliver Reed", "James Carter", "en"))
WEEKDAYS = {day: ["08:30", "17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = field(default_factory=lambda: datetime(2026, 3, 4, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **units: float) -> None:
        self.at += timedelta(**units)


class Browser(TestClient):
    """A browser that prefers Swedish and follows no redirect by itself."""

    def __init__(self, app: App, address: str = "192.0.2.1") -> None:
        served = server_config(app)
        served.load()
        super().__init__(
            served.loaded_app,
            client=(address, 50000),
            headers={"Accept-Language": "sv"},
            follow_redirects=False,
            raise_server_exceptions=False,
        )

    def form_token(self, path: str = "/desk/login") -> str:
        """Return the token that the page's forms send."""
        found = re.search(r'name="form_token" value="([^"]+)"', self.get(path).text)
        assert found, f"{path} has no form of its own"
        return found[1]

    def log_in(self, email: str = "karin@example.com", password: str = PASSWORD, **more: str) -> int:
        form = {"email": email, "password": password, "form_token": self.form_token()} | more
        return int(self.post("/desk/login", data=form).status_code)

    def act(self, case: CaseCard, action: str, **more: str) -> int:
        """Press a button on the case's page."""
        page = f"/desk/cases/{case.uid}"
        form = {"form_token": self.form_token(page)} | more
        return int(self.post(f"{page}/{action}", data=form).status_code)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_app(tmp_path: Path, template: Path, clock: Clock) -> Iterator[Callable[..., App]]:
    """Build the services with other settings than the defaults."""
    made: list[App] = []

    def make(**settings: object) -> App:
        folder = tmp_path / f"var{len(made)}"
        folder.mkdir()
        shutil.copy(template, folder)
        app = build(Settings(_env_file=None, var_dir=folder, **settings), now=clock)  # type: ignore[call-arg,arg-type]
        made.append(app)
        return app

    yield make
    for app in made:
        app.database.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two managers and a customer of each, made once and copied for every test."""
    folder = tmp_path_factory.mktemp("template")
    app = build(Settings(_env_file=None, var_dir=folder), now=Clock())  # type: ignore[call-arg]
    metadata.create_all(app.database.engine)
    with app.database.transaction() as session:
        for manager_name, customer_name, language in PEOPLE:
            manager = Manager(
                name=manager_name, email=_email(manager_name), languages=[language], working_hours=WEEKDAYS
            )
            session.add(manager)
            session.flush()
            customer = Customer(name=customer_name, email=_email(customer_name), language=language)
            customer.manager_id, customer.created_at, customer.updated_at = manager.id, app.now(), app.now()
            session.add(customer)
    for card in app.records.managers():
        app.records.set_password(card.id, PASSWORD)
    app.database.close()
    return folder / "eftersnack.db"


@pytest.fixture
def app(make_app: Callable[..., App]) -> App:
    return make_app()


@pytest.fixture
def empty_app(tmp_path: Path, clock: Clock) -> Iterator[App]:
    """The services over a database with tables and nothing in them."""
    folder = tmp_path / "empty"
    app = build(Settings(_env_file=None, var_dir=folder), now=clock)  # type: ignore[call-arg]
    metadata.create_all(app.database.engine)
    yield app
    app.database.close()


@pytest.fixture
def client(app: App) -> Browser:
    return Browser(app)


@pytest.fixture
def browser_of() -> type[Browser]:
    """Open another browser, as ``browser_of(app)``."""
    return Browser


@pytest.fixture
def open_case(app: App) -> Callable[..., CaseCard]:
    """Open a case of Anna's, whose manager is Karin."""

    def open_case(words: str = "Locket är sprucket", **more: str) -> CaseCard:
        anna = app.records.customer_by_email(more.pop("email", "anna@example.com"))
        assert anna is not None
        trouble = {
            "origin": f"test:{words}",
            "reason": "damaged",
            "priority": "high",
            "language": "sv",
        } | more
        return app.cases.open(words=words, customer_id=anna.id, **trouble).case

    return open_case


def _email(name: str) -> str:
    return f"{name.split()[0].lower()}@example.com"
