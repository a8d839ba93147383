"""Who is behind a connection, and which conversation is theirs.

A signed-in customer has one conversation, found by identity alone. A visitor's conversation is found by the
sealed session id that only this visitor's browser was given.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.channels.sealing import Seal
from bot.channels.tokens import Identity
from bot.records.cards import CustomerCard
from bot.settings import Settings
from bot.texts import LANGUAGES

CUSTOMER = "website-"
VISITOR = "visitor-"


class KnowsCustomers(Protocol):
    """Finds the customer that a token names; records' service does."""

    def customer_by_uid(self, uid: str) -> CustomerCard | None: ...

    def customer_by_email(self, email: str) -> CustomerCard | None: ...


@dataclass
class Visitor:
    """One browser connection."""

    address: str
    language: str
    customer_id: int | None = None
    customer_uid: str | None = None
    expires_at: datetime | None = None
    """When the identity that it showed ends; None for a visitor."""
    conversation_id: str = ""


def conversation_of(customer_uid: str) -> str:
    """The website conversation of a customer."""
    return f"{CUSTOMER}{customer_uid}"


class Visitors:
    def __init__(self, settings: Settings, records: KnowsCustomers, seal: Seal) -> None:
        self._settings = settings
        self._records = records
        self._seal = seal

    def arrived(self, identity: Identity | None, environ: dict[str, Any]) -> Visitor | None:
        """Return who connected; None when the token names a customer we don't have."""
        visitor = Visitor(address=_address(environ), language=self._language(environ))
        if identity is None:
            return visitor
        subject = identity.subject
        by_email = "@" in subject
        find = self._records.customer_by_email if by_email else self._records.customer_by_uid
        customer = find(subject)
        if customer is None:
            return None
        visitor.customer_id, visitor.customer_uid = customer.id, customer.uid
        visitor.expires_at = identity.expires_at
        if customer.language in LANGUAGES:
            visitor.language = str(customer.language)
        return visitor

    def enter(self, visitor: Visitor, session_id: str | None) -> None:
        """Bind the connection to its conversation, a new one where there is none yet."""
        if visitor.customer_uid is not None:
            visitor.conversation_id = conversation_of(visitor.customer_uid)
        else:
            had = self._seal.conversation_id(session_id) if session_id else None
            known = had is not None and had.startswith(VISITOR)
            visitor.conversation_id = str(had) if known else VISITOR + secrets.token_hex(16)

    def owns(self, visitor: Visitor, session_id: str | None) -> bool:
        """Whether a message's session id, when it has one, is this connection's."""
        return session_id is None or self._seal.conversation_id(session_id) == visitor.conversation_id

    def _language(self, environ: dict[str, Any]) -> str:
        wanted = str(environ.get("HTTP_ACCEPT_LANGUAGE", ""))[:2].lower()
        return wanted if wanted in LANGUAGES else self._settings.default_language


def _address(environ: dict[str, Any]) -> str:
    scope = environ.get("asgi.scope") or {}
    client = scope.get("client") or ("unknown", 0)
    return str(client[0])
