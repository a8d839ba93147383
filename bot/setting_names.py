"""Names in the environment that were meant for this product and that nothing reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches

from bot.settings import PREFIX, Settings

NOT_SETTINGS = {f"{PREFIX}NO_SKIPS"}
"""Variables that are read elsewhere: by the tests."""
NEAR, VERY_NEAR = 0.7, 0.85
"""How alike a setting's name, and the product's, are to what was meant to be them (difflib's ratio)."""


def unknown_names(names: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each name that is no setting's, with the one that was probably meant."""
    known = {name.upper(): f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    for name in names:
        upper = name.upper()
        if upper in {*known.values(), *NOT_SETTINGS} or not _is_ours(upper):
            continue
        near = get_close_matches(upper.partition("_")[2], known, n=1, cutoff=NEAR)
        yield name, known[near[0]] if near else None


def _is_ours(name: str) -> bool:
    """Whether a variable was meant for this product, whose own name may be misspelt, too."""
    first, mark, _ = name.partition("_")
    return bool(mark) and SequenceMatcher(None, first, PREFIX.rstrip("_")).ratio() >= VERY_NEAR
