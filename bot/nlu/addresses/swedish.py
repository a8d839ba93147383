"""Addresses as written in Sweden and its neighbours: street, number, flat, postcode, town.

The forms are those of SS 613401 and PostNord's guide to addressing ("Storgatan 12 B lgh 1102, 123 45 Göteborg"),
and looser ones that people use in chats ("kungsgatan 4 i malmö", "box 123 11122 stockholm").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from bot.nlu.addresses.parts import Address, any_of, is_city, is_country, is_no_name, named, plain, word_list

# The letter of a stair: "12B", "12 B", and "12 b" where it cannot be the next word ("12 i Malmö").
_STAIR = r"(?:[A-Za-z](?!\w)|\s[A-HJ-Z](?![\w'’])|\s[b-h](?=\s{0,2}(?:,|$|\n|lgh|\d)))?"
_HOUSE = rf"\d{{1,4}}(?:\s?-\s?\d{{1,4}})?{_STAIR}(?![\d%€$£:]|[.,]\d|\s?kr\b)"
_BEFORE = rf"(?:(?:{any_of('swedish', 'before')})\s{{1,2}}){{0,2}}"
# Five digits in Sweden and Finland, four in Denmark and Norway before a town with a capital letter.
_POSTCODE = (
    r"(?:(?:S|SE|SV)\s?-\s?|SE\s)?(?P<postcode>[1-9]\d{2}\s?\d{2}|(?:FI-?)\d{5}|0\d{4}(?=\s+\p{L})"
    r"|(?:(?:DK|N|NO)-?)?\d{4}(?=\s+(?-i:\p{Lu})))(?!\d)"
)
_STREETS = regex.compile(
    rf"(?<![\p{{L}}\d])(?P<street>{_BEFORE}\p{{L}}[\p{{L}}é'’:\-]{{0,24}}(?:{any_of('swedish', 'sure_endings')})"
    rf"|(?:\p{{Lu}}[\p{{L}}:'-]{{1,20}}\s){{0,2}}\p{{L}}{{2,20}}s\s(?:{any_of('swedish', 'after_genitive')}))"
    rf"\s{{1,2}}(?:nr\s?)?(?P<house>{_HOUSE})",
    regex.IGNORECASE,
)
_LIKELY = regex.compile(
    rf"(?<![\p{{L}}\d])(?P<street>{_BEFORE}(?-i:\p{{Lu}})[\p{{L}}é'’:\-]{{1,24}}"
    rf"(?:{any_of('swedish', 'likely_endings')}))"
    rf"\s{{1,2}}(?:nr\s?)?(?P<house>{_HOUSE})",
    regex.IGNORECASE,
)
# Any name and number in front of a postcode: "Byn 214, 823 91 Kilafors", "Storg. 12, 123 45 Småstad".
_ANY_NAME = regex.compile(
    rf"(?<![\p{{L}}\d])(?P<street>(?:\p{{Lu}}[\p{{L}}.:'’\-]{{0,24}}\s){{0,3}}\p{{L}}[\p{{L}}.:'’\-]{{1,24}})\s{{1,2}}(?P<house>{_HOUSE})"
    rf"(?:,\s{{0,2}}|\s{{1,2}}){_POSTCODE}\s{{1,2}}(?=\p{{L}})"
)
_BOX = regex.compile(
    r"(?<!\p{L})(?P<box>(?:box|postbox|postlåda|postlada|p\.?\s?o\.?\s?box)\s{0,2}\d{1,6})(?!\w)",
    regex.IGNORECASE,
)
_CODE_AND_TOWN = regex.compile(
    r"(?<![\w#/.,:+-])(?<!\d\s)(?P<land>(?:S|SE)-\s?)?(?P<postcode>[1-9]\d{2}(?P<space>\s)?\d{2})\s{1,2}(?P<town>\p{L}{2,20})"
)
_WORDED_CODE = regex.compile(
    r"\b(?:postnr|postnumm?er|postnumret|postkod(?:en)?|post\s?code)\b\.?:?\s{0,2}(?:(?:är|ar|is|e|till|to|now|nu|numera)\s{1,2}){0,2}"
    r"(?:SE?-?\s?)?(?P<postcode>\d{3}\s?\d{2}|\d{4})(?![\d-])",
    regex.IGNORECASE,
)
_UNIT = regex.compile(
    r"(?:\s{0,2},\s{0,2}|\s{1,2}|/)(?P<unit>(?:lgh|lägenhet|lagenhet|lght|läg)\.?\s?(?:nr\.?\s?)?\d{1,4}[a-z]?|\d{4}\s?lgh"
    r"|\d{1,2}(?::?[ae])?\s?(?:tr(?:appor)?|vån(?:ingen)?|van(?:ingen)?)\b\.?(?:\s(?:ög|nb|öv|th|tv|upp))?"
    r"|(?:våning|vån|plan|van)\.?\s?\d{1,2}|(?:uppgång|uppg|port|trapphus)\.?\s?[A-Z0-9]{1,2}|n\.?b\.?(?=[\s,])|b\.?v\.?(?=[\s,])"
    r"|(?<=/)\d{4})(?![\p{L}\d])",
    regex.IGNORECASE,
)
_CARE_OF = regex.compile(
    r"c/o\s{1,2}(?P<name>[\p{L}][\p{L}.'’ \-]{1,40}?)\s{0,2}(?:,|\n|\s)\s{0,2}$", regex.IGNORECASE
)
_CARE_OF_BEHIND = regex.compile(
    r"(?:\s{0,2},\s{0,2}|\s{1,2})c/o\s{1,2}(?P<name>\p{L}[\p{L}'’\-]{1,24}(?:\s\p{Lu}[\p{L}'’\-]{1,24}){0,2})",
    regex.IGNORECASE,
)
_CODE_BEHIND = regex.compile(rf"(?:\s{{0,2}}[,\n]\s{{0,2}}|\s{{1,2}}){_POSTCODE}", regex.IGNORECASE)
_TOWN_BEHIND = regex.compile(
    r"(?P<link>\s{0,2},\s{0,2}|\s{0,2}\n\s{0,2}|\s{1,2}i\s{1,2}|\s{1,2}in\s{1,2}|\s{1,2})(?P<town>\p{L}[\p{L}'’\-]{0,24})"
)
_MORE_TOWN = regex.compile(r"\s(?P<town>\p{Lu}[\p{L}'’\-]{1,24}|[A-Z](?!\w))")
_COUNTRY_BEHIND = regex.compile(r"(?:\s{0,2},\s{0,2}|\s{1,2})(?P<country>\p{L}{2,14})(?!\p{L})")
_NOT_STREETS = frozenset(plain(word) for word in word_list("swedish", "not_streets"))
_TWO_WORDS = frozenset(plain(word) for word in word_list("swedish", "before")) | {
    "upplands",
    "kungs",
    "saltsjo",
}


def find_swedish(text: str) -> Iterator[Address]:
    """Addresses of the Swedish form; they may overlap, the surest first."""
    for pattern in (_STREETS, _LIKELY, _ANY_NAME):
        for match in pattern.finditer(text):
            if _may_be_street(match["street"]):
                street = _without_other_words(match["street"], text)
                begun = Address(
                    match.end("street") - len(street),
                    match.end("house"),
                    street=named(street),
                    house_number=match["house"].upper(),
                )
                yield _rest(text, begun)
    for match in _BOX.finditer(text):
        begun = Address(match.start(), match.end(), box=named(match["box"]))
        yield _rest(text, begun)
    for match in _CODE_AND_TOWN.finditer(text):
        if _is_postcode(match):
            yield _with_town(
                text, Address(match.start(), match.end("postcode"), postcode=_code(match["postcode"])), True
            )
    for match in _WORDED_CODE.finditer(text):
        found = Address(match.start("postcode"), match.end(), postcode=_code(match["postcode"]))
        yield _with_town(text, found, True)


def _without_other_words(street: str, text: str) -> str:
    """Drop what stands before a street: "Till Storgatan", and in capitals throughout "ADRESS STORGATAN"."""
    words = regex.split(r"(?<=\s)", street)
    last = max((at for at, word in enumerate(words[:-1]) if is_no_name(word.strip())), default=-1)
    kept = words[last + 1 :]
    if text.isupper() and plain(kept[0].strip()) not in _TWO_WORDS:
        kept = kept[-1:]
    return "".join(kept)


def _may_be_street(name: str) -> bool:
    words = name.split()
    last = plain(words[-1])
    # "Gamla Riksvägen 112" is an address, "riksvägen 40" a road.
    if is_no_name(last) or "box" in last:
        return False
    return len(words) > 1 or words[0][0].isupper() or last not in _NOT_STREETS


def _is_postcode(match: regex.Match[str]) -> bool:
    """Say whether five digits and a word are postcode and town: "I paid 12345 Dollars" is not."""
    town = match["town"]
    return is_city(town) or (
        bool(match["land"] or match["space"]) and town[0].isupper() and not is_no_name(town)
    )


def _rest(text: str, address: Address) -> Address:
    """Read on behind street and number (or box), and the c/o before it."""
    before = _CARE_OF.search(text, max(0, address.start - 50), address.start)
    if before:
        address = replace(address, start=before.start(), care_of=named(before["name"]))
    units: list[str] = []
    while len(units) < 3 and (unit := _UNIT.match(text, address.end)):
        units.append(" ".join(unit["unit"].split()))
        address = replace(address, end=unit.end(), unit=", ".join(units))
    behind = _CARE_OF_BEHIND.match(text, address.end)
    if behind and not address.care_of:
        address = replace(address, end=behind.end(), care_of=named(behind["name"]))
    code = _CODE_BEHIND.match(text, address.end)
    if code:
        address = replace(address, end=code.end(), postcode=_code(code["postcode"]))
    return _with_town(text, address, code is not None)


def _with_town(text: str, address: Address, after_code: bool) -> Address:
    """Add the town that follows: of any spelling behind a postcode, else with a capital or well known."""
    match = _TOWN_BEHIND.match(text, address.end)
    if match is None or is_no_name(match["town"]) or len(match["town"]) < 2:
        return _with_country(text, address)
    town, end = match["town"], match.end()
    linked = match["link"].strip() in ("i", "in")
    if not ((after_code and not linked) or town[0].isupper() or is_city(town)):
        return address
    further = _MORE_TOWN.match(text, end)
    if further is None and plain(town) in _TWO_WORDS:
        further = regex.compile(r"\s(?P<town>\p{L}{2,24})").match(text, end)
    while further is not None and not is_no_name(further["town"]) and not is_country(further["town"]):
        town, end = f"{town} {further['town']}", further.end()
        further = _MORE_TOWN.match(text, end) if town.count(" ") < 2 else None
    if is_country(town):
        return replace(address, end=end, country=named(town))
    return _with_country(text, replace(address, end=end, city=named(town)))


def _with_country(text: str, address: Address) -> Address:
    match = _COUNTRY_BEHIND.match(text, address.end)
    if match and is_country(match["country"]) and (address.city or address.postcode):
        return replace(address, end=match.end(), country=named(match["country"]))
    return address


def _code(written: str) -> str:
    digits = "".join(letter for letter in written if letter.isdigit())
    return f"{digits[:3]} {digits[3:]}" if len(digits) == 5 and not digits.startswith("0") else digits
