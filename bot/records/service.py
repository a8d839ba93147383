"""The customer record: who we sold to, what, and what they agreed to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.records.cards import CustomerCard, DataHeld, OrderCard, ProductNames, TutorialCard
from bot.records.contacts import ContactError, ContactField, read_contact
from bot.records.managers import Managers
from bot.records.models import ChannelIdentity, Consent
from bot.records.reading import customer_card, order_card
from bot.records.repository import RecordRepository
from bot.settings import Settings
from bot.storage.engine import Database

__all__ = ["ContactError", "Records"]


class Records(Managers):
    """Reads and changes the record. Every change writes the audit log, without personal values."""

    def __init__(self, *, database: Database, settings: Settings, now: Callable[[], datetime]) -> None:
        self._database = database
        self._settings = settings
        self._now = now

    def customer(self, customer_id: int) -> CustomerCard | None:
        with self._database.reading() as session:
            row = RecordRepository(session).customer(customer_id)
            return customer_card(row) if row else None

    def customer_by_uid(self, uid: str) -> CustomerCard | None:
        return self._find(uid=uid)

    def customer_by_email(self, email: str) -> CustomerCard | None:
        return self._find(email=email.strip().lower())

    def any_customer(self) -> bool:
        """Say whether there is a customer at all."""
        with self._database.reading() as session:
            return RecordRepository(session).any_customer()

    def orders_of(self, customer_id: int, limit: int = 5) -> list[OrderCard]:
        """Return the customer's orders, the newest first."""
        with self._database.reading() as session:
            return [order_card(row) for row in RecordRepository(session).orders_of(customer_id, limit)]

    def order(self, order_id: int) -> OrderCard | None:
        with self._database.reading() as session:
            row = RecordRepository(session).order(order_id)
            return order_card(row) if row else None

    def newest_delivered(self) -> OrderCard | None:
        """Return the order that was delivered last, of those not cancelled."""
        with self._database.reading() as session:
            row = RecordRepository(session).newest_delivered()
            return order_card(row) if row else None

    def read_contact(self, customer_id: int, field: ContactField, value: str) -> str:
        """Return the value as it would be stored, for reading back. Raises ContactError, LookupError."""
        country = self._must_find(customer_id).country or self._settings.default_country
        return read_contact(field, value, country)

    def change_contact(self, customer_id: int, field: ContactField, value: str, actor: str) -> str:
        """Store a contact detail and return it as it is stored.

        Raises ContactError (its ``reason`` is a text key) when the value cannot be used or another
        customer has that e-mail, and LookupError for an unknown customer.
        """
        stored = self.read_contact(customer_id, field, value)
        with self._database.transaction() as session:
            repository = RecordRepository(session)
            former = self._must_find(customer_id).email
            if not repository.set_contact(customer_id, field, stored, self._now()):
                raise ContactError("email_taken", f"another customer already has that {field}")
            if field == "email" and former and former != stored:
                # The shop's next export may still have the former address: it must find the same customer.
                self.bind_identity("email", former, customer_id)
            repository.audit(self._now(), actor, "contact_changed", "customer", customer_id, field=field)
        return stored

    def set_language(self, customer_id: int, language: str, actor: str = "customer") -> None:
        """Remember the language the customer speaks."""
        with self._database.transaction() as session:
            repository = RecordRepository(session)
            if repository.set_language(customer_id, language, self._now()):
                repository.audit(
                    self._now(), actor, "language_changed", "customer", customer_id, language=language
                )

    def data_held(self, customer_id: int) -> DataHeld:
        """Say what we hold about a customer. Raises LookupError for an unknown one."""
        with self._database.reading() as session:
            repository = RecordRepository(session)
            card = self._must_find(customer_id)
            counted = ("orders", "cases", "conversations", "touchpoints", "consents")
            return DataHeld(
                name=card.name,
                email=card.email,
                phone=card.phone,
                address=card.address,
                language=card.language,
                company_name=card.company_name,
                answers=repository.answers_of(customer_id),
                **{table: repository.count_of(table, customer_id) for table in counted},
            )

    def tutorial_for(self, product_id: int, problem_kind: str | None, language: str) -> TutorialCard | None:
        """Return the product's tutorial for this kind of problem, else one for any kind."""
        with self._database.reading() as session:
            found = RecordRepository(session).tutorials(product_id)
        kinds = {row.problem_kind: row for row in reversed(found)}
        row = kinds.get(problem_kind) or kinds.get(None)
        if row is None:
            return None
        title, url = (row.title_sv, row.url_sv) if language == "sv" else (row.title_en, row.url_en)
        return TutorialCard(title, url)

    def tip_for(self, product_id: int, language: str) -> str | None:
        """Return the product's tip in that language."""
        with self._database.reading() as session:
            row = RecordRepository(session).product(product_id)
            return (row.tip_sv if language == "sv" else row.tip_en) if row else None

    def product_names(self) -> list[ProductNames]:
        """Return what every product is called, in the order they came."""
        with self._database.reading() as session:
            return [ProductNames(*row) for row in RecordRepository(session).product_names()]

    def identity(self, channel: str, address: str) -> int | None:
        """Return the id of the customer met at this address of a channel."""
        with self._database.reading() as session:
            row = RecordRepository(session).identity(channel, address)
            return row.customer_id if row else None

    def bind_identity(self, channel: str, address: str, customer_id: int) -> bool:
        """Note where a customer is met; False when the address is another customer's already."""
        with self._database.transaction() as session:
            repository = RecordRepository(session)
            row = ChannelIdentity(
                customer_id=customer_id, channel=channel, address=address, created_at=self._now()
            )
            if repository.identity(channel, address) is None and repository.add(row):
                repository.audit(
                    self._now(), "system", "identity_bound", "customer", customer_id, channel=channel
                )
                return True
            bound = repository.identity(channel, address)
            return bound is not None and bound.customer_id == customer_id

    def consent(self, customer_id: int, purpose: str, channel: str) -> bool | None:
        """Return the yes or no in force; None when nothing was ever said."""
        with self._database.reading() as session:
            row = RecordRepository(session).latest_consent(customer_id, purpose, channel)
            return row.granted if row else None

    def record_consent(
        self,
        customer_id: int,
        purpose: str,
        channel: str,
        granted: bool,
        source: str,
        actor: str = "customer",
    ) -> None:
        """Keep a yes or no for a purpose (service, survey, marketing) on a channel."""
        with self._database.transaction() as session:
            repository = RecordRepository(session)
            row = Consent(customer_id=customer_id, purpose=purpose, channel=channel, granted=granted)
            row.source, row.recorded_at = source, self._now()
            repository.add(row)
            said = {"purpose": purpose, "channel": channel, "granted": granted}
            repository.audit(self._now(), actor, "consent_recorded", "customer", customer_id, **said)

    def _find(self, **key: object) -> CustomerCard | None:
        with self._database.reading() as session:
            row = RecordRepository(session).customer_by(**key)
            return customer_card(row) if row else None

    def _must_find(self, customer_id: int) -> CustomerCard:
        card = self.customer(customer_id)
        if card is None:
            raise LookupError(f"There is no customer {customer_id}.")
        return card
