"""Addresses as written in Britain, Ireland, North America and Australia: number first, then the street."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from bot.nlu.addresses.parts import Address, is_city, is_country, is_no_name, named, word_list

_SURE = "street|road|rd|avenue|ave|lane|boulevard|blvd|crescent|terrace|mews|parkway|pkwy|highway|hwy"
_LIKELY = (
    "st|str|drive|dr|court|ct|place|pl|square|sq|close|way|gardens|gdns|grove|hill|row|park|walk|circle|cir|quay|green|"
    "parade|wharf|alley|yard|broadway|ln|ter|loop|trail|rise|vale|view|bridge|gate|esplanade|plaza|heights"
)
_WORD = r"[\p{L}\d][\p{L}\d'’.\-]{0,24}"
_STREETS = regex.compile(
    rf"(?<![\w#./,$£€-])(?P<house>\d{{1,5}}[a-z]?(?:\s?-\s?\d{{1,5}})?)\s{{1,2}}"
    rf"(?P<street>(?:{_WORD}\s{{1,2}}){{1,4}}?(?:(?P<sure>{_SURE})|(?P<likely>{_LIKELY}))(?!\w)\.?"
    rf"(?:\s(?-i:N|S|E|W|NE|NW|SE|SW|North|South|East|West)(?!\w))?)",
    regex.IGNORECASE,
)
_BROADWAY = regex.compile(
    r"(?<![\w#./,$£€-])(?P<house>\d{1,5}[a-z]?)\s(?P<street>(?:The\s)?Broadway)(?!\w)", regex.IGNORECASE
)
_PO_BOX = regex.compile(r"(?<!\w)p\.?\s?o\.?\s?box\s(?P<number>\d{1,6})(?!\w)", regex.IGNORECASE)
_UNIT_WORD = r"(?:apt|apartment|flat|unit|suite|ste|floor|fl|room|rm|lot|bldg|#)"
_UNIT_BEFORE = regex.compile(
    rf"(?<!\w)(?P<unit>{_UNIT_WORD}\.?\s?[a-z]?\d{{0,4}}[a-z]?)\s{{0,2}},?\s{{1,2}}$", regex.IGNORECASE
)
_UNIT_BEHIND = regex.compile(
    rf"(?:\s{{0,2}},\s{{0,2}}|\s{{1,2}})(?P<unit>{_UNIT_WORD}\.?\s?#?(?:[a-z]?\d{{1,5}}[a-z]?|[a-z])(?!\w)|\d{{1,2}}(?:st|nd|rd|th)\s(?:floor|fl)\b)",
    regex.IGNORECASE,
)
_CARE_OF = regex.compile(r"c/o\s{1,2}(?P<name>\p{L}[\p{L}.'’ \-]{1,40}?)\s{0,2},?\s{0,2}$", regex.IGNORECASE)
# GB (BS 7666), IE (Eircode), US with state, CA, AU with state.
_CODE = (
    r"(?:(?P<code>[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[AC-FHKNPRTV-Y]\d[\dW]\s?[\dAC-FHKNPRTV-Y]{4}|[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d)"
    r"|(?:(?P<state>(?-i:[A-Z]{2,3})|A[LKZR]|C[AOT]|DE|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY])"
    r"\.?,?\s{1,2})?(?P<zip>\d{5}(?:-\d{4})?|(?<=[A-Z]\s)\d{4})|(?P<nordic>\d{3}\s\d{2}))(?!\w)"
)
_CODE_BEHIND = regex.compile(rf"\s{{0,2}}[,\n]?\s{{0,2}}{_CODE}", regex.IGNORECASE)
_TOWN = r"\p{L}[\p{L}'’\-]{1,24}\.?(?:\s\p{L}[\p{L}'’\-]{1,24}){0,2}?"
_TOWN_AND_CODE = regex.compile(
    rf"\s{{0,2}}[,\n]?\s{{0,2}}(?:in\s)?(?:(?P<district>{_TOWN})\s?,\s?)??(?P<town>{_TOWN})\s{{0,2}}[,\n]?\s{{1,2}}{_CODE}",
    regex.IGNORECASE,
)
_TOWN_BEHIND = regex.compile(
    r"(?P<link>\s{0,2}[,\n]\s{0,2}|\s{1,2}in\s{1,2}|\s{1,2})(?P<town>\p{L}[\p{L}'’\-]{1,24}(?:\s(?-i:\p{Lu})[\p{L}'’\-]{1,24}){0,2})",
    regex.IGNORECASE,
)
_DUBLIN_DISTRICT = regex.compile(r"\s\d{1,2}W?(?!\w)")
_COUNTRY = regex.compile(r"(?:\s{0,2},\s{0,2}|\s{1,2})(?P<country>\p{L}{2,10})(?!\p{L})")
_WORDED_CODE = regex.compile(
    rf"\b(?:post\s?code|postal\scode|eircode|zip(?:\s?code)?)\b:?\s{{0,2}}(?:(?:is|was|now|to|=)\s{{1,2}}){{0,2}}{_CODE}",
    regex.IGNORECASE,
)
_NOT_IN_STREETS = frozenset(word_list("english", "not_in_streets"))


def find_english(text: str) -> Iterator[Address]:
    """Addresses of the English form; they may overlap, the surest first."""
    for pattern in (_STREETS, _BROADWAY):
        for match in pattern.finditer(text, overlapped=True):
            begun = Address(
                match.start(),
                match.end(),
                street=named(match["street"].rstrip(".")),
                house_number=match["house"].upper(),
                number_first=True,
            )
            if _may_be_street(match["street"]):
                whole = _rest(text, begun)
                if _is_sure(match, whole):
                    yield whole
    for match in _PO_BOX.finditer(text):
        yield _rest(
            text, Address(match.start(), match.end(), box=f"PO Box {match['number']}", number_first=True)
        )
    for match in _WORDED_CODE.finditer(text):
        if match["code"] or match["zip"]:
            start = match.start("code") if match["code"] else match.start("zip")
            yield Address(start, match.end(), postcode=_postcode(match), number_first=True)


def _may_be_street(street: str) -> bool:
    words = street.split()
    if words[0] == "The":
        words = words[1:]
    return not any(word.lower() in _NOT_IN_STREETS or word == "the" for word in words[:-1])


def _is_sure(match: regex.Match[str], address: Address) -> bool:
    """ "5 minutes walk" and "3 st" are no streets; "5 Abbey Walk" and "5 abbey walk, leeds" are."""
    if match.re is _BROADWAY or match["sure"]:
        return True
    words = match["street"].split()
    return all(word[0].isupper() or word[0].isdigit() for word in words) or bool(
        address.postcode or address.city
    )


def _rest(text: str, address: Address) -> Address:
    """Read the flat before or behind, then town, code and country."""
    if before := _UNIT_BEFORE.search(text, max(0, address.start - 20), address.start):
        address = replace(address, start=before.start(), unit=named(before["unit"]))
    if care := _CARE_OF.search(text, max(0, address.start - 50), address.start):
        address = replace(address, start=care.start(), care_of=named(care["name"]))
    if behind := _UNIT_BEHIND.match(text, address.end):
        unit = ", ".join(part for part in (address.unit, named(behind["unit"])) if part)
        address = replace(address, end=behind.end(), unit=unit)
    address = _with_town(text, address)
    country = _COUNTRY.match(text, address.end)
    if country and is_country(country["country"]) and (address.city or address.postcode):
        return replace(address, end=country.end(), country=_country(country["country"]))
    return address


def _with_town(text: str, address: Address) -> Address:
    if code := _CODE_BEHIND.match(text, address.end):
        return replace(address, end=code.end(), postcode=_postcode(code), state=(code["state"] or "").upper())
    both = _TOWN_AND_CODE.match(text, address.end)
    if both and not any(is_no_name(word) for word in both["town"].split()):
        state = (both["state"] or "").upper()
        return replace(
            address, end=both.end(), city=named(both["town"]), postcode=_postcode(both), state=state
        )
    town = _TOWN_BEHIND.match(text, address.end)
    if town is None:
        return address
    name = town["town"]
    if not (is_city(name) or name[0].isupper()):
        name = name.split()[0]
    if is_no_name(name.split()[0]) or not (is_city(name) or name[0].isupper()):
        return address
    end = town.start("town") + len(name)
    district = _DUBLIN_DISTRICT.match(text, end) if name.lower() == "dublin" else None
    if district:
        name, end = name + district.group(), district.end()
    return replace(address, end=end, city=named(name))


def _postcode(match: regex.Match[str]) -> str:
    written = str(match["code"] or match["zip"] or match["nordic"]).upper()
    if match["code"] and " " not in written:
        return (
            f"{written[:-3]} {written[-3:]}"
            if len(written) < 7 or written[-3].isdigit()
            else f"{written[:3]} {written[3:]}"
        )
    return written


def _country(written: str) -> str:
    return written.upper() if len(written) < 4 else named(written)
