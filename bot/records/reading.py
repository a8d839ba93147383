"""Turning rows of the record into cards."""

from __future__ import annotations

from bot.records.cards import CustomerCard, LineCard, ManagerCard, OrderCard
from bot.records.models import Customer, Manager, Order, OrderLine


def customer_card(row: Customer) -> CustomerCard:
    company = row.company
    return CustomerCard(
        id=row.id,
        uid=row.uid,
        name=row.name,
        email=row.email,
        phone=row.phone,
        address=row.address,
        country=row.country,
        language=row.language,
        time_zone=row.time_zone,
        company_id=row.company_id,
        company_name=company.name if company else None,
        manager_id=row.manager_id or (company.manager_id if company else None),
    )


def order_card(row: Order) -> OrderCard:
    return OrderCard(
        id=row.id,
        uid=row.uid,
        number=row.number,
        source=row.source,
        customer_id=row.customer_id,
        ordered_at=row.ordered_at,
        paid_at=row.paid_at,
        delivered_at=row.delivered_at,
        cancelled_at=row.cancelled_at,
        lines=tuple(_line_card(line) for line in row.lines),
    )


def manager_card(row: Manager) -> ManagerCard:
    return ManagerCard(
        id=row.id,
        uid=row.uid,
        name=row.name,
        email=row.email,
        languages=tuple(row.languages),
        team=row.team,
        time_zone=row.time_zone,
        working_hours={day: (start, end) for day, (start, end) in (row.working_hours or {}).items()},
        notify_urls=tuple(row.notify_urls or ()),
        active=row.active,
    )


def _line_card(row: OrderLine) -> LineCard:
    product = row.product
    return LineCard(
        name_sv=product.name_sv if product else row.name,
        name_en=product.name_en if product else row.name,
        quantity=row.quantity,
        product_id=row.product_id,
        sku=row.sku,
        delivered_at=row.delivered_at,
    )
