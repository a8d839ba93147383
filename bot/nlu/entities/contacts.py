"""Rasa component: e-mail addresses and phone numbers, found by libraries made for them."""

from __future__ import annotations

from typing import Any

import phonenumbers
import regex
from email_validator import EmailNotValidError, validate_email
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.entities.found import Found, add_entities

MAX_CHARACTERS = 1000
_MAIL = regex.compile(r"[\p{L}\p{N}._%+'\-]{1,64}@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+")
_DIGITS = regex.compile(r"(?:\d\D{0,3}){7}")


def find_emails(text: str) -> list[Found]:
    """E-mail addresses with their domain in lower case; what email-validator refuses is left out."""
    found = []
    for match in _MAIL.finditer(text[:MAX_CHARACTERS]):
        try:
            address = validate_email(
                match.group(), check_deliverability=False, test_environment=True
            ).normalized
        except EmailNotValidError:
            continue
        found.append(Found("email", address, match.start(), match.end()))
    return found


def find_phones(text: str, region: str = "SE") -> list[Found]:
    """Phone numbers in E.164 (+46701740605), a number without country code read as one of `region`."""
    text = text[:MAX_CHARACTERS]
    if not _DIGITS.search(text):  # the matcher costs ten times the rest of the pipeline
        return []
    matches = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.VALID)
    form = phonenumbers.PhoneNumberFormat.E164
    return [
        Found("phone_number", phonenumbers.format_number(match.number, form), match.start, match.end)
        for match in matches
        if not text[: match.start].endswith("#")
    ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ContactExtractor(Component, EntityExtractorMixin):
    """Finds email and phone_number. `region` (ISO 3166) is where numbers without country code belong."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"region": "SE"}

    def read(self, message: Message, text: str | None) -> None:
        if text is not None:
            found = find_emails(text)
            inside_mail = [(mail.start, mail.end) for mail in found]
            found += [
                phone
                for phone in find_phones(text, self._config["region"])
                if not any(start <= phone.start < end for start, end in inside_mail)
            ]
            add_entities(message, text, found, self.name)
