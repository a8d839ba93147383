"""Rasa component: sets "sentiment" on a message: its polarity, a score from -1 to 1, and how sure that is.

Clicks, external triggers and empty messages get none. It is for triage and for managers to read; no rule of the
conversation depends on it.
"""

from __future__ import annotations

from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import LearningComponent
from bot.nlu.feeling.polarity import PolarityModel
from bot.nlu.feeling.training import train_polarity_model


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentimentReader(LearningComponent[PolarityModel]):
    """Learns from bot/nlu/feeling/, not from the conversation's training data."""

    @staticmethod
    def kept(folder: Path) -> PolarityModel:
        return PolarityModel.load(folder)

    def learned(self, training_data: TrainingData) -> PolarityModel:
        return train_polarity_model()

    def read(self, message: Message, text: str | None) -> None:
        heard = dict(vars(self.model.read(text))) if text and self.model else None
        message.set("sentiment", heard, add_to_output=True)
