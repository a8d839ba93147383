"""Finding order numbers: after a # or a word for order, or written as shops write them (WC-10023).

A bare number may be anything and is left alone. What follows a word for order counts by its form: a price, a
date, an amount, a telephone number or a rating is none. The forms are those of Shopify (#1001, EF-1001),
WooCommerce (1001, WC-10023), Amazon (123-1234567-1234567) and shops with a prefix or a year.
"""

from __future__ import annotations

import regex

from bot.nlu.entities.found import MAX_CHARACTERS, Found

# The words, with the slips seen in chats: letters swapped, doubled or left out.
_ORDER = r"(?:or?dd?e?rr?e?|odr?er|oredr|orde|purchase|k[öo]p|ink[öo]p|po)"
_BESTALLNING = r"b[eä]s?tt?[äaeå]?ll?n?i?n?i?n?g"
_INFLECTION = r"(?:e?ns?|et|ar|arna|s|'s)?"
_NUMBER_WORD = (
    r"(?:numm?err?|numren|numret|numbers?|nubmer|nos|numbr|nr|num|nmr|nbr|no|n[°º]|id|ref(?:erence|erens)?)"
)
_SIZE = r"(?:\s?(?:number|nummer|nr))?"
_CODE = r"(?:[a-z]{1,6}[-_/]?)?\d[\da-z]{0,19}(?:[-_/.][\da-z]{1,12}){0,4}|(?-i:[A-Z]{1,4}) \d{4,12}"
_GROUPS = r"\d{1,3}(?: \d{3}){1,4}(?![\d])"
_LINK = r"(?:\s?[:=#(\"'–-]|\s(?:is|was|är|ar|va|var|e|heter|med|with|som är|:)(?=\s|:)){0,2}"
_START = r"(?<![\w@.])"
_END = r"(?![\w@]|[-/:.,]\d|\s?[:;]-)"

_EXPLICIT = regex.compile(
    rf"{_START}(?:(?:{_BESTALLNING}|best|{_ORDER}){_INFLECTION}[\s.-]{{0,2}}{_NUMBER_WORD}|orderid){_SIZE}"
    rf"\.?{_LINK}\s{{0,2}}#?\s?(?P<code>{_GROUPS}|{_CODE}){_END}",
    regex.IGNORECASE,
)
_WORDED = regex.compile(
    rf"{_START}(?:{_BESTALLNING}|{_ORDER}){_INFLECTION}\.?{_LINK}\s{{0,2}}#?\s?(?P<code>{_CODE}){_END}",
    regex.IGNORECASE,
)
_FURTHER_ON = regex.compile(
    rf"{_START}(?:{_BESTALLNING}|{_ORDER}){_INFLECTION}\b[^\d.?!#]{{0,40}}?"
    r"(?:\((?:nr|no|number|nummer)?\.?\s?#?"
    r"|(?<!mitt |my |telefon|phone |mobil)\b(?:nummer|nr|number|no)\b\.?:?\s{0,2}#?)"
    rf"(?P<code>{_CODE}){_END}",
    regex.IGNORECASE,
)
_BEFORE_WORD = regex.compile(
    rf"{_START}(?P<code>{_CODE})\s(?:är|ar|e|is|was|var|as|som)\s(?:(?:mitt|vårt|vart|my|the|our)\s)?"
    rf"(?:{_BESTALLNING}|{_ORDER})s?\s?{_NUMBER_WORD}\b",
    regex.IGNORECASE,
)
_HASHED = regex.compile(rf"(?<![\w@&/#])#\s?(?P<code>{_CODE}){_END}", regex.IGNORECASE)
_PREFIXED = regex.compile(
    rf"{_START}(?P<code>(?!COVID|ISO|IP|EN|RFC|SS|CE|USB|PO-BOX)[A-Z]{{2,4}}-\d{{4,10}}(?:-\d{{2,8}})?|[A-Z]{{2,3}}\d{{5,8}}"
    rf"|[A-Z]{{1,4}}-\d{{4}}-\d{{3,8}}){_END}"
)
_AND_MORE = regex.compile(
    rf"\s?(?:,|&|\+|/|\b(?:och|samt|and|eller|or)\b)\s?(?:nr\s|no\s)?#?(?P<code>{_CODE}){_END}",
    regex.IGNORECASE,
)
_UNIT = (
    r"kr|kronor|sek|nok|dkk|euros?|eur|usd|gbp|dollars?|pounds?|bucks|spänn|spann|g|gram|kg|kilo|hg|ml|cl|dl|l|liter|"
    r"litres?|st|stycken|styck|stk|pcs|pieces?|dagar|days?|timmar|hours?|minuter|min|minutes?|veckor|weeks?|månader|"
    r"manader|months?|år|years?|gånger|ganger|times|x|koppar|cups|muggar|mugs|påsar|pasar|bags|personer|people|mm|cm|m|"
    r"watt|w|volt|v|procent|percent|points?|poäng|pm|am|th|nd|rd|h|paket|of|av"
)
_AMOUNT_FOLLOWS = regex.compile(rf"\s?(?:(?:{_UNIT})\b|:-|,-|[%€$£])", regex.IGNORECASE)
_IS_AMOUNT = regex.compile(rf"\d+(?:{_UNIT}|a|e)", regex.IGNORECASE)
_IS_DATE = regex.compile(
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.](?:0?[1-9]|[12]\d|3[01]))?"
    r"|\d{1,2}[-/.]\d{1,2}(?:[-/.](?:\d\d){1,2})?|\d{6}-\d{4}"
)
_IS_COMPACT_DATE = regex.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_IS_YEAR = regex.compile(r"(?:19[89]|20[0-4])\d")
_IS_PHONE = regex.compile(r"0\d{1,3}[-/]?\d{5,8}|00\d{9,13}")
_IS_HASHTAG = regex.compile(r"[a-z]{3,}(?:19|20)\d\d|\d{1,2}[a-z]+", regex.IGNORECASE)
_ORDERING = regex.compile(
    r"\b(?:to|will|would|vill|ska|skulle|can|could|kan|please|let's|lets|gonna|wanna|i|we|att)\s(?:\w{1,10}\s)?$",
    regex.IGNORECASE,
)
_PLAIN_ORDER = regex.compile(r"or?dd?e?rr?e?\b", regex.IGNORECASE)


