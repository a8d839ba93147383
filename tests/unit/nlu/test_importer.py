"""The training data that Rasa trains on is what the files say, read once and never copied."""

from __future__ import annotations

import copy
from pathlib import Path

from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.importer import Example, ExampleImporter

NLU = """
version: "3.1"
nlu:
  - intent: report_problem
    metadata:
      language: sv
    examples: |
      - den är [trasig](problem_kind)
      - kartongen kom utan lock
  - intent: thank
    examples: |
      - tack
      - tack
"""
CONFIG = """
recipe: default.v1
assistant_id: example
language: sv
importers:
  - name: bot.nlu.importer.ExampleImporter
"""


def written(folder: Path) -> dict[str, str]:
    for name, text in (("nlu.yml", NLU), ("config.yml", CONFIG), ("domain.yml", 'version: "3.1"\n')):
        (folder / name).write_text(text, encoding="utf-8")
    return {
        "config_file": str(folder / "config.yml"),
        "domain_path": str(folder / "domain.yml"),
        "training_data_paths": str(folder / "nlu.yml"),
    }


def test_rasa_is_given_the_same_examples_as_by_its_own_importer(tmp_path: Path) -> None:
    paths = written(tmp_path)
    ours, rasas = ExampleImporter(**paths).get_nlu_data(), RasaFileImporter(**paths).get_nlu_data()
    assert [one.data for one in ours.training_examples] == [one.data for one in rasas.training_examples]
    assert len(ours.training_examples) == 3
    assert ours.fingerprint() == rasas.fingerprint()


def test_a_changed_example_changes_what_rasas_cache_goes_by(tmp_path: Path) -> None:
    paths = written(tmp_path)
    before = ExampleImporter(**paths).get_nlu_data().fingerprint()
    (tmp_path / "nlu.yml").write_text(NLU.replace("utan lock", "utan botten"), encoding="utf-8")
    assert ExampleImporter(**paths).get_nlu_data().fingerprint() != before


def test_all_that_rasa_puts_together_holds_the_very_examples_that_were_read(tmp_path: Path) -> None:
    paths = written(tmp_path)
    importer = TrainingDataImporter.load_from_config(
        paths["config_file"], paths["domain_path"], [paths["training_data_paths"]]
    )
    examples = importer.get_nlu_data().intent_examples
    assert {type(one) for one in examples if one.get("text")} == {Example}
    assert importer.get_nlu_data("sv").intent_examples[0] is examples[0]


def test_an_example_is_shared_instead_of_copied_and_keeps_its_fingerprint() -> None:
    example = Example.of(Message({"text": "tack", "intent": "thank"}))
    fingerprint = example.fingerprint()
    example.set("intent", "thank")
    assert copy.deepcopy([example])[0] is example
    assert example.fingerprint() == fingerprint == Message({"text": "tack", "intent": "thank"}).fingerprint()


def test_an_example_that_is_changed_gets_another_fingerprint() -> None:
    example = Example.of(Message({"text": "tack", "intent": "thank"}))
    fingerprint = example.fingerprint()
    example.set("intent", "goodbye")
    assert example.fingerprint() != fingerprint
