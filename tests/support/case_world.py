"""Two managers, customers with orders, and the cases between them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.cases.cards import Opened
from bot.cases.service import Cases
from bot.records.models import Company, Customer, Manager, Order, OrderLine
from bot.records.service import Records
from bot.settings import Settings
from bot.storage.engine import Database

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, ten o'clock in Stockholm
OFFICE = {day: ["08:00", "17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
SECRET_URL = "json://user:hunter2@127.0.0.1:1/hook"


class Clock:
    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


class World:
    """Two managers, a customer of one of them, a customer of nobody, and an order of each."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database, self.settings, self.now = database, settings, Clock()
        self.wakes = 0
        with database.transaction() as session:
            eva = Manager(
                name="Eva Berg", email="eva@shop.test", languages=["sv", "en"], working_hours=OFFICE
            )
            bob = Manager(name="Bob Hill", email="bob@shop.test", languages=["en"], working_hours=OFFICE)
            bob.time_zone, bob.notify_urls = "Europe/London", ["json://127.0.0.1:1/bob"]
            session.add_all([eva, bob])
            session.flush()
            company = Company(name="Bryggeriet AB", manager_id=bob.id, created_at=NOW)
            session.add(company)
            session.flush()
            anna = Customer(name="Anna Ek", company_id=company.id, created_at=NOW, updated_at=NOW)
            carl = Customer(name="Carl Alm", language="sv", created_at=NOW, updated_at=NOW)
            session.add_all([anna, carl])
            session.flush()
            orders = [
                Order(source="own", number=number, customer_id=customer.id, ordered_at=NOW)
                for number, customer in (("1001", anna), ("1002", carl), ("1003", carl))
            ]
            orders[0].lines.append(OrderLine(position=1, name="Kaffekvarn", quantity=1))
            session.add_all(orders)
            session.flush()
            self.eva, self.bob, self.anna, self.carl = eva.id, bob.id, anna.id, carl.id
            self.order, self.carls, self.carls_other = (order.id for order in orders)
        self.cases = Cases(
            database=database,
            settings=settings,
            records=Records(database=database, settings=settings, now=self.now),
            now=self.now,
            wake=self._woken,
        )

    def _woken(self) -> None:
        self.wakes += 1

    def open(self, origin: str = "message:c1:m1", **fields: object) -> Opened:
        trouble = {
            "reason": "damaged",
            "priority": "normal",
            "language": "sv",
            "conversation_id": "c1",
        } | fields
        return self.cases.open(origin=origin, **trouble)  # type: ignore[arg-type]

    def raise_or_add(self, origin: str, **fields: object) -> Opened:
        trouble = {
            "reason": "damaged",
            "priority": "normal",
            "language": "sv",
            "conversation_id": "c1",
        } | fields
        return self.cases.raise_or_add(origin=origin, **trouble)  # type: ignore[arg-type]

    def about(self, order_id: int, **fields: object) -> dict[str, object]:
        """Trouble of Carl's with one of his orders."""
        return {"customer_id": self.carl, "order_id": order_id} | fields

    def count(self, table: type) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    def away(self, *managers: int) -> None:
        with self.database.transaction() as session:
            for manager in managers:
                session.get_one(Manager, manager).active = False

    @classmethod
    def of(cls, database: Database, folder: Path) -> World:
        return cls(database, Settings(_env_file=None, var_dir=folder / "var", notify_urls=[SECRET_URL]))


def local(text: str, zone: str = "Europe/Stockholm") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
