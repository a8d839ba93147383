"""How settings are written in the environment."""

from __future__ import annotations

from pydantic import BeforeValidator


def _split(value: object) -> object:
    if isinstance(value, str):
        return [word.strip() for word in value.split(",") if word.strip()]
    return value


comma_separated = BeforeValidator(_split)
