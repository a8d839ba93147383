"""Which messages carry free words to be understood, and which pass untouched."""

from __future__ import annotations

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message


def free_text(message: Message) -> str | None:
    """The customer's own words, or None for clicks (`/intent{…}`), external triggers and empty messages."""
    text = message.get(TEXT)
    if not isinstance(text, str) or not text.strip() or text.lstrip().startswith("/"):
        return None
    metadata = message.get("metadata")
    if isinstance(metadata, dict) and metadata.get("is_external"):
        return None
    return text


def stated_language(message: Message) -> str | None:
    """The language that a training example's block names in its metadata, if it does."""
    metadata = message.get("metadata")
    stated = metadata.get("intent") if isinstance(metadata, dict) else None
    language = stated.get("language") if isinstance(stated, dict) else None
    return language if isinstance(language, str) else None
