"""Reading which options are meant: by title, by other words for them, or by their number."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from bot.nlu.numbers.mark_words import ARTICLES
from bot.nlu.numbers.pieces import spoken
from bot.surveys.answers import vocabulary
from bot.surveys.answers.outcome import Reading, unclear
from bot.surveys.answers.texts import folded, words
from bot.surveys.definition import Option, Question

_ALL = re.compile(r"\b(?:alla|allt|allting|samtliga|all|everything|every one|both|bada|bagge)\b")
_NONE = re.compile(
    r"\b(?:ing(?:et|en|a) av (?:dem|de|dom|ovanstaende|alternativen|detta|det)|inget|inga|ingenting"
    r"|none|nothing|neither|none of (?:them|those|these|the above)|no one)\b"
)
_BUT = re.compile(r"\b(?:utom|forutom|except|but not|but|men inte|not|inte|ej)\b")
_ORDINALS = {
    "forsta": 1, "andra": 2, "tredje": 3, "fjarde": 4, "femte": 5, "sjatte": 6, "sjunde": 7, "attonde": 8,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
}  # fmt: skip
_LAST = frozenset({"sista", "last"})
_SMALL = vocabulary.word_set("""
    jag vill ta tar valjer den det de som och samt plus bade aven ocksa nummer alternativ alternativet nr
    tack snalla framst mest framfor allt viktigast viktigt ar for mig kanske nog val typ i pa en ett helt
    klart absolut lika mycket the and both also number option options no please i want choose pick take
    mostly mainly most important is are for me maybe probably of them those a an one ones equally to my it's
    would say
    """)
_NEARLY = 0.82
# How much of a word its stem is at least: "pris" of "priset".
_STEM = 0.6


def read_choices(question: Question, said: str, language: str) -> Reading:
    """Read the answer to a choice or several-choices question: keys, in the order of the options."""
    plain = folded(said)
    kept, denied = _split(plain)
    several = question.kind == "choices"
    chosen = _meant(question, kept, language)
    excluded = _meant(question, denied, language) if denied else set()
    if several and _all_are_meant(kept) and not chosen:
        chosen = {option.key for option in question.options}
    elif several and not chosen and not excluded and _NONE.search(plain):
        return Reading(value=())
    keys = tuple(option.key for option in question.options if option.key in chosen - excluded)
    more = said if _says_more(question, plain) else None
    if several and keys:
        return Reading(value=keys, said=more)
    if not several and len(keys) == 1:
        return Reading(value=keys[0], said=more)
    if any(phrase in plain for phrase in vocabulary.DONT_KNOW):
        return unclear("utter_survey_hint_dont_know")
    options = ", ".join(option.title.say(language) for option in question.options)
    return unclear("utter_survey_hint_choices" if several else "utter_survey_hint_choice", options=options)


def _all_are_meant(plain: str) -> bool:
    """Whether "all" stands with small words only: "alla tack", not "alla mina vänner"."""
    return bool(_ALL.search(plain)) and all(word in _SMALL for word in words(_ALL.sub(" ", plain)))


def _split(plain: str) -> tuple[str, str]:
    """Cut "alla utom priset" in what is chosen and what is not."""
    cut = _BUT.search(plain)
    if cut is None:
        return plain, ""
    rest = re.split(r"[,.;]|\b(?:utan|men|but)\b", plain[cut.end() :], maxsplit=1)
    return plain[: cut.start()] + (" " + rest[1] if len(rest) > 1 else ""), rest[0]


def _meant(question: Question, plain: str, language: str) -> set[str]:
    spoken_words = words(plain)
    likeness = {option.key: _likeness(option, spoken_words) for option in question.options}
    named = {key for key, ratio in likeness.items() if ratio >= _NEARLY}
    if question.kind == "choice" and len(named) > 1:
        named = {key for key in named if likeness[key] == 1} or named
    return (
        named
        or _numbered(question, spoken_words, language)
        or {option.key for option in question.options if _touched(option, spoken_words)}
    )


def _touched(option: Option, spoken_words: list[str]) -> bool:
    """Whether one telling word of a title was said: "leverans" for "Snabb leverans"."""
    titles = words(folded(f"{option.title.sv} {option.title.en}"))
    return any(_alike(name, word) >= _NEARLY for name in titles if len(name) > 3 for word in spoken_words)


def _likeness(option: Option, spoken_words: list[str]) -> float:
    """Return how surely the words name the option, 0–1: the best of its titles and other words."""
    names = (option.title.sv, option.title.en, *option.also.sv, *option.also.en)
    return max(_named(words(folded(name)), spoken_words) for name in names)


def _named(name: list[str], spoken_words: list[str]) -> float:
    """Return how much of a name was said: each of its words like the spoken word that is most like it."""
    telling = [word for word in name if word not in _SMALL] or name
    if not telling or not spoken_words:
        return 0
    return min(max(_alike(word, other) for other in spoken_words) for word in telling)


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1
    if min(len(word), len(other)) < 4:
        return 0
    shorter, longer = sorted((word, other), key=len)
    if longer.startswith(shorter):
        return _NEARLY if len(shorter) / len(longer) >= _STEM else 0
    return SequenceMatcher(None, word, other).ratio() if word[0] == other[0] else 0


def _numbered(question: Question, spoken_words: list[str], language: str) -> set[str]:
    """Return the options named by number; none when anything else was said with the numbers."""
    numbers: list[int] = []
    for word in spoken_words:
        number = _number(question, word, language)
        if number is not None:
            numbers.append(number)
        elif word not in _SMALL:
            return set()
    if any(not 1 <= number <= len(question.options) for number in numbers):
        return set()
    return {question.options[number - 1].key for number in numbers}


def _number(question: Question, word: str, language: str) -> int | None:
    if word in _LAST:
        return len(question.options)
    if word in _ORDINALS:
        return _ORDINALS[word]
    if word.isdecimal():
        return int(word) if len(word) < 4 else 0
    if word in ARTICLES and word != "ett":
        return None
    return spoken(word, language)


def _says_more(question: Question, plain: str) -> bool:
    """Whether the message tells more than which options."""
    names = {
        word
        for option in question.options
        for name in (option.title.sv, option.title.en, *option.also.sv, *option.also.en)
        for word in words(folded(name))
    }
    left = [word for word in words(_NONE.sub(" ", _BUT.sub(" ", _ALL.sub(" ", plain)))) if word not in _SMALL]
    told = [word for word in left if not any(_alike(name, word) >= _NEARLY for name in names)]
    return any(_number(question, word, "sv") is None and word not in ARTICLES for word in told)
