"""The rows that the benchmark's databases are filled with: a shop, and customers who bought something."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Table

from bench.conversations import SURVEY
from bot.channels.visitors import conversation_of
from bot.dialogue.models import Conversation
from bot.outreach.models import Touchpoint
from bot.records.models import Customer, Manager, Order, OrderLine, Product
from bot.texts import LANGUAGES

WEEKDAYS = {day: ["08:00", "17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
MANAGERS = (("Karin Ek", ["sv", "en"]), ("Tom Reed", ["en", "sv"]), ("Eva Berg", ["sv"]), ("Bo Hill", ["en"]))
PRODUCTS = (
    ("CM-1", "Kaffemaskin Aurora", "Aurora coffee machine"),
    ("GR-2", "Kaffekvarn Kornet", "Kornet coffee grinder"),
    ("KT-3", "Vattenkokare Puls", "Puls kettle"),
)
FIRST_NAMES = ("Anna", "Emma", "Oskar", "Lars", "Ida", "Jack", "Maja", "Grace")
LAST_NAMES = ("Lind", "Stone", "Ek", "Ward", "Sjö", "Hill", "Dahl", "Field")
DELIVERED = timedelta(days=2)
CHUNK = 2000

Rows = tuple[Table, list[dict[str, Any]]]
"""A table, and what is to be put into it."""


def language_of(number: int) -> str:
    return LANGUAGES[number % len(LANGUAGES)]


def uid_of(kind: str, number: int) -> str:
    """Return the public identifier of the thing of that kind and number: the same in every database."""
    return f"{random.Random(f'{kind} {number}').getrandbits(128):032x}"


def shop(now: datetime) -> Iterator[Rows]:
    yield (
        _table(Manager),
        [
            {
                "uid": uid_of("manager", at),
                "name": name,
                "email": f"{name.split()[0].lower()}@example.com",
                "languages": languages,
                "working_hours": WEEKDAYS,
            }
            for at, (name, languages) in enumerate(MANAGERS)
        ],
    )
    yield (
        _table(Product),
        [
            {
                "id": at,
                "uid": uid_of("product", at),
                "sku": sku,
                "name_sv": swedish,
                "name_en": english,
                "tip_sv": "Rengör den en gång i månaden.",
                "tip_en": "Clean it once a month.",
            }
            for at, (sku, swedish, english) in enumerate(PRODUCTS, start=1)
        ],
    )


def customers(numbers: range, now: datetime, *, sent: bool) -> Iterator[Rows]:
    for start in range(numbers.start, numbers.stop, CHUNK):
        chunk = range(start, min(start + CHUNK, numbers.stop))
        yield _table(Customer), [_customer(number, now) for number in chunk]
        yield _table(Order), [_order(number, now) for number in chunk]
        yield _table(OrderLine), [_line(number) for number in chunk]
        yield _table(Touchpoint), [_touchpoint(number, now, sent=sent) for number in chunk]
        if sent:
            yield _table(Conversation), [_conversation(number, now) for number in chunk]


def _customer(number: int, now: datetime) -> dict[str, Any]:
    draw = random.Random(number)
    return {
        "id": number,
        "uid": uid_of("customer", number),
        "name": f"{draw.choice(FIRST_NAMES)} {draw.choice(LAST_NAMES)}",
        "email": f"customer{number}@example.com",
        "language": language_of(number),
        "created_at": now,
        "updated_at": now,
    }


def _order(number: int, now: datetime) -> dict[str, Any]:
    delivered = now - DELIVERED
    return {
        "id": number,
        "uid": uid_of("order", number),
        "source": "own",
        "number": str(100_000 + number),
        "customer_id": number,
        "ordered_at": delivered - DELIVERED,
        "delivered_at": delivered,
    }


def _line(number: int) -> dict[str, Any]:
    product = 1 + number % len(PRODUCTS)
    sku, name, _ = PRODUCTS[product - 1]
    return {
        "order_id": number,
        "position": 1,
        "product_id": product,
        "sku": sku,
        "name": name,
        "quantity": Decimal(1),
    }


def _touchpoint(number: int, now: datetime, *, sent: bool) -> dict[str, Any]:
    return {
        "id": number,
        "uid": uid_of("touchpoint", number),
        "customer_id": number,
        "kind": "checkin",
        "occurrence": f"order:{number}",
        "order_id": number,
        "survey": SURVEY,
        "state": "sent" if sent else "claimed",
        "due_at": now,
        "claimed_at": now,
        "claimed_by": "bench",
        "sent_at": now if sent else None,
        "created_at": now,
    }


def _conversation(number: int, now: datetime) -> dict[str, Any]:
    conversation = conversation_of(uid_of("customer", number))
    return {
        "id": conversation,
        "channel": "website",
        "customer_id": number,
        "created_at": now,
        "updated_at": now,
    }


def _table(model: type[Any]) -> Table:
    table: Table = model.__table__
    return table
