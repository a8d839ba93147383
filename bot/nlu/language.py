"""Rasa component: sets "language" (sv, en, other or None), "language_confidence" and "language_listed" on a message.

Clicks, external triggers, "ok", numbers, names and emoji get no language: the conversation keeps its own.
"""

from __future__ import annotations

from typing import Any, Self

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import Component
from bot.nlu.language_model import NO_GUESS, LanguageModel, guess_language
from bot.nlu.messages import stated_language


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageDetector(Component):
    """Learns from `metadata: {language: sv}` of the training data's blocks, beside lists of used words."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage | None = None,
        resource: Resource | None = None,
        model: LanguageModel | None = None,
    ) -> None:
        super().__init__(config, storage, resource)
        self.languages = model

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, LanguageModel.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        from bot.nlu.language_training import train_language_model

        assert self._storage is not None
        assert self._resource is not None
        stated = [(m.get(TEXT), stated_language(m)) for m in training_data.intent_examples]
        known = [(text, language) for text, language in stated if text and language]
        self.languages = train_language_model(
            [text for text, _ in known], [language for _, language in known]
        )
        with self._storage.write_to(self._resource) as folder:
            self.languages.save(folder)
        return self._resource

    def read(self, message: Message, text: str | None) -> None:
        guess = guess_language(self.languages, text) if text and self.languages else NO_GUESS
        message.set("language", guess.language, add_to_output=True)
        message.set("language_confidence", guess.confidence, add_to_output=True)
        message.set("language_listed", guess.listed, add_to_output=True)
