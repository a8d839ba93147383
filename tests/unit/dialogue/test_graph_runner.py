"""Our runner says what Rasa's says, and runs every loaded model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from bot.commands.train import ensure_model
from bot.dialogue.graph_runner import InOrderRunner
from bot.settings import Settings

ROOT = Path(__file__).parents[3]
TEXTS = ("Hej!", "kaffebryggaren är trasig och jag vill prata med någon", "a nine", "🙂", "/affirm")


@pytest.fixture(scope="module")
def runner() -> Any:
    settings = Settings()
    if not settings.model_path.is_absolute():
        settings = settings.model_copy(update={"model_path": ROOT / settings.model_path})
    model, _ = ensure_model(settings)
    return MessageProcessor._load_model(model)[2]


def given(text: str) -> dict[str, Any]:
    return {
        "__message__": [UserMessage(text)],
        "__tracker__": DialogueStateTracker.from_events("anna", []),
    }


def test_a_model_that_rasa_loads_is_run_in_order(runner: Any) -> None:
    assert isinstance(runner, InOrderRunner)


def said(message: Message) -> dict[str, Any]:
    return message.as_dict(only_output_properties=True) | {"message_id": None}


@pytest.mark.parametrize("text", TEXTS)
def test_it_says_what_rasas_own_runner_says(runner: Any, text: str) -> None:
    targets = ["run_RegexMessageHandler"]
    ours = runner.run(given(text), targets)
    rasas = DaskGraphRunner.run(runner, given(text), targets)
    assert list(ours) == targets
    assert [said(one) for one in ours[targets[0]]] == [said(one) for one in rasas[targets[0]]]


def test_a_step_that_lacks_its_input_is_told_as_rasa_tells_it(runner: Any) -> None:
    with pytest.raises(GraphRunError):
        runner.run({}, ["run_RegexMessageHandler"])
