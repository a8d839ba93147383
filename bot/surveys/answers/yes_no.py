"""Reading yes and no, with all their colours, in both languages."""

from __future__ import annotations

from bot.nlu.numbers.folding import fold
from bot.nlu.numbers.yes_no import Part, parts_of
from bot.surveys.answers import vocabulary
from bot.surveys.answers.outcome import Reading, unclear

HINT = "utter_survey_hint_yes_no"
MAX_CHARACTERS = 1000
# "I'm not sure" is a maybe, which is asked about as such.
_MAYBE = "not sure"


def read_yes_no(said: str, language: str) -> Reading:
    """Read the answer to a yes/no question, of either language: True, False, or unclear."""
    folded = fold(said[:MAX_CHARACTERS])
    if any(phrase in folded.text for phrase in vocabulary.DONT_KNOW if phrase != _MAYBE):
        return unclear("utter_survey_hint_dont_know")
    parts = parts_of(folded)
    told = [part.sense for part in parts if part.sense]
    if not told or "maybe" in told or not _agree(parts):
        return unclear(HINT)
    more = any(part.says_more for part in parts)
    return Reading(value=told[0] == "yes", said=said if more else None)


def _agree(parts: list[Part]) -> bool:
    """Whether nothing contradicts: "nej, det går bra" and "yes. I said no" say two things."""
    told = {part.sense for part in parts if part.sense}
    last_words = {part.last_word_says for part in parts[1:]} & {"yes", "no"}
    return len(told | last_words) == 1
