"""Finding e-mail addresses, as typed and as spelled out: "anna snabel-a exempel punkt se", "anna (at) exempel.se"."""

from __future__ import annotations

import regex
from email_validator import EmailNotValidError, validate_email

from bot.nlu.entities.found import MAX_CHARACTERS, Found

_LOCAL = r"(?P<local>[\p{L}\p{N}_][\p{L}\p{N}._%+'\-]{0,63})"
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{N}\-]{0,61}[\p{L}\p{N}])?"
# Top-level domains that may stand apart ("exempel .se") or after a comma typed for a dot ("exempel,com").
_TOP = r"(?:se|com|nu|net|org|eu|no|dk|fi|de|io|info|uk|ie|fr|es|nl|ax|is|me|co\.uk)(?![\p{L}\p{N}])"
_PROVIDER = r"(?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|telia|protonmail|proton|msn|me)"
_DOT_WORD = r"\s?(?:[(\[]\s?(?:punkt|dot|\.)\s?[)\]]|(?<=\s)(?:punkt|dot)(?=\s))\s?"

_PLAIN = regex.compile(rf"{_LOCAL}@(?P<domain>{_LABEL}(?:\.{_LABEL}){{1,8}})")
_APART = regex.compile(
    rf"(?P<local>[\p{{L}}\p{{N}}_][\p{{L}}\p{{N}}._%+'\-]{{0,63}}(?:\s\.\s[\p{{L}}\p{{N}}_\-]{{1,30}}){{0,2}})"
    rf"\s{{0,2}}@\s{{0,2}}(?P<domain>{_LABEL}(?:(?:\.{_LABEL}){{1,8}}|(?:\s{{1,2}}\.\s?|\.\s{{1,2}}|,){_TOP}))",
    regex.IGNORECASE,
)
_SPELLED = regex.compile(
    rf"(?P<local>[\p{{L}}\p{{N}}_][\p{{L}}\p{{N}}._%+'\-]{{0,40}}(?:{_DOT_WORD}[\p{{L}}\p{{N}}._%+\-]{{1,30}}){{0,2}}?)"
    rf"(?:\s?[(\[{{<]\s?(?:at|a|snabel-?a|@)\s?[)\]}}>]\s?|\s{{1,2}}(?:snabel[\s-]?a|alfakrull)\s{{1,2}}"
    rf"|\s(?P<bare>at)\s)"
    rf"(?P<domain>{_LABEL}(?:\.{_LABEL}){{0,4}}(?:{_DOT_WORD}{_LABEL}){{0,3}})",
    regex.IGNORECASE,
)
_DOT = regex.compile(_DOT_WORD, regex.IGNORECASE)
_ANY_DOT = regex.compile(r"\s*[.,]\s*")
_MAILBOX = regex.compile(rf"{_PROVIDER}\.\w{{2,4}}", regex.IGNORECASE)
_AT = regex.compile(r"@|snabel|alfakrull|\bat\b|\(a\)|\[a\]", regex.IGNORECASE)


def find_emails(text: str) -> list[Found]:
    """E-mail addresses with their domain in lower case; what email-validator refuses is left out."""
    text = text[:MAX_CHARACTERS]
    if not _AT.search(text):
        return []
    found: list[Found] = []
    for pattern in (_PLAIN, _APART, _SPELLED):
        for match in pattern.finditer(text):
            address = _address(match)
            if address and not any(one.overlaps(*match.span()) for one in found):
                found.append(Found("email", address, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def _address(match: regex.Match[str]) -> str | None:
    local, domain = match["local"], match["domain"]
    if match.re is _SPELLED:
        said_dot = bool(_DOT.search(domain))
        local, domain = _DOT.sub(".", local), _DOT.sub(".", domain)
        if match["bare"] and not said_dot and not _MAILBOX.fullmatch(domain):  # "look at example.com"
            return None
    elif match.re is _APART:
        local, domain = _ANY_DOT.sub(".", local), _ANY_DOT.sub(".", domain)
    return _validated(f"{local}@{domain}")


def _validated(address: str) -> str | None:
    try:
        # test_environment: trial shops have addresses such as x@y.test; nothing is looked up anyway.
        return validate_email(address, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None
