"""Rasa component: what the customer wishes, with a confidence that comes true as often as it says.

The message gets `intent` and `intent_ranking` as Rasa wants them, and `wishes`: all that it asks for, the one that
the conversation follows first. bot.nlu.wishes tells how several are found.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
from bot.nlu.features import MAX_CHARACTERS
from bot.nlu.linear import LinearModel, train, wish_features
from bot.nlu.wishes import NO_WISH, Wish, find_wishes

WISHES = "wishes"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(LearningComponent[LinearModel], IntentClassifier):
    """Classifies with bot.nlu.linear; needs no tokenizer and no featurizer before it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What can be set in config.yml.

        `cost` is the machine's C; `evenness` how much rare intents count for more (0 to 1); `several_wishes`
        whether parts of a message are read too; `ranking_length` how many intents the ranking keeps. `caution`
        is how far the plane of out_of_scope is moved towards the wishes: nobody can write examples of all that
        is no wish, so what lies near the border is more often none than the examples say.
        """
        return {
            "cost": 1.0,
            "evenness": 0.25,
            "caution": 0.25,
            "several_wishes": True,
            "ranking_length": 10,
        }

    @staticmethod
    def kept(folder: Path) -> LinearModel:
        return LinearModel.load(folder, wish_features)

    def learned(self, training_data: TrainingData) -> LinearModel:
        examples = [m for m in training_data.intent_examples if m.get(INTENT) and m.get(TEXT)]
        model = train(
            [message.get(TEXT) for message in examples],
            [message.get(INTENT) for message in examples],
            cost=self._config["cost"],
            evenness=self._config["evenness"],
        )
        return model.leaning(NO_WISH, self._config["caution"])

    def read(self, message: Message, text: str | None) -> None:
        confidences, wishes = self.understand(text) if text and self.model else ({}, [])
        ranking = [
            {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence}
            for name, confidence in sorted(confidences.items(), key=lambda one: -one[1])
        ][: self._config["ranking_length"]]
        first = ranking[0] if ranking else {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
        message.set(INTENT, first, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        told = [{INTENT_NAME_KEY: one.name, PREDICTED_CONFIDENCE_KEY: one.confidence} for one in wishes]
        message.set(WISHES, told, add_to_output=True)

    def understand(self, text: str) -> tuple[dict[str, float], list[Wish]]:
        """Return the confidence of each intent, the one to follow highest, and all wishes of a text."""
        text = text[:MAX_CHARACTERS]
        whole = self._classify(text)
        wishes = find_wishes(text, whole, self._classify) if self._config["several_wishes"] else []
        return (with_first(whole, wishes[0]) if wishes else whole), wishes

    def _classify(self, text: str) -> dict[str, float]:
        assert self.model is not None
        return dict(zip(self.model.labels, self.model.confidences(text).tolist(), strict=True))


def with_first(whole: dict[str, float], first: Wish) -> dict[str, float]:
    """Give a wish the confidence it was told with, and the others what is left, so that they sum to 1."""
    confidence = max(first.confidence, whole[first.name])
    others = sum(value for name, value in whole.items() if name != first.name)
    left = (1 - confidence) / others if others > 0 else 0.0
    return {name: confidence if name == first.name else value * left for name, value in whole.items()}
