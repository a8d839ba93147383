"""What a run of digits, points and commas is worth: "1 000", "1.000,50", "12,34,567.89", "8,5", "192.168.1.2"."""

from __future__ import annotations

import re

_GROUPS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*|\d{1,3}(?:,\d{2})+,\d{3}")
_LONGEST = 40


def value_of(shown: str, language: str | None) -> float | None:
    """Return the number that digits with points and commas show, or None where they show several.

    In Swedish the comma parts decimals, in English the point does; three digits after the other sign are
    thousands. With no language known, three digits after either sign are thousands ("1.000", "1,000").
    Rule: the Unicode CLDR's number formats of sv and en, and both signs read where only one reading is left.
    """
    if len(shown) > _LONGEST:
        return None
    signs = [sign for sign in shown if sign in ".,"]
    if not signs:
        return float(shown)
    if len(set(signs)) == 1 and len(signs) > 1:
        return _whole(shown)
    whole, decimals = shown[: shown.rindex(signs[-1])], shown[shown.rindex(signs[-1]) + 1 :]
    if len(signs) > 1:
        value = _whole(whole) if signs.count(signs[-1]) == 1 else None
        return None if value is None else value + float(f"0.{decimals}")
    if _thousands(whole, signs[0], decimals, language):
        return float(whole + decimals)
    return float(f"{whole}.{decimals}")


def _whole(shown: str) -> float | None:
    return float(re.sub("[.,]", "", shown)) if _GROUPS.fullmatch(shown) else None


def _thousands(whole: str, sign: str, decimals: str, language: str | None) -> bool:
    if len(decimals) != 3 or not 0 < len(whole) <= 3 or whole.startswith("0"):
        return False
    return sign != {"sv": ",", "en": "."}.get(language or "")
