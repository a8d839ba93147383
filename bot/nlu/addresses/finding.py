"""Finding postal addresses of any form in a message.

libpostal would read more countries, but wants a download of 2 GB at run time; pyap (2020) knows American,
British and Canadian forms only. Customers here write Swedish addresses and plain English ones, which rules read.
"""

from __future__ import annotations

from bot.nlu.addresses.english import find_english
from bot.nlu.addresses.parts import Address
from bot.nlu.addresses.swedish import find_swedish

MAX_CHARACTERS = 1000


def find_addresses(text: str) -> list[Address]:
    """Addresses in the order of the text; of overlapping readings the one with most parts, then the longest.

    A street needs a number to count ("Drottninggatan är fin" is no address); a postcode alone counts where it is
    called one, or where a town follows it.
    """
    text = text[:MAX_CHARACTERS]
    if not any(letter.isdigit() for letter in text):
        return []
    kept: list[Address] = []
    candidates = [*find_swedish(text), *find_english(text)]
    for one in sorted(candidates, key=lambda found: (-len(found.parts), found.start - found.end)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda found: found.start)
