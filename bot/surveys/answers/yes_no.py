"""Reading yes and no, with all their colours, in both languages."""

from __future__ import annotations

import re

from bot.surveys.answers import vocabulary
from bot.surveys.answers.outcome import Reading, unclear
from bot.surveys.answers.texts import folded

HINT = "utter_survey_hint_yes_no"

_MAYBE = """
nja|tja|njae|kanske|mojligen|mojligtvis|eventuellt|det beror pa|beror pa|inte saker|osaker|far se
vi far se|bade och|maybe|perhaps|possibly|it depends|depends|not sure|unsure|we'll see|kind of|sort of
yes and no|ja och nej|meh|varken eller|sadar|jag vet inte riktigt
"""
_NO = """
absolut inte|sjalvklart inte|verkligen inte|inte alls|inte direkt|inte riktigt|helst inte|garna inte
inte garna|nej tack|nej da|inte nu|inte an|inte idag|inte langre|tror inte det|tror inte|tror jag inte
vill inte|vill jag inte|det vill jag inte|kan inte|det far ni inte|far ni inte|det stammer inte
stammer inte|inte okej|inte ok|glom det|aldrig|aldrig i livet|i helvete heller|knappast
skulle inte tro det|ingalunda|nej|nix|nehej|nah|nej men|na|nae|nej nej|naa|naha|nepp|napp|nope|no|nay|nah
nej aldrig|falskt|misstycker|haller inte med|inte|avstar|avbojer|slipper helst|vill slippa|ne|not really
not at all|no thanks|no thank you|no way|absolutely not|of course not|certainly not|definitely not
i don't think so|don't think so|i dont think so|dont think so|do not think so|i'd rather not|rather not
i would rather not|prefer not|i'd prefer not|please don't|please dont|i don't|i dont|don't|do not|i won't
i can't|not now|not today|not yet|never|negative|hell no|disagree|i disagree|not ok|not okay|not true
false|wrong|n|👎|❌|🚫|🙅
"""
_YES = """
ja|jo|japp|jepp|jajamen|jajamensan|javisst|ja visst|ja tack|jadu|jada|ja da|jo da|joda|jo visst|jovisst
jaha ja|yes|yep|yup|yeah|yea|ye|yess|visst|visst det|klart|klart det|sjalvklart|sjalvfallet|givetvis
naturligtvis|absolut|garna|jattegarna|mer an garna|okej|ok|okay|oki|okidoki|okej da|ok da|kor pa|kor
kor hart|det gar bra|gar bra|gar fint|det ar okej|det ar ok|det ar bra|det blir bra|inga problem
inget problem|inga bekymmer|no problem|no problems|ingen fara|jag tror det|tror det|det tror jag
antagligen|formodligen|troligen|troligtvis|sakert|det far ni|far ni|det far du|gor det|gor sa|stammer
det stammer|korrekt|ratt|precis|exakt|sant|jag haller med|haller med|instammer|definitivt|utan tvekan
varfor inte|alla ganger|helt klart|ja absolut|ja garna|aa|ah ja|mm|mhm|fint|topp|toppen|perfekt|jajjemen
sure|sure thing|of course|certainly|definitely|absolutely|please do|yes please|go ahead|go for it|do it
by all means|i think so|think so|i guess so|guess so|i guess|i suppose so|suppose so|probably|why not
that's fine|thats fine|that is fine|it's fine|it's ok|it's okay|it is ok|it is okay|fine|fine by me
ok with me|okay with me|all right|alright|sounds good|works for me|that works|that would work|correct
right|true|agree|i agree|i do|i would|you may|you can|gladly|happy to|i'd love to|with pleasure
affirmative|y|j|ja ja|let's do that|let's do it|for sure|great|good|👍|👌|✅|✔|☑|🙂|😀|😊
"""
_AROUND = vocabulary.word_set("""
    jag vi du ni det den da nu ju val nog men och sa att snalla tack mig er dig helt bara liksom alltsa eh
    hm hmm oh i verkligen gors please thanks thank you that it then just well um uh so but and me we they of
    course really honestly faktiskt egentligen hej hello hi do for to be will would skulle vill kan gora gor
    kontakta ringa mejla hora horas contact call email mail get in touch is ar
    """)
# Words that deny; after a yes ("visst inte", "yes, not") they turn it around.
_DENIALS = vocabulary.word_set("inte ej not never aldrig knappast hardly don't dont won't ingen inga inget")


