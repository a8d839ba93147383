"""What Rasa's graph asks of every component of ours, and of those that learn."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any, Generic, Protocol, Self, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.messages import free_text


class Component(GraphComponent):
    """Reads the customer's own words, one message at a time."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage | None = None,
        resource: Resource | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(config, model_storage, resource)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self.read(message, free_text(message))
        return messages

    @abstractmethod
    def read(self, message: Message, text: str | None) -> None:
        """Put on the message what its words say; ``text`` is None where it has no free words."""


class Model(Protocol):
    """What a component has learned."""

    def save(self, folder: Path) -> None:
        """Write it into a folder of its own."""


Learned = TypeVar("Learned", bound=Model)


class LearningComponent(Component, Generic[Learned]):
    """A component with a model, kept as its resource of the trained assistant."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage | None = None,
        resource: Resource | None = None,
        model: Learned | None = None,
    ) -> None:
        super().__init__(config, storage, resource)
        self.model = model

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
            return cls(config, model_storage, resource, cls.kept(folder))

    def train(self, training_data: TrainingData) -> Resource:
        assert self._storage is not None
        assert self._resource is not None
        self.model = self.learned(training_data)
        with self._storage.write_to(self._resource) as folder:
            self.model.save(folder)
        return self._resource

    @staticmethod
    @abstractmethod
    def kept(folder: Path) -> Learned:
        """Return the model that was saved into a folder."""

    @abstractmethod
    def learned(self, training_data: TrainingData) -> Learned:
        """Return a model trained on these examples."""
