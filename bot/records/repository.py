"""Customers, orders, products, managers and the audit log in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.records.models import (
    AuditEntry,
    ChannelIdentity,
    Consent,
    Customer,
    Manager,
    Order,
    OrderLine,
    Product,
    Tutorial,
)
from bot.storage.upsert import touched


class RecordRepository:
    """The record's tables, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def customer(self, customer_id: int) -> Customer | None:
        return self._session.get(Customer, customer_id)

    def customer_by(self, **key: Any) -> Customer | None:
        query = select(Customer).filter_by(**key).options(joinedload(Customer.company))
        return self._session.scalar(query)

    def any_customer(self) -> bool:
        return self._session.scalar(select(Customer.id).limit(1)) is not None

    def orders_of(self, customer_id: int, limit: int) -> Sequence[Order]:
        query = select(Order).filter_by(customer_id=customer_id).options(*_with_lines())
        return self._session.scalars(
            query.order_by(Order.ordered_at.desc(), Order.id.desc()).limit(limit)
        ).all()

    def newest_delivered(self) -> Order | None:
        query = select(Order).where(Order.delivered_at.is_not(None), Order.cancelled_at.is_(None))
        newest = query.order_by(Order.delivered_at.desc(), Order.id.desc()).limit(1)
        return self._session.scalar(newest.options(*_with_lines()))

    def order(self, order_id: int) -> Order | None:
        return self._session.get(Order, order_id, options=_with_lines())

    def set_contact(self, customer_id: int, field: str, value: str, at: datetime) -> bool:
        """Store a contact detail; False when another customer has it and it must be one's own."""
        query = update(Customer).where(Customer.id == customer_id).values({field: value, "updated_at": at})
        try:
            with self._session.begin_nested():
                self._session.execute(query)
        except IntegrityError:
            return False
        return True

    def set_language(self, customer_id: int, language: str, at: datetime) -> bool:
        """Store the language; False when it was that already."""
        changed = update(Customer).where(
            Customer.id == customer_id, or_(Customer.language.is_(None), Customer.language != language)
        )
        return touched(self._session.execute(changed.values(language=language, updated_at=at))) > 0

    def tutorials(self, product_id: int) -> Sequence[Tutorial]:
        return self._session.scalars(
            select(Tutorial).filter_by(product_id=product_id).order_by(Tutorial.id)
        ).all()

    def product(self, product_id: int) -> Product | None:
        return self._session.get(Product, product_id)

    def product_names(self) -> list[tuple[str, str, str]]:
        """SKU, Swedish and English name of every product, in the order they came."""
        query = select(Product.sku, Product.name_sv, Product.name_en).order_by(Product.id)
        return [(sku, name_sv, name_en) for sku, name_sv, name_en in self._session.execute(query)]

    def managers(self) -> Sequence[Manager]:
        return self._session.scalars(select(Manager).filter_by(active=True).order_by(Manager.id)).all()

    def manager(self, **key: Any) -> Manager | None:
        return self._session.scalar(select(Manager).filter_by(**key))

    def identity(self, channel: str, address: str) -> ChannelIdentity | None:
        return self._session.scalar(select(ChannelIdentity).filter_by(channel=channel, address=address))

    def latest_consent(self, customer_id: int, purpose: str, channel: str) -> Consent | None:
        query = select(Consent).filter_by(customer_id=customer_id, purpose=purpose, channel=channel)
        return self._session.scalar(query.order_by(Consent.recorded_at.desc(), Consent.id.desc()).limit(1))

    def add(self, row: object) -> bool:
        """Store a row; False when one with its key is there already."""
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            return False
        return True

    def audit(
        self, at: datetime, actor: str, action: str, subject_type: str, subject_id: int, **details: object
    ) -> None:
        entry = AuditEntry(
            at=at, actor=actor, action=action, subject_type=subject_type, subject_id=subject_id
        )
        entry.details = details
        self._session.add(entry)
        self._session.flush()

    def count_of(self, table: str, customer_id: int) -> int:
        """Count a customer's rows in any table with a customer_id, whichever room owns it."""
        found = Customer.metadata.tables.get(table)
        if found is None:
            return 0
        query = select(func.count()).select_from(found).where(found.c.customer_id == customer_id)
        return self._session.scalar(query) or 0

    def answers_of(self, customer_id: int) -> int:
        tables = Customer.metadata.tables
        answers, responses = tables.get("survey_answers"), tables.get("survey_responses")
        if answers is None or responses is None:
            return 0
        return self._count_answers(answers, responses, customer_id)

    def _count_answers(self, answers: Table, responses: Table, customer_id: int) -> int:
        joined = answers.join(responses, answers.c.response_id == responses.c.id)
        query = select(func.count()).select_from(joined).where(responses.c.customer_id == customer_id)
        return self._session.scalar(query) or 0


def _with_lines() -> tuple[Any, ...]:
    return (selectinload(Order.lines).joinedload(OrderLine.product),)
