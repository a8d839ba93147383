"""Finding mentions of products: neighbouring words that stand in the same name."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from bot.nlu.products.index import Hit, ProductIndex
from bot.nlu.products.names import code_of
from bot.nlu.products.words import Token, tokens_of, vocabulary

MAX_CHARACTERS = 1000
MAX_WORDS = 100
MOST_CANDIDATES = 50
"""What fits more products than these is too vague to be a mention."""
MOST_NAMES = 2 * MOST_CANDIDATES
FEW_NAMES = 6
WIDEST_GAP = 1
"""So many other words may stand between two words of one mention: "maskinen av märket Moka"."""
_CODE_WORDS = regex.compile(r"(?<![\w])[\p{L}\p{N}]+(?:[-_./][\p{L}\p{N}]+){0,5}(?![\w])")
_ARTICLE_WORD = regex.compile(
    r"\b(?:art(?:ikel)?(?:nummer|nr|numret)?|sku|item|article|product|produkt|model|modell)\.?\s?(?:nr|no|number|nummer)?\.?:?\s?#?$",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class FoundProduct:
    """A mention; `candidates` are the keys of all products it fits equally well, in the catalogue's order."""

    start: int
    end: int
    key: str
    """The first candidate."""
    names: tuple[str, str]
    """Its Swedish and its English name."""
    confidence: float
    """0 to 1: how well the words fit, shared among the candidates."""
    candidates: tuple[str, ...]

    @property
    def ambiguous(self) -> bool:
        return len(self.candidates) > 1


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    names: frozenset[int]
    likeness: float
    """The sum of its words' likenesses."""
    words: int
    telling: int
    main: frozenset[int]
    last_token: int


def find_products(text: str, index: ProductIndex) -> list[FoundProduct]:
    """Products in the order of the text.

    A mention is a run of words found in one name (any form, order and language). It needs a word that tells:
    the thing ("kvarnen", "grinder"), a name of the shop's own ("Moka"), or an article number.
    """
    text = text[:MAX_CHARACTERS]
    if not index.products:
        return []
    found = _codes(text, index)
    for mention in _mentions(tokens_of(text)[:MAX_WORDS], index):
        product = _decide(mention, index)
        if product and not any(product.start < other.end and other.start < product.end for other in found):
            found.append(product)
    return sorted(found, key=lambda one: one.start)


def _codes(text: str, index: ProductIndex) -> list[FoundProduct]:
    """Article numbers: with letters and digits anywhere, of digits alone only where they are called so."""
    found = []
    for match in _CODE_WORDS.finditer(text):
        written = match.group()
        products = index.by_code.get(code_of(written)) if any(map(str.isdigit, written)) else None
        if products is None:
            continue
        called = _ARTICLE_WORD.search(text, max(0, match.start() - 30), match.start())
        if called or any(map(str.isalpha, written)):
            found.append(_found(match.start(), match.end(), products, 1.0, index))
    return found


def _hits(tokens: list[Token], index: ProductIndex) -> list[tuple[int, int, Hit]]:
    """What the words may stand for, as (first token, last token, hit); split compounds count as one word."""
    hits: list[tuple[int, int, Hit]] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        alone = index.find(token.word, token.marked)
        if following is not None and _may_join(token, following):
            joined = token.word + following.word
            together = index.find(joined, token.marked + following.marked, len(joined) >= 9)
            if (
                together
                and together.likeness > 0.8
                and not (alone and index.find(following.word, following.marked))
            ):
                hits.append((at, at + 1, replace(together, telling=True)))
                at += 2
                continue
        if alone:
            hits.append((at, at, alone))
        at += 1
    return hits


def _may_join(token: Token, following: Token) -> bool:
    little = vocabulary("function_words")
    return not following.after_stop and len(token.word) > 1 and not {token.word, following.word} & little


def _mentions(tokens: list[Token], index: ProductIndex) -> list[_Mention]:
    mentions: list[_Mention] = []
    for first, last, hit in _hits(tokens, index):
        begun = mentions[-1] if mentions else None
        if begun is not None and _goes_on(begun, first, tokens, hit):
            names = begun.names & hit.names
            mentions[-1] = replace(
                begun,
                end=tokens[last].end,
                names=names,
                likeness=begun.likeness + hit.likeness,
                words=begun.words + 1,
                telling=begun.telling + hit.telling,
                main=(begun.main | hit.main) & names,
                last_token=last,
            )
        else:
            telling = hit.telling or _is_named(tokens[first], hit)
            start, end = tokens[first].start, tokens[last].end
            mentions.append(_Mention(start, end, hit.names, hit.likeness, 1, int(telling), hit.main, last))
    return mentions


def _goes_on(begun: _Mention, first: int, tokens: list[Token], hit: Hit) -> bool:
    between = first - begun.last_token - 1
    stopped = any(token.after_stop for token in tokens[begun.last_token + 1 : first + 1])
    near = between == 0 or (between <= WIDEST_GAP and hit.telling and begun.telling > 0)
    return near and not stopped and not begun.names.isdisjoint(hit.names)


def _is_named(token: Token, hit: Hit) -> bool:
    """A common word counts as a name where it has a capital inside a sentence: "rengöra Morgon"."""
    return token.capital and not token.after_stop and len(hit.names) <= FEW_NAMES and len(token.word) > 3


def _decide(mention: _Mention, index: ProductIndex) -> FoundProduct | None:
    full = [name for name in mention.names if index.length_of[name] <= mention.words]
    if not mention.telling and not (mention.words > 1 and full):
        return None
    names = full or (mention.main & mention.names) or mention.names
    if len(names) > MOST_NAMES or (
        mention.words == 1 and not full and not mention.main and len(names) > FEW_NAMES
    ):
        return None
    products = sorted({index.product_of[name] for name in names})
    covered = max(min(1.0, mention.words / max(1, index.length_of[name])) for name in names)
    if len(products) > MOST_CANDIDATES or (mention.words == 1 and not mention.main and covered <= 0.5):
        return None
    fit = mention.likeness / mention.words * (0.7 + 0.3 * covered)
    return _found(mention.start, mention.end, products, fit, index)


def _found(start: int, end: int, products: list[int], fit: float, index: ProductIndex) -> FoundProduct:
    first = index.products[products[0]]
    keys = tuple(index.products[number].key for number in products)
    names = (first.name_sv, first.name_en)
    return FoundProduct(start, end, first.key, names, round(fit / len(keys), 3), keys)
