"""Storing imported records in bulk: a handful of statements for hundreds of orders."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, literal, select, update
from sqlalchemy.orm import DeclarativeBase, Session

from bot.records.models import (
    AuditEntry,
    ChannelIdentity,
    Company,
    Consent,
    Customer,
    Manager,
    Order,
    OrderLine,
    Product,
    Tutorial,
)
from bot.storage.base import new_uid

Row = dict[str, Any]
SUBJECTS: dict[str, type[DeclarativeBase]] = {
    "company": Company,
    "customer": Customer,
    "manager": Manager,
    "order": Order,
    "product": Product,
}


class KnownOrder(NamedTuple):
    """An order that is stored already."""

    id: int
    digest: str | None
    customer_id: int


class ImportRepository:
    """The record's tables, written many rows at a time, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def orders(self, source: str, numbers: Collection[str]) -> dict[str, KnownOrder]:
        query = select(Order.number, Order.id, Order.import_digest, Order.customer_id)
        rows = self._session.execute(query.where(Order.source == source, Order.number.in_(numbers)))
        return {number: KnownOrder(row_id, digest, owner) for number, row_id, digest, owner in rows}

    def customers_by(self, column: str, values: Collection[str]) -> dict[str, Row]:
        """Return customers by a column of theirs; of several with one phone number, the first."""
        return self._by(Customer, column, values)

    def customers_once_at(self, emails: Collection[str]) -> dict[str, Row]:
        """Return customers by an e-mail address that was theirs before they changed it."""
        identity = ChannelIdentity
        query = select(identity.address, Customer.__table__).join(
            Customer, Customer.id == identity.customer_id
        )
        rows = self._session.execute(query.where(identity.channel == "email", identity.address.in_(emails)))
        return {row.address: dict(row._mapping) for row in rows}

    def customers_by_id(self, ids: Collection[int]) -> dict[int, Row]:
        query = select(Customer.__table__).where(Customer.id.in_(ids)).order_by(Customer.id)
        return {row.id: dict(row._mapping) for row in self._session.execute(query)} if ids else {}

    def note_changes(self, now: datetime, action: str, subject: str, ids: Sequence[int]) -> None:
        """Write the audit log for what an import did."""
        if not ids:
            return
        columns = AuditEntry.__table__.c
        told = {"at": now, "actor": "import", "action": action, "subject_type": subject, "details": {}}
        table = SUBJECTS[subject].__table__
        # From the rows themselves: the database writes a line for each far faster than it is sent one.
        rows = select(*(literal(value, columns[name].type) for name, value in told.items()), table.c.id)
        whole = max(ids) - min(ids) + 1 == len(ids)  # new rows mostly follow one another
        these = table.c.id.between(min(ids), max(ids)) if whole else table.c.id.in_(ids)
        entries = insert(AuditEntry).from_select([*told, "subject_id"], rows.where(these))
        self._session.connection().execute(entries)

    def companies_by(self, column: str, values: Collection[str]) -> dict[str, Row]:
        return self._by(Company, column, values)

    def managers_by_email(self, values: Collection[str]) -> dict[str, Row]:
        return self._by(Manager, "email", values)

    def products_by_sku(self, values: Collection[str]) -> dict[str, Row]:
        return self._by(Product, "sku", values)

    def product_ids(self, skus: Collection[str]) -> dict[str, int]:
        query = select(Product.sku, Product.id).where(Product.sku.in_(skus))
        return {row.sku: row.id for row in self._session.execute(query)}

    def tutorials(self, product_id: int) -> list[Row]:
        columns = [column for column in Tutorial.__table__.columns if column.name not in ("id", "product_id")]
        query = select(*columns).where(Tutorial.product_id == product_id).order_by(Tutorial.id)
        return [dict(row._mapping) for row in self._session.execute(query)]

    def put_tutorials(self, product_id: int, rows: Sequence[Row]) -> None:
        self._session.execute(delete(Tutorial).where(Tutorial.product_id == product_id))
        if rows:
            self._session.execute(insert(Tutorial), [row | {"product_id": product_id} for row in rows])

    def changed_by_people(self, customer_ids: Collection[int]) -> dict[int, set[str]]:
        """Return which contact details customers or managers have set since, which an import must not undo."""
        query = select(AuditEntry.subject_id, AuditEntry.action, AuditEntry.details).where(
            AuditEntry.subject_type == "customer",
            AuditEntry.subject_id.in_(customer_ids),
            AuditEntry.action.in_(("contact_changed", "language_changed")),
        )
        found: dict[int, set[str]] = {}
        for customer_id, action, details in self._session.execute(query):
            name = "language" if action == "language_changed" else details.get("field", "")
            found.setdefault(customer_id, set()).add(name)
        return found

    def add(self, model: type[DeclarativeBase], rows: Sequence[Row]) -> list[int]:
        """Insert rows of a table with uids, and return their ids in the same order."""
        ids = self._new_ids(model, len(rows))
        self.add_many(model, [{"id": i, "uid": new_uid()} | row for i, row in zip(ids, rows, strict=True)])
        return ids

    def _new_ids(self, model: type[DeclarativeBase], count: int) -> list[int]:
        """Take ids beforehand: what points at the rows is told them without asking the database again."""
        if not count:
            return []
        connection, table = self._session.connection(), model.__table__
        if connection.dialect.name == "sqlite":  # nobody else can write before this transaction ends
            newest = connection.scalar(select(func.max(table.c.id))) or 0
            return list(range(newest + 1, newest + 1 + count))
        series = func.generate_series(1, count).table_valued()
        following = func.nextval(func.pg_get_serial_sequence(model.__tablename__, "id"))
        return sorted(connection.scalars(select(following).select_from(series)))

    def add_many(self, model: type[DeclarativeBase], rows: Sequence[Row]) -> None:
        """Insert rows whose ids nobody asks for."""
        if rows:
            self._session.connection().execute(insert(model.__table__), rows)  # type: ignore[arg-type]

    def change(self, model: type[DeclarativeBase], row_id: int, values: Mapping[str, Any]) -> None:
        table = model.__table__
        self._session.connection().execute(update(table).where(table.c.id == row_id).values(**values))  # type: ignore[arg-type]

    def change_orders(self, rows: Sequence[Row]) -> None:
        """Rewrite orders, and drop their lines, which are stored anew."""
        if not rows:
            return
        table = Order.__table__
        kept: Row = {name: bindparam(name) for name in rows[0] if name != "order_id"}
        statement = update(table).where(table.c.id == bindparam("order_id")).values(**kept)  # type: ignore[arg-type]
        self._session.connection().execute(statement, rows)
        self._session.execute(
            delete(OrderLine).where(OrderLine.order_id.in_([row["order_id"] for row in rows]))
        )

    def latest_marketing(
        self, customer_ids: Collection[int], channel: str
    ) -> dict[int, tuple[datetime, bool]]:
        """Return each customer's newest word on marketing."""
        newest = func.row_number().over(
            partition_by=Consent.customer_id, order_by=(Consent.recorded_at.desc(), Consent.id.desc())
        )
        ranked = (
            select(Consent.customer_id, Consent.recorded_at, Consent.granted, newest.label("rank"))
            .where(
                Consent.customer_id.in_(customer_ids),
                Consent.purpose == "marketing",
                Consent.channel == channel,
            )
            .subquery()
        )
        query = select(ranked.c.customer_id, ranked.c.recorded_at, ranked.c.granted).where(ranked.c.rank == 1)
        return {customer: (at, granted) for customer, at, granted in self._session.execute(query)}

    def link_products(self) -> None:
        """Point lines that were sold before their product was told of to it."""
        product = select(Product.id).where(Product.sku == OrderLine.sku).scalar_subquery()
        known = select(Product.sku)
        query = update(OrderLine).where(OrderLine.product_id.is_(None), OrderLine.sku.in_(known))
        self._session.execute(
            query.values(product_id=product), execution_options={"synchronize_session": False}
        )

    def _by(self, model: type[DeclarativeBase], column: str, values: Collection[str]) -> dict[str, Row]:
        if not values:
            return {}
        table = model.__table__
        query = select(table).where(table.c[column].in_(values)).order_by(table.c.id.desc())
        return {row._mapping[column]: dict(row._mapping) for row in self._session.execute(query)}
