"""Cuts a message into the parts that may each say a wish of their own.

People put two wishes into one message with a full stop, a comma, or a joining word ("it's broken and I want to
talk to someone"). Where a wish ends can't be told from the words alone, so every sentence and every clause is a
candidate, and bot.nlu.wishes decides what to believe.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

MAX_SEGMENTS = 14
"""A message has hardly more wishes than this has parts; the last parts count, since stories end in the wish."""
SHORTEST_CLAUSE = 2
"""Words. What is shorter stands with its neighbour, unless it is a sentence of its own."""

_SENTENCE_END = regex.compile(
    r"(?:(?<!\b\p{L})[.!?…]+(?=\s|$)|\n+|[;])\s*|(?:\s[-–—]+\s)|(?<=\p{Extended_Pictographic})\s+"
)
_CLAUSE_END = regex.compile(
    r"\s*[,:()]+\s*|\s+(?=(?:och|men|samt|fast|dessutom|sen|sedan|plus|så|utan|eller|o|å"
    r"|and|but|also|so|then|plus|or|because|though)\s)",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class Segment:
    """A part of a message: `start` and `end` are positions in it."""

    text: str
    start: int
    end: int
    is_first: bool
    """Whether the message begins with it: a yes or no elsewhere answers nothing."""
    is_sentence: bool


def segments(text: str) -> list[Segment]:
    """Return the sentences of a message, and the clauses of each sentence that has several; none for one clause.

    At most MAX_SEGMENTS, the last ones, in the message's order.
    """
    sentences = _pieces(text, 0, len(text), _SENTENCE_END)
    found: list[tuple[int, int, bool]] = []
    for start, end in sentences:
        clauses = _joined(text, _pieces(text, start, end, _CLAUSE_END))
        if len(sentences) > 1:
            found.append((start, end, True))
        if len(clauses) > 1:
            found += [(*clause, False) for clause in clauses]
    first = min((start for start, _ in sentences), default=0)
    return [
        Segment(text[start:end], start, end, is_first=start == first, is_sentence=is_sentence)
        for start, end, is_sentence in found[-MAX_SEGMENTS:]
    ]


def _pieces(text: str, start: int, end: int, border: regex.Pattern[str]) -> list[tuple[int, int]]:
    """Cut text[start:end] at the borders, without the empty pieces."""
    pieces = []
    for match in border.finditer(text, start, end):
        pieces.append((start, match.start()))
        start = match.end()
    pieces.append((start, end))
    return [(a, b) for a, b in pieces if text[a:b].strip()]


def _joined(text: str, clauses: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put clauses of a single word together with the one before; the first may be short: "yes, but …"."""
    joined: list[tuple[int, int]] = []
    for start, end in clauses:
        if joined and len(text[start:end].split()) < SHORTEST_CLAUSE:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
