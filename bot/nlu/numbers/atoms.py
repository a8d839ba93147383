"""What a single word is in a number: read once from words.yml.

A compound ("etthundratrettio", "twentyfifth") is cut into its words, but only where they make one number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

Role = Literal[
    "unit", "teen", "ten", "hundred", "scale", "dozen", "digits", "minus", "point", "and", "article", "of", "over",
    "dash", "slash", "percent", "pause", "word", "ordinal", "part", "parts", "blocked",
]  # fmt: skip
Form = Literal["cardinal", "ordinal", "part", "parts"]
"""How the number is said: "five", "fifth", and as what is divided into, one ("femtedel") or several ("fifths")."""

NUMERIC: frozenset[Role] = frozenset(("unit", "teen", "ten", "hundred", "scale", "dozen"))
_WORDS = Path(__file__).with_name("words.yml")
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Atom:
    role: Role
    value: float = 0
    form: Form = "cardinal"
    mark: bool = False
    """Whether it is only said of marks: "sjua"."""


Atoms = dict[str, Atom]


def _read(content: dict[str, Any], language: str) -> Atoms:
    atoms: Atoms = {}
    sections: tuple[tuple[str, Form], ...] = (("cardinals", "cardinal"), ("ordinals", "ordinal"))
    for section, form in sections:
        for role, numbers in content[section][language].items():
            for value, words in numbers.items():
                atoms.update({word: Atom(role, value, form) for word in words.split()})
    for word, atom in list(atoms.items()):
        if atom.form == "ordinal":
            atoms.update(_parts(word, atom, language))
    for value, words in content["parts"][language].items():
        for word in words.split():
            atoms[word] = Atom("unit", value, "parts" if word in ("halves", "quarters") else "part")
    for value, words in content["marks"].get(language, {}).items():
        atoms.update({word: Atom("teen", value, mark=True) for word in words.split()})
    return atoms


def _parts(word: str, atom: Atom, language: str) -> Atoms:
    """Return the nouns of parts: fifths; femtedel, femtedelar, femtedelarna, and hundradel of hundrade."""
    if language == "en":
        return {f"{word}s": Atom(atom.role, atom.value, "parts")} if atom.value != 2 else {}
    stems = {f"{word.removesuffix('forsta') or 'forste'}del", f"{word.removesuffix('de')}del"}
    if atom.role == "scale":
        stems.add(f"{word.removesuffix('te')}del")
    endings = ("", "s", "en", "ens", "ar", "ars", "arna", "arnas")
    return {stem + ending: Atom(atom.role, atom.value, "parts") for stem in stems for ending in endings}


_CONTENT: dict[str, Any] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
ATOMS: dict[str, Atoms] = {language: _read(_CONTENT, language) for language in ("sv", "en")}
LOOSE: dict[tuple[str, ...], float] = {
    tuple(phrase.split()): float(value)
    for loose in _CONTENT["loose"].values()
    for value, phrases in loose.items()
    for phrase in phrases.split("|")
}
_ONLY_SWEDISH = frozenset(_CONTENT["only_swedish"].split())
BEFORE_PRONOUN = frozenset(_CONTENT["before_pronoun"].split())
AFTER_IDIOM = frozenset(_CONTENT["after_idiom"].split())
BEFORE_OTHERS = frozenset(_CONTENT["before_others"].split())
DIVIDED, OUT_OF = (
    tuple(sorted((tuple(phrase.split()) for phrase in _CONTENT[key].split("|")), key=len, reverse=True))
    for key in ("divided", "out_of")
)
ARTICLES = {language: frozenset(words.split()) for language, words in _CONTENT["articles"].items()}
_LINKS: Atoms = {
    **{word: Atom("minus") for word in _CONTENT["signs"].split()},
    **{word: Atom("point") for word in _CONTENT["points"].split()},
    **{word: Atom("and") for word in _CONTENT["ands"].split()},
    **{word: Atom("of") for word in ("av", "utav", "of")},
    "over": Atom("over"),
    "procent": Atom("percent"),
    **{word: Atom("percent") for word in ("percent", "percents", "percentage", "pct", "procents")},
}


@lru_cache(maxsize=8192)
def atom(word: str, language: str | None) -> Atom | None:
    """Return what a folded word is in a number, in either language, ``language`` first; None where it is nothing."""
    if word in _LINKS:
        return _LINKS[word]
    for tongue in ("en", "sv") if language == "en" else ("sv", "en"):
        if word in ATOMS[tongue] and not (tongue == "sv" and language == "en" and word in _ONLY_SWEDISH):
            return ATOMS[tongue][word]
    return None


_LENGTHS = range(max(map(len, ATOMS["sv"])), 1, -1)


@lru_cache(maxsize=8192)
def compound(word: str, language: str | None) -> tuple[tuple[int, int, Atom], ...]:
    """Cut a compound into (start, end, atom); empty where it is none. Whether the cuts make a number is not asked."""
    if len(word) > _LONGEST_WORD:
        return ()
    for tongue in ("en", "sv") if language == "en" else ("sv", "en"):
        cuts = _cut(word, 0, ATOMS[tongue], set())
        if cuts and len(cuts) > 1:
            return tuple(cuts)
    return ()


def _cut(word: str, start: int, atoms: Atoms, dead: set[int]) -> list[tuple[int, int, Atom]] | None:
    """Cut the rest of a word, the longest piece first; ``dead`` are places from which no cut reaches the end."""
    if start == len(word):
        return []
    if start in dead:
        return None
    for length in _LENGTHS:
        end = start + length
        one = atoms.get(word[start:end]) if end <= len(word) else None
        if one is not None and not one.mark and (one.form == "cardinal" or end == len(word)):
            rest = _cut(word, end, atoms, dead)
            if rest is not None:
                return [(start, end, one), *rest]
    dead.add(start)
    return None
