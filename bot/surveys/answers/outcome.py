"""What reading an answer leads to."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.surveys.definition import Value


@dataclass(frozen=True)
class Reading:
    """A value, or why there is none."""

    value: Value | None
    said: str | None = None
    """The customer's words, where they say more than the value."""
    hint: str | None = None
    """Without a value: the key of the text that asks for a clearer answer."""
    hint_values: dict[str, object] = field(default_factory=dict)
    """What that text is filled in with: low, high, first, second, said, options."""


def unclear(hint: str, **values: object) -> Reading:
    return Reading(value=None, hint=hint, hint_values=values)


def kept(words: str) -> str | None:
    return words or None
