"""Rasa component: kinds of problem, languages and contact details, by the phrases of phrases.yml."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.entities.found import add_entities
from bot.nlu.entities.phrase_book import find_phrases, read_phrases


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PhraseExtractor(Component, EntityExtractorMixin):
    """Finds problem_kind, language_name and contact_field, with canonical values."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._phrases = read_phrases()  # now, so that no customer waits a second for it

    def read(self, message: Message, text: str | None) -> None:
        if text is not None:
            add_entities(message, text, find_phrases(text, self._phrases), self.name)
