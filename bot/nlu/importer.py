"""Reads the training data once, and keeps Rasa from copying every example again and again.

Rasa puts its data together in six steps, and each copies all examples and computes their fingerprints anew. With
forty thousand examples that takes a minute and a half. Examples that are shared instead of copied, and that
remember their fingerprint, leave a few seconds of it. config.yml names the importer.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class Example(Message):
    """A training example that is the same in every copy of the training data."""

    @classmethod
    def of(cls, message: Message) -> Example:
        return cls(message.data, message.output_properties, message.time, message.features)

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        return self

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Rasa strips the intent each time it merges; what changes nothing keeps the fingerprint."""
        if add_to_output or prop not in self.data or self.data[prop] != info:
            super().set(prop, info, add_to_output)


class ExampleImporter(RasaFileImporter):
    """Rasa's importer of files, with examples that are shared."""

    _nlu_data: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the training data; `language` is the pipeline's and changes nothing in YAML files."""
        if self._nlu_data is None:
            read = super().get_nlu_data(language)
            read.training_examples = [Example.of(message) for message in read.training_examples]
            self._nlu_data = read
        return self._nlu_data
