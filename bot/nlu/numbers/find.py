"""Finding the numbers of a message, in words and digits, Swedish and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.nlu.numbers.folding import Folded, fold
from bot.nlu.numbers.found import FoundNumber
from bot.nlu.numbers.marks import rating_tokens
from bot.nlu.numbers.phrases import Phrase
from bot.nlu.numbers.pieces import Piece
from bot.nlu.numbers.said import Said, read_phrases
from bot.nlu.numbers.sentence import Token, sentence

MAX_CHARACTERS = 1000


def find_numbers(text: str, language: str | None = None) -> list[FoundNumber]:
    """Return the numbers of a message (its first 1,000 characters) in their order; none overlaps another.

    ``language`` (sv or en) is tried first where a word or sign means different things; with None the Swedish
    word is, and "1.000" and "1,000" are both a thousand. Addresses on the web and of e-mail have no numbers.
    An article ("en", "a") and the "one" of "which one" are none.
    """
    folded = fold(text[:MAX_CHARACTERS])
    said = read_phrases(folded, language)
    if not said:
        return []
    rating = rating_tokens(sentence(folded.text, said, language))
    found: list[FoundNumber] = []
    for one in said:
        if one.phrase.of is not None and one.phrase.count > one.phrase.of and one.worded:
            found += _both(folded, one, rated=rating.get(one.start))
        else:
            found.append(_found(folded, one, one.phrase, one.end, rated=rating.get(one.start)))
    return _apart(found)


def _apart(found: list[FoundNumber]) -> list[FoundNumber]:
    """Leave out what overlaps the number before: "½" is written with one sign and read as three."""
    kept: list[FoundNumber] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _found(folded: Folded, said: Said, phrase: Phrase, end: int, *, rated: Token | None) -> FoundNumber:
    first, last = folded.span(said.start, end)
    of = rated.top if rated else phrase.of
    mark = rated.mark if rated else phrase.mark
    return FoundNumber(
        first, last, phrase.value, phrase.kind, phrase.count, of, mark, rates=rated is not None
    )


def _both(folded: Folded, said: Said, *, rated: Token | None) -> list[FoundNumber]:
    """Return the two numbers of "12 out of 10": they are no share."""
    phrase = said.phrase
    assert phrase.of is not None
    link = next(at for at, piece in enumerate(said.pieces) if piece.role == "of" or piece.text == "out")
    after = next(at for at in range(len(said.pieces) - 1, -1, -1) if said.pieces[at].role in ("of", "word"))
    one = replace(phrase, value=phrase.count, kind="cardinal")
    other = replace(phrase, value=phrase.of, count=phrase.of, kind="cardinal", of=None, mark=False)
    start = replace(said, start=said.pieces[after + 1].start)
    return [
        _found(folded, said, one, _end(said.pieces[:link]), rated=rated),
        _found(folded, start, other, said.end, rated=None),
    ]


def _end(pieces: Sequence[Piece]) -> int:
    return pieces[-1].end
