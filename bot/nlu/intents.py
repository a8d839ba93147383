"""Rasa component: the customer's wish, with a confidence that comes true as often as it says."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import LearningComponent
from bot.nlu.linear import LinearModel, train


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(LearningComponent, IntentClassifier):
    """Classifies with bot.nlu.linear; needs no tokenizer and no featurizer before it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`cost` is the machine's C, `ranking_length` how many intents the ranking keeps."""
        return {"cost": 1.0, "ranking_length": 10}

    def learned(self, training_data: TrainingData) -> LinearModel:
        examples = [m for m in training_data.intent_examples if m.get(INTENT) and m.get(TEXT)]
        texts = [message.get(TEXT) for message in examples]
        return train(texts, [message.get(INTENT) for message in examples], cost=self._config["cost"])

    def read(self, message: Message, text: str | None) -> None:
        ranking = self._ranking(self.model, text) if text and self.model else []
        first = ranking[0] if ranking else {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
        message.set(INTENT, first, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def _ranking(self, model: LinearModel, text: str) -> list[dict[str, Any]]:
        confidences = model.confidences(text)
        order = np.argsort(-confidences)[: self._config["ranking_length"]]
        return [
            {INTENT_NAME_KEY: model.labels[column], PREDICTED_CONFIDENCE_KEY: float(confidences[column])}
            for column in order
        ]