_PATTERNS = (
    (_EXPLICIT, True),
    (_HASHED, False),
    (_WORDED, False),
    (_FURTHER_ON, False),
    (_BEFORE_WORD, True),
    (_PREFIXED, True),
)


def find_order_numbers(text: str) -> list[Found]:
    """Order numbers in the order of the text; the value is in upper case, without # and spaces.

    Positions are those of the number alone, without the word before it.
    """
    text = text[:MAX_CHARACTERS]
    if not any(letter.isdigit() for letter in text):
        return []
    found: dict[int, Found] = {}
    for pattern, surely in _PATTERNS:
        for match in pattern.finditer(text):
            if _is_number(match, text, surely, pattern) and not _taken(found, match):
                _keep(found, match)
                _go_on(found, text, match)
    return [found[start] for start in sorted(found)]


def _taken(found: dict[int, Found], match: regex.Match[str]) -> bool:
    return any(one.overlaps(match.start("code"), match.end("code")) for one in found.values())


def _keep(found: dict[int, Found], match: regex.Match[str]) -> None:
    start, end = match.span("code")
    value = match["code"].upper().replace(" ", "")
    found[start] = Found("order_number", value, start, end)


def _go_on(found: dict[int, Found], text: str, match: regex.Match[str]) -> None:
    """Take the others of a row: "order 1001, 1002 och 1003"; they look like the first."""
    first = match
    for _ in range(9):
        following = _AND_MORE.match(text, match.end("code"))
        if (
            following is None
            or _shape(following["code"]) != _shape(first["code"])
            or _taken(found, following)
        ):
            return
        _keep(found, following)
        match = following


def _shape(code: str) -> str:
    return "".join("0" if letter.isdigit() else "A" if letter.isalpha() else letter for letter in code)


def _is_number(match: regex.Match[str], text: str, surely: bool, pattern: regex.Pattern[str]) -> bool:
    code = match["code"]
    digits = sum(letter.isdigit() for letter in code)
    if pattern is _HASHED:
        return (
            digits >= 3 and not _IS_HASHTAG.fullmatch(code) and not _AMOUNT_FOLLOWS.match(text, match.end())
        )
    if _IS_DATE.fullmatch(code) or _IS_AMOUNT.fullmatch(code) or _AMOUNT_FOLLOWS.match(text, match.end()):
        return False
    if surely:
        return True
    if digits < 3 or _IS_PHONE.fullmatch(code) or _IS_COMPACT_DATE.fullmatch(code):
        return False
    if _IS_YEAR.fullmatch(code) and not _PLAIN_ORDER.match(text, match.start()):  # "beställningen 2024"
        return False
    return not (
        digits == 3 and code.isdigit() and _ORDERING.search(text, max(0, match.start() - 24), match.start())
    )
