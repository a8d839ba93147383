"""Several wishes in one message: which are meant, and which one the conversation follows.

The whole message is classified, and each of its sentences and clauses. A wish counts when the whole says it
surely, or a part does. The conversation can follow one wish at a time; the others ride along on the message
(`wishes`), so that what is done for the first takes them in.

Of wishes that are told about as plainly, the one that costs most if it is overheard comes first: a dispute, a
call for a human, a fault; then what asks for something to be done; then opinions, answers, and politeness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.nlu.segments import Segment, segments

IMPORTANCE = (
    "dispute",
    "ask_human",
    "delete_my_data",
    "request_refund",
    "report_problem",
    "complain",
    "ask_order_status",
    "update_contact_details",
    "book_meeting",
    "unsubscribe",
    "show_my_data",
    "ask_agreement",
    "interested_in_offer",
    "subscribe",
    "how_to",
    "change_language",
    "give_rating",
    "go_back",
    "stop",
    "skip",
    "give_feedback",
    "praise",
    "bot_challenge",
    "help",
    "deny",
    "affirm",
    "thank",
    "goodbye",
    "greet",
)
POLITE = frozenset({"greet", "goodbye", "thank"})
ANSWERS = frozenset({"affirm", "deny"})
SMALL = POLITE | ANSWERS
DEMANDS = frozenset(IMPORTANCE[: IMPORTANCE.index("give_rating") + 1])
"""What wants something done. It leads the conversation before opinions, answers and politeness."""
NO_WISH = "out_of_scope"

SURE_OF_WHOLE = 0.5
SURE_OF_PART = 0.7
"""A part has less to go on than the whole, and there are many of them."""
SURE_OF_LITTLE = 0.9
"""For a part of one or two words, for a part of a message that as a whole is about something else, and for a
sentence of a long story, of which most sentences say no wish."""
OUTSPOKEN = 0.9
"""A message that as a whole surely says an opinion, an answer or no wish at all says hardly a demand in a part."""
SURE_BESIDES = 0.95
"""For a demand in a part of such an opinion or answer."""
STORY = 40
"""Words, from which a message is a story: only its whole sentences are looked at."""
FEW_WORDS = 2
PART_WEIGHT = 0.5
NEAR = 0.5
"""Demands whose weight differs by no more than this are told about as plainly."""

Classify = Callable[[str], dict[str, float]]


@dataclass(frozen=True)
class Wish:
    """`confidence` is 0 to 1; start and end are where in the message it was told."""

    name: str
    confidence: float
    start: int
    end: int


def find_wishes(text: str, whole: dict[str, float], classify: Classify) -> list[Wish]:
    """Return what a message asks for, the wish to follow first; empty when nothing is sure.

    `whole` holds the whole message's confidence of each intent, and `classify` gives that of a part.
    """
    found = _surest(_told_in_parts(text, whole, classify))
    heard = {name: wish.confidence for name, wish in found.items()}
    best = max(whole, key=lambda name: whole[name])
    if whole[best] >= SURE_OF_WHOLE and best != NO_WISH and whole[best] > heard.get(best, 0.0):
        found[best] = Wish(best, whole[best], 0, len(text))
    weight = {name: whole[name] + PART_WEIGHT * heard.get(name, 0.0) for name in found}
    return _ordered(found.values(), weight)


def _told_in_parts(text: str, whole: dict[str, float], classify: Classify) -> Iterator[Wish]:
    """What the parts say surely enough, beside what the whole says."""
    best = max(whole, key=lambda name: whole[name])
    outspoken = whole[best] >= OUTSPOKEN
    if outspoken and best == NO_WISH:
        return
    is_story = len(text.split()) > STORY
    strict = is_story or whole.get(NO_WISH, 0.0) >= SURE_OF_WHOLE
    for part in segments(text):
        wish = _told(part, classify(part.text), strict=strict) if part.is_sentence or not is_story else None
        besides = wish and wish.name in DEMANDS and outspoken and best not in DEMANDS
        if wish and (not besides or wish.confidence >= SURE_BESIDES):
            yield wish


def _told(part: Segment, confidences: dict[str, float], *, strict: bool) -> Wish | None:
    """The wish that a part says surely enough, if it does."""
    name = max(confidences, key=lambda one: confidences[one])
    if name == NO_WISH or (name in ANSWERS and not part.is_first):
        return None
    little = strict or len(part.text.split()) <= FEW_WORDS
    if confidences[name] < (SURE_OF_LITTLE if little and name not in SMALL else SURE_OF_PART):
        return None
    return Wish(name, confidences[name], part.start, part.end)


def _surest(wishes: Iterable[Wish]) -> dict[str, Wish]:
    surest: dict[str, Wish] = {}
    for wish in wishes:
        if wish.name not in surest or wish.confidence > surest[wish.name].confidence:
            surest[wish.name] = wish
    return surest


def _ordered(wishes: Iterable[Wish], weight: dict[str, float]) -> list[Wish]:
    """By importance, but first the demand (or, where there is none, the wish) that is told most plainly."""
    ranked = sorted(wishes, key=lambda wish: _rank(wish.name))
    if not ranked:
        return []
    demands = [wish for wish in ranked if wish.name in DEMANDS]
    plainest = max(demands or ranked, key=lambda wish: weight[wish.name])
    near = weight[plainest.name] - NEAR
    first = next((wish for wish in demands if weight[wish.name] >= near), plainest)
    return [first, *(wish for wish in ranked if wish is not first)]


def _rank(name: str) -> int:
    return IMPORTANCE.index(name) if name in IMPORTANCE else len(IMPORTANCE)
