"""When the assistant itself fails on a message, a person gets it."""

from __future__ import annotations

from bot.bootstrap import App
from bot.dialogue.turns import Incoming
from bot.wording import coming_moment


def hand_to_person(app: App, incoming: Incoming) -> str:
    """Open a case with the message that failed, and return what to tell the customer."""
    conversation_id = incoming.conversation_id
    customer_id = app.conversations.customer_id(conversation_id)
    customer = app.records.customer(customer_id) if customer_id else None
    language = app.conversations.language(conversation_id) or app.settings.default_language
    case = app.cases.raise_or_add(
        origin=f"message:{conversation_id}:{incoming.message_id}",
        reason="bot_failed",
        priority="normal",
        language=language,
        words=incoming.text,
        customer_id=customer_id,
        conversation_id=conversation_id,
    ).case
    if case.manager_name is None:
        return app.texts.say("utter_nobody_there", language)
    zone = customer.time_zone if customer else app.settings.default_time_zone
    due = coming_moment(app.texts, case.due_at, app.now(), zone, language)
    return app.texts.say("utter_broken", language, manager=case.manager_name, due=due)
