"""Making a message comparable: one way to write each letter, digit and word."""

from __future__ import annotations

import re
import unicodedata

from bot.nlu.numbers.folding import fold

_KEPT_CONTROLS = "\n\t"


def cleaned(text: str) -> str:
    """Drop what no database or page should be given: control characters and halves of characters."""
    return "".join(
        mark
        for mark in text
        if mark in _KEPT_CONTROLS or unicodedata.category(mark) not in ("Cc", "Cs", "Cn")
    ).strip()


def folded(text: str) -> str:
    """Return the text in small letters without dots and accents, with plain digits and dashes."""
    return fold(text).text


def words(text: str) -> list[str]:
    """Return the words and numbers of a folded text, without punctuation."""
    return re.findall(r"[^\W_]+(?:'[a-z]+)?", text)
