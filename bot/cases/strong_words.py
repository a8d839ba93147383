"""Words that show danger, a threat of authorities, or anger, in Swedish and English.

Only what is hardly ever said in a good mood: "jävla bra" and "damn good coffee" are praise.
"""

from __future__ import annotations

import re
from typing import Literal

Strength = Literal["danger", "threat", "anger"]

_DANGER = (
    r"brinner|brann|börja[rdt]* brinna|fattade eld|tog eld|eldsvåda|rykte ur|ryker (?:ur|från|om)|elstöt\w*"
    r"|brännskad\w*|skållad\w*|explodera\w*|livsfarlig\w*|kortslut\w*"
    r"|caught fire|on fire|burst into flames|smok(?:e|ing)|electric shock|electrocuted|scalded|exploded"
    r"|burn(?:ed|t) (?:myself|my|her|his|me)|injured|life[- ]threatening"
)
_THREAT = (
    r"advokat\w*|jurist\w*|polisanmäl\w*|anmäl(?:a|er|t|an)|konsumentverket|reklamationsnämnden|kronofogden"
    r"|stämma er|stämmer er|tingsrätt\w*|bestrid\w*|tidningarna"
    r"|lawyer\w*|solicitor\w*|attorney\w*|sue you|suing|legal action|small claims|trading standards|chargeback"
    r"|consumer (?:agency|protection|rights)|ombudsman|(?:go|going) to the (?:press|police)|report you"
)
_ANGER = (
    r"jävla (?!bra|god|gott|fin|snygg|snabb)\w+|för i? ?helvete|skandal\w*|bedrägeri\w*|bedragare|lurad\w*"
    r"|bluff\w*"
    r"|oacceptabel\w*|under all kritik|urusel\w*"
    r"|vedervärdig\w*|rasande|förbannad\w*|skitdålig\w*|aldrig mer"
    r"|scam\w*|fraud\w*|rip[- ]?off|ripped off|furious|outrageous|unacceptable|disgusting|disgrace\w*"
    r"|appalling"
    r"|fuck\w*|bullshit|worst (?:ever|company|service)|never again"
)
_PATTERNS: tuple[tuple[Strength, re.Pattern[str]], ...] = (
    ("danger", re.compile(rf"\b(?:{_DANGER})\b", re.IGNORECASE)),
    ("threat", re.compile(rf"\b(?:{_THREAT})\b|\bARN\b", re.IGNORECASE)),
    ("anger", re.compile(rf"\b(?:{_ANGER})\b", re.IGNORECASE)),
)


def strength(words: str) -> Strength | None:
    """Return the strongest thing heard in a customer's words, or None."""
    return next((name for name, pattern in _PATTERNS if pattern.search(words)), None)
