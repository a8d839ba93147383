"""Words that answers are made of, folded as texts.folded writes them (no dots, no accents, small letters)."""

from __future__ import annotations

from bot.nlu.numbers.atoms import ATOMS


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# The whole numbers that one word names, by language.
NUMBERS: dict[str, dict[str, int]] = {
    language: {
        word: int(one.value)
        for word, one in atoms.items()
        if one.form == "cardinal" and one.role in ("unit", "teen", "ten", "hundred")
    }
    for language, atoms in ATOMS.items()
}


HIGHEST_PHRASES = (
    "hogsta betyg",
    "hogsta mojliga",
    "hogsta poang",
    "basta betyg",
    "toppbetyg",
    "topp betyg",
    "maxbetyg",
    "max betyg",
    "maxpoang",
    "full pott",
    "full pot",
    "fullpott",
    "full palle",
    "fullt hus",
    "full poang",
    "fullpoang",
    "mvg",
    "alla ratt",
    "top marks",
    "top mark",
    "top score",
    "full marks",
    "full score",
    "highest score",
    "highest rating",
    "highest mark",
    "highest possible",
    "maximum score",
    "max score",
    "perfect score",
)
LOWEST_PHRASES = (
    "lagsta betyg",
    "lagsta mojliga",
    "lagsta poang",
    "samsta betyg",
    "bottenbetyg",
    "botten betyg",
    "minsta mojliga",
    "lowest score",
    "lowest rating",
    "lowest mark",
    "lowest possible",
    "minimum score",
    "worst score",
    "worst rating",
    "worst possible",
    "bottom marks",
    "bottom score",
)
# Alone these name an end of the scale; in a sentence they may be said of anything.
HIGHEST_WORDS = word_set("hogsta hogst max maximum maximalt highest top toppen")
LOWEST_WORDS = word_set("lagsta lagst minimum minimalt minsta lowest bottom botten")

DONT_KNOW = (
    "vet inte",
    "vet ej",
    "ingen aning",
    "ingen asikt",
    "ingen uppfattning",
    "kan inte svara",
    "kan inte saga",
    "svart att saga",
    "minns inte",
    "don't know",
    "dont know",
    "do not know",
    "no idea",
    "no opinion",
    "not sure",
    "can't say",
    "cant say",
    "cannot say",
    "hard to say",
    "don't remember",
    "idk",
    "dunno",
)
