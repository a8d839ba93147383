"""What a country tells: its code, the time zone there, and the language to begin in."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from babel import Locale
from phonenumbers import parse, timezone

SWEDISH = frozenset({"SE", "AX"})
# Countries with several time zones: where most people live, when the phone number does not tell.
MOST_PEOPLE = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "MX": "America/Mexico_City",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
}


@cache
def country_code(value: str) -> str | None:
    """Return the ISO code for a code, or for a country's name in English or Swedish."""
    word = value.strip()
    if len(word) == 2 and word.upper() in _names("en").values():
        return word.upper()
    return _names("en").get(word.casefold()) or _names("sv").get(word.casefold())


@lru_cache(maxsize=4096)
def time_zone_of(country: str | None, phone: str | None) -> str | None:
    """Return the time zone of a country; where it has several, the phone number decides."""
    if country is None:
        return None
    zones = _zones().get(country, ())
    if len(zones) == 1:
        return zones[0]
    by_phone = _zone_of_phone(phone) if phone else None
    return by_phone if by_phone in zones else MOST_PEOPLE.get(country)


def language_of(country: str | None) -> str | None:
    """Guess the language to begin in; None when nothing is known."""
    if country is None:
        return None
    return "sv" if country in SWEDISH else "en"


@cache
def _names(language: str) -> dict[str, str]:
    territories = Locale(language).territories
    return {name.casefold(): code for code, name in territories.items() if len(code) == 2 and code.isalpha()}


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for row in table.splitlines():
        if row and not row.startswith("#"):
            code, _, zone, *_ = row.split("\t")
            found[code] = (*found.get(code, ()), zone)
    return found


def _zone_of_phone(phone: str) -> str | None:
    zones = timezone.time_zones_for_number(parse(phone))
    return zones[0] if len(zones) == 1 else None
