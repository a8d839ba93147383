"""Rasa component: sets "language" (sv, en, other or None), "language_confidence" and "language_listed" on a message.

Clicks, external triggers, "ok", numbers, names and emoji get no language: the conversation keeps its own.
"""

from __future__ import annotations

from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import LearningComponent
from bot.nlu.language_model import NO_GUESS, LanguageModel, guess_language
from bot.nlu.messages import stated_language


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageDetector(LearningComponent[LanguageModel]):
    """Learns from `metadata: {language: sv}` of the training data's blocks, beside lists of used words."""

    @staticmethod
    def kept(folder: Path) -> LanguageModel:
        return LanguageModel.load(folder)

    def learned(self, training_data: TrainingData) -> LanguageModel:
        from bot.nlu.language_training import train_language_model

        stated = [(m.get(TEXT), stated_language(m)) for m in training_data.intent_examples]
        known = [(text, language) for text, language in stated if text and language]
        return train_language_model([text for text, _ in known], [language for _, language in known])

    def read(self, message: Message, text: str | None) -> None:
        guess = guess_language(self.model, text) if text and self.model else NO_GUESS
        message.set("language", guess.language, add_to_output=True)
        message.set("language_confidence", guess.confidence, add_to_output=True)
        message.set("language_listed", guess.listed, add_to_output=True)
