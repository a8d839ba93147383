"""Making a message comparable: one way to write each letter, digit and word."""

from __future__ import annotations

import re
import unicodedata

_KEPT_CONTROLS = "\n\t"
_FRACTIONS = str.maketrans({"½": ",5", "¼": ",25", "¾": ",75", "⅓": ",3", "⅔": ",7"})
_LETTERS = str.maketrans("åäöéèüáà", "aaoeeuaa")
_KEYCAPS = {
    "\ufe0f": "",
    "\u20e3": " ",
    "\U0001f51f": " 10 ",
    "’": "'",
    "`": "'",
    "−": "-",
    "–": "-",
    "—": "-",
}


def cleaned(text: str) -> str:
    """Drop what no database or page should be given: control characters and halves of characters."""
    return "".join(
        mark
        for mark in text
        if mark in _KEPT_CONTROLS or unicodedata.category(mark) not in ("Cc", "Cs", "Cn")
    ).strip()


def folded(text: str) -> str:
    """Return the text in small letters without dots and accents, with plain digits and dashes."""
    for mark, plain in _KEYCAPS.items():
        text = text.replace(mark, plain)
    plain = unicodedata.normalize("NFKC", text.translate(_FRACTIONS)).casefold()
    return unicodedata.normalize("NFC", plain).translate(_LETTERS)


def words(text: str) -> list[str]:
    """Return the words and numbers of a folded text, without punctuation."""
    return re.findall(r"[^\W_]+(?:'[a-z]+)?", text)
