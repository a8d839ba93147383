"""Rasa component: sets "language" (sv, en, other or None) and "language_confidence" on a message.

Clicks, external triggers, "ok", numbers, names and emoji get no language: the conversation keeps its own.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.language_model import NO_GUESS, guess_language, language_features, train_language_model
from bot.nlu.linear import LinearModel
from bot.nlu.messages import free_text, stated_language


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageDetector(GraphComponent):
    """Learns from `metadata: {language: sv}` of the training data's blocks."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    def __init__(self, storage: ModelStorage, resource: Resource, model: LinearModel | None = None) -> None:
        self._storage = storage
        self._resource = resource
        self.model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LanguageDetector:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, LinearModel.load(folder, language_features))

    def train(self, training_data: TrainingData) -> Resource:
        stated = [(m.get(TEXT), stated_language(m)) for m in training_data.intent_examples]
        known = [(text, language) for text, language in stated if text and language]
        self.model = train_language_model([text for text, _ in known], [language for _, language in known])
        with self._storage.write_to(self._resource) as folder:
            self.model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = free_text(message)
            guess = guess_language(self.model, text) if text and self.model else NO_GUESS
            message.set("language", guess.language, add_to_output=True)
            message.set("language_confidence", guess.confidence, add_to_output=True)
        return messages
