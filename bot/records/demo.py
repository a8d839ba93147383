"""A small coffee shop to try the product on, loaded into an empty database."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import yaml

from bot.records.importers.loader import Loader
from bot.records.importers.own_json import read_record
from bot.records.importers.records import Item, Problem

if TYPE_CHECKING:
    from bot.bootstrap import App

DATA = Path(__file__).with_name("demo.yml")
ZONE = ZoneInfo("Europe/Stockholm")
PASSWORD_FILE = "demo-desk-password"  # noqa: S105  a file's name
SECTIONS = ("managers", "companies", "products", "customers", "orders")


def load_if_empty(app: App) -> bool:
    """Load the demo shop and plan its check-ins when there are no customers and managers yet; say whether it was.

    Two check-ins, one in each language, are due at once. All managers get one generated password, kept in
    var_dir with mode 600; ``demo_password`` returns it.
    """
    with app.database.transaction() as session:
        if app.records.managers() or app.records.any_customer():
            return False
        loader = Loader(app.database, app.now, app.settings.default_time_zone)
        report = loader.load_items(_items(app.now()), DATA.name)
        if report.errors:
            raise ValueError(f"{DATA}: {report.errors[0]}")
        session.expire_all()
        password = _make_password(app.settings.var_dir)
        for manager in app.records.managers():
            app.records.set_password(manager.id, password)
        app.outreach.plan()
    return True


def demo_customers() -> list[str]:
    """Return the e-mail addresses of the demo shop's customers."""
    return [customer["email"] for customer in _data()["customers"]]


def demo_managers() -> list[str]:
    """Return the e-mail addresses that the demo shop's managers log in with."""
    return [manager["email"] for manager in _data()["managers"]]


def demo_password(var_dir: Path) -> str | None:
    """Return the demo managers' password; None when no demo data was loaded here."""
    try:
        return (var_dir / PASSWORD_FILE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


def _make_password(var_dir: Path) -> str:
    password = demo_password(var_dir) or secrets.token_urlsafe(9)
    var_dir.mkdir(parents=True, exist_ok=True)
    path = var_dir / PASSWORD_FILE
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(password, encoding="utf-8")
    return password


@cache
def _data() -> dict[str, list[dict[str, Any]]]:
    content: dict[str, list[dict[str, Any]]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return content


def _items(now: datetime) -> Iterator[Item | Problem]:
    for section in SECTIONS:
        for record in _data()[section]:
            given = _dated(record, now) if section == "orders" else record
            yield from read_record(0, section, given, "SE")


def _dated(order: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Turn days before today into moments."""
    dated = {key: value for key, value in order.items() if key not in ("ordered", "delivered", "cancelled")}
    for key in ("ordered", "delivered", "cancelled"):
        if key in order:
            days, clock = order[key]
            day = now.astimezone(ZONE).date() - timedelta(days=days)
            dated[f"{key}_at"] = datetime.combine(day, time.fromisoformat(clock), ZONE)
    dated["paid_at"] = dated["ordered_at"]
    return dated
