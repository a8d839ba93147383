"""A case in one sentence, in the manager's language; its sentences live in texts.yml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.cases.triage import REPEATED
from bot.texts import LANGUAGES, Texts

TEXTS = Path(__file__).with_name("texts.yml")


@cache
def case_texts() -> Texts:
    """Return the sentences that managers read about cases. Raises TextsError."""
    return Texts.load([TEXTS])


def language_of(languages: Sequence[str], default: str) -> str:
    """Return the first of a manager's languages that the product speaks, else the default."""
    return next((language for language in languages if language in LANGUAGES), default)


def summarise(
    language: str,
    *,
    reason: str,
    score: str | None = None,
    repeated: bool = False,
    customer: str | None = None,
    company: str | None = None,
    order_number: str | None = None,
    products: Sequence[str] = (),
) -> str:
    """Compose a case's summary: why, who, and about what."""
    texts = case_texts()
    why = texts.say(f"reason_{reason}", language)
    if score:
        why = texts.say("summary_score", language, reason=why, score=score)
    if repeated and reason != REPEATED:
        why = texts.say("summary_repeated", language, why=why)
    who = customer or texts.say("summary_visitor", language)
    if company:
        who = texts.say("summary_of_company", language, customer=who, company=company)
    if not order_number:
        return texts.say("summary", language, why=why, who=who)
    about = texts.say("summary_order", language, number=order_number)
    if products:
        about = texts.say("summary_products", language, order=about, products=", ".join(products))
    return texts.say("summary_about", language, why=why, who=who, about=about)