def _table() -> dict[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for sense, phrases in (("yes", _YES), ("no", _NO), ("maybe", _MAYBE)):
        for phrase in phrases.replace("\n", "|").split("|"):
            if phrase:
                table[tuple(_parts(folded(phrase)))] = sense
    return table


def _parts(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:'[a-z]+)?|\d+|[^\w\s,.;:!?()\"…-]", text)


_PHRASES = _table()
_LONGEST = max(map(len, _PHRASES))
_SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
_LETTERS = frozenset({"y", "n", "j"})
# These answer also at the head of a longer sentence; "fine" or "I would" there may be about anything.
_STRONG = frozenset(
    tuple(phrase.split())
    for phrase in """
ja|jo|japp|jepp|javisst|ja visst|ja tack|ja da|jo da|ja garna|ja absolut|jajamen|jajamensan|absolut
sjalvklart|visst|klart|yes|yep|yup|yeah|yea|yes please|sure|of course|absolutely|definitely|please do|nej
nej tack|nej da|nix|nope|na|nae|no thanks|no thank you|no way|absolut inte|helst inte|inte alls|vill inte
vill jag inte|please don't|please dont|don't|i don't|i dont|i'd rather not|i would rather not|not really
not at all|absolutely not|slipper helst|vill slippa|no|ja ja|nej nej|garna
""".replace("\n", "|").split("|")
)
_PAUSE = re.compile(r"[,.;:!?()\n\"…]+|\s-\s|\b(?:men|but|fast)\b")


def read_yes_no(said: str, language: str) -> Reading:
    """Read the answer to a yes/no question: True, False, or unclear."""
    plain = re.sub(r"([a-z])\1{2,}", r"\1", _SKIN_TONES.sub("", folded(said)))
    if any(phrase in plain for phrase in vocabulary.DONT_KNOW if phrase != "not sure"):
        return unclear("utter_survey_hint_dont_know")
    parts = [_parts(part) for part in _PAUSE.split(plain)]
    parts = [part for part in parts if part]
    senses = [_sense(part, first=index == 0, alone=len(parts) == 1) for index, part in enumerate(parts)]
    told = [sense for sense in senses if sense]
    if not told or "maybe" in told or not _agree(parts, told):
        return unclear(HINT)
    more = any(_remaining(part) for part in parts)
    return Reading(value=told[0] == "yes", said=said if more else None)


def _sense(part: list[str], *, first: bool, alone: bool) -> str | None:
    """Return what a part of the sentence says: yes, no, maybe, or nothing of the kind."""
    if len(part) == 1 and part[0] in _LETTERS and not alone:
        return None
    senses, rest = _matched(part)
    small = all(word in _AROUND for word in rest)
    if not senses:
        return None
    if "maybe" in senses:
        return "maybe" if small or first else None
    if small:
        return _together(senses)
    # "yes you may call me tomorrow": the word that leads decides, unless something after it denies it.
    leading = _leading(part)
    if not first or leading is None:
        return None
    if leading == "yes" and _DENIALS & set(part):
        return "maybe"
    return leading


def _together(senses: list[str]) -> str:
    return "no" if "no" in senses else "yes"


def _matched(part: list[str]) -> tuple[list[str], list[str]]:
    """Return the senses of the phrases found, the longest first at each place, and the words left over."""
    senses: list[str] = []
    rest: list[str] = []
    place = 0
    while place < len(part):
        length = _phrase_at(part, place)
        if length:
            senses.append(_PHRASES[tuple(part[place : place + length])])
        else:
            rest.append(part[place])
        place += length or 1
    return senses, rest


def _phrase_at(part: list[str], place: int) -> int:
    lengths = range(min(_LONGEST, len(part) - place), 0, -1)
    return next((length for length in lengths if tuple(part[place : place + length]) in _PHRASES), 0)


def _leading(part: list[str]) -> str | None:
    for place, word in enumerate(part[:4]):
        length = _phrase_at(part, place)
        if length:
            phrase = tuple(part[place : place + length])
            return _PHRASES[phrase] if phrase in _STRONG else None
        if word not in _AROUND:
            return None
    return None


def _remaining(part: list[str]) -> bool:
    return any(word not in _AROUND for word in _matched(part)[1])


def _agree(parts: list[list[str]], told: list[str]) -> bool:
    """Whether nothing contradicts: "nej, det går bra" and "yes. I said no" say two things."""
    last_words = {_PHRASES.get((part[-1],)) for part in parts[1:]} & {"yes", "no"}
    return len(set(told) | last_words) == 1
