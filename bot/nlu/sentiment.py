"""Rasa component: sets "sentiment" on a message: its polarity, a score from -1 to 1, and how sure that is.

Clicks, external triggers and empty messages get none. It is for triage and for managers to read; no rule of the
conversation depends on it.
"""

from __future__ import annotations

from typing import Any, Self

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import Component
from bot.nlu.feeling.polarity import PolarityModel
from bot.nlu.feeling.training import train_polarity_model


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentimentReader(Component):
    """Learns from bot/nlu/feeling/, not from the conversation's training data."""

    polarity: PolarityModel | None = None

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        reader = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            reader.polarity = PolarityModel.load(folder)
        return reader

    def train(self, training_data: TrainingData) -> Resource:
        assert self._storage is not None
        assert self._resource is not None
        self.polarity = train_polarity_model()
        with self._storage.write_to(self._resource) as folder:
            self.polarity.save(folder)
        return self._resource

    def read(self, message: Message, text: str | None) -> None:
        heard = dict(vars(self.polarity.read(text))) if text and self.polarity else None
        message.set("sentiment", heard, add_to_output=True)
