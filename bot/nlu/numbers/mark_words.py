"""The word lists of mark_words.yml."""

from __future__ import annotations

from pathlib import Path

import yaml

_CONTENT: dict[str, str] = yaml.safe_load(
    Path(__file__).with_name("mark_words.yml").read_text(encoding="utf-8")
)


def _words(key: str) -> frozenset[str]:
    return frozenset(_CONTENT[key].split())


RATING_UNITS = _words("rating_units") | _words("star_units")
STAR_UNITS = _words("star_units")
GLUED_UNITS = tuple(sorted(_words("glued_units"), key=len, reverse=True))
UNITS = _words("units")
FILLERS = _words("fillers")
CLAUSE_STARTERS = _words("clause_starters")
CORRECTIONS = _words("corrections")
CONCLUSIONS = _words("conclusions")
TURNS = _words("turns")
SMALL = FILLERS | CORRECTIONS | _words("bounds")
# Words for one that are mostly articles or pronouns.
ARTICLES = frozenset(("en", "ett", "one"))
