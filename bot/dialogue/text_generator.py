"""Rasa's texts in the customer's language, from ``data/<topic>/texts.yml``.

Rasa would keep responses in the domain, where a changed wording reaches customers only with a new model
file. Here it takes a restart. Also usable by ``rasa shell``, through ``nlg`` in endpoints.yml.
"""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.dialogue.failures import note_failure
from bot.texts import Texts, TextsError, conversation_texts

DEFAULT_LANGUAGE = "sv"


class TextGenerator(NaturalLanguageGenerator):
    """Says a text in the language slot's language, or in ``language`` when the action names one."""

    def __init__(
        self,
        endpoint_config: EndpointConfig | None = None,
        domain: Domain | None = None,
        texts: Texts | None = None,
        default_language: str = DEFAULT_LANGUAGE,
    ) -> None:
        self._texts = texts or conversation_texts()
        self._default = default_language

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **values: Any
    ) -> dict[str, Any]:
        """Return the draft of a message: text and buttons."""
        language = values.pop("language", None) or tracker.get_slot("language") or self._default
        try:
            return {
                "text": self._texts.say(utter_action, language, **values),
                "buttons": self._texts.buttons(utter_action, language),
            }
        except TextsError as error:
            note_failure(error)
            raise
