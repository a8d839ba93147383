"""Numbers that rate nothing, by what is written around them: prices, times, dates, orders, telephones, counts."""

from __future__ import annotations

import re

MASK = "¤"
PERCENT_MASK = "‱"

_MONTHS = (
    "jan(?:uari|uary)?|feb(?:ruari|ruary)?|mars|march|mar|apr(?:il)?|maj|may|jun[ie]?|jul[iy]?|aug(?:usti|ust)?|"
    "sep(?:t|tember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONEY = r"kr|kronor|spann|sek|nok|dkk|usd|eur|euros?|gbp|pounds?|dollars?|bucks|:-|€|\$|£"
_THINGS = (
    r"order(?:n|nr|nummer|numret|number)?|bestallning(?:en|snummer)?|arende(?:t|nummer)?|artikel(?:n|nummer)?|art|"
    r"faktura(?:n|nummer)?|invoice|case|ticket|item|kvitto|paket|package|parcel|model|modell|version|rum|room|plan|"
    r"telefon|tel|phone|mobil|postnummer|zip|vecka|week|sida|page|steg|step|fraga|question"
)
_CAME = (
    "levererad(?:es)?|levererat|kom|skickad(?:es)?|skickat|hamtad(?:es)?|hamtade|bestalld(?:es)?|bestallde|bestallt|"
    "delivered|arrived|came|shipped|ordered|sent|due"
)
_NUMBER = r"\d+(?:[.,]\d+)*"

_PATTERNS = [
    (PERCENT_MASK, rf"(?<!\d)(?<!\d[.,]){_NUMBER}\s*(?:%|procent\b|percent\b)"),
    (MASK, r"\b24\s*/\s*7\b"),
    (MASK, rf"(?<!\w){_NUMBER}\s*(?:{_MONEY})(?!\w)"),
    (MASK, rf"(?<!\w)(?:{_MONEY})\s*{_NUMBER}"),
    (MASK, r"\b\d{4}-\d{1,2}(?:-\d{1,2})?\b|\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d+(?:\.\d+){2,}\b"),
    (MASK, rf"\b(?:den|the|on|from|since|sedan|fran|{_CAME})\s+\d{{1,2}}\s*/\s*\d{{1,2}}\b"),
    (MASK, rf"\b\d{{1,2}}(?::?[ea]|st|nd|rd|th)?\s*(?:of\s+)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,4}}\b"),
    (MASK, r"\b\d+(?:st|nd|rd|th)\b|\b\d+:e\b|(?<!ger )\bden\s+\d{1,2}(?![\d/])"),
    (MASK, r"\bkl(?:ockan)?\b\.?\s*(?:\d{1,2}(?:[:.]\d{2})?|[a-z]+)"),
    (MASK, r"\b\d{1,2}:\d{2}\b|\b\d{1,2}(?:[.:]\d{2})?\s*(?:am|pm|o'clock)(?!\w)"),
    (MASK, r"\b[a-z0-9]+\s*[ap]\.\s?m\b\.?"),
    (MASK, r"\b[a-z]+\s+o'clock\b"),
    (MASK, rf"\b(?:{_THINGS})\b\.?\s*(?:nr|no|number|nummer)?\.?:?\s*#?\s*\d[\w-]*"),
    (MASK, r"[#@]\s*\d+"),
    (MASK, r"\b\d{1,4}-(?!ish|star|stj|poang|point|skal|grad)[a-z]+|(?<![\w-])[a-z]+-\d+\b"),
    (MASK, r"(?<![\w,])(?:\+|00|0)\d[\d\s()-]{5,20}\d"),
    (MASK, r"\b\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d+)?\b|(?<!\w)[.,]\d+|\b\d+[.,]\d+[a-z]+"),
    (MASK, r"(?<!\w)(?=\w*\d)(?=\w*[a-z_])(?!\d{1,2}(?:ans?|a|or|ish|p|pts?|poang)\b)(?!\d+x\b)\w+"),
    (MASK, r"\b\d+\s*x\b|\bx\s*\d+\b"),
]
_MAY_HOLD = re.compile(r"\d|\bkl|clock|[ap]\.\s?m")
_COMPILED = [(mask, re.compile(pattern)) for mask, pattern in _PATTERNS]


_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(r"https?:|www\.")


def without_addresses(text: str, mask: str = " ") -> str:
    """Return a folded text, as long as it was, with a mark in place of web and e-mail addresses."""
    if "@" not in text and "//" not in text and "www." not in text:
        return text

    def blank(match: re.Match[str]) -> str:
        chunk = match[0]
        return mask * len(chunk) if "@" in chunk[1:] or _ADDRESS.search(chunk) else chunk

    return _CHUNK.sub(blank, text)


def without_other_numbers(text: str) -> str:
    """Return a folded text, as long as it was, with marks in place of every number that cannot be a rating."""
    text = without_addresses(text, MASK)
    if not _MAY_HOLD.search(text):
        return text
    for mask, pattern in _COMPILED:
        text = pattern.sub(lambda match, mask=mask: mask * len(match[0]), text)  # type: ignore[misc]
    return text
