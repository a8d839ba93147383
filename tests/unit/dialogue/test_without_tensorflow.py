"""Rasa without TensorFlow: it imports, trains and tests; what needs TensorFlow is refused in a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.dialogue.without_tensorflow import Placeholder, _import

CONFIG = """
recipe: default.v1
assistant_id: example
language: sv
pipeline:
- name: {tokenizer}
- name: {featurizer}
- name: {classifier}
policies:
- name: RulePolicy
- name: {policy}
"""
PARTS = {
    "tokenizer": "WhitespaceTokenizer",
    "featurizer": "CountVectorsFeaturizer",
    "classifier": "LogisticRegressionClassifier",
    "policy": "MemoizationPolicy",
}
DOMAIN = """
version: "3.1"
intents: [greet, thank]
responses:
  utter_hello: [{text: Hej}]
  utter_welcome: [{text: Varsågod}]
session_config: {session_expiration_time: 60, carry_over_slots_to_new_session: true}
"""
DATA = """
version: "3.1"
nlu:
- {intent: greet, examples: "- hej\\n- god morgon\\n- tjena\\n"}
- {intent: thank, examples: "- tack\\n- tack så mycket\\n- tackar\\n"}
rules:
- {rule: hello, steps: [{intent: greet}, {action: utter_hello}]}
stories:
- {story: thanks, steps: [{intent: thank}, {action: utter_welcome}]}
"""
TEST_STORY = """
version: "3.1"
stories:
- {story: thanks, steps: [{user: "tack", intent: thank}, {action: utter_welcome}]}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small assistant, as 'rasa init' would lay it out."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "data").mkdir()
    (folder / "tests").mkdir()
    (folder / "config.yml").write_text(CONFIG.format(**PARTS), encoding="utf-8")
    (folder / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    (folder / "data" / "all.yml").write_text(DATA, encoding="utf-8")
    (folder / "tests" / "test_stories.yml").write_text(TEST_STORY, encoding="utf-8")
    return folder


# Runs several commands of Rasa's in one process, for the seconds that each start takes.
COMMANDS = """
import json, sys
from rasa.__main__ import main
for number, arguments in enumerate(json.load(sys.stdin)):
    sys.argv = ["rasa", *arguments]
    try:
        main()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    print(f"{arguments[0]} {number} ended with {code}", flush=True)
"""


def rasa(folder: Path, *commands: str) -> str:
    """Run commands of Rasa's in that folder; return all they said, with how each ended."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RASA_")}
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS],
        input=json.dumps([command.split() for command in commands]),
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=110,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


def python(source: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", source],
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.slow
def test_rasa_trains_tests_and_validates(project: Path) -> None:
    """'rasa train', 'rasa test' and 'rasa data validate' work, and training is cached."""
    said = rasa(
        project, "train", "train", "test --fail-on-prediction-errors", "data validate", "shell --help"
    )
    assert said.count("ended with 0") == 5, said[-3000:]
    assert "Restored component 'CountVectorsFeaturizer' from cache" in said
    assert len(list((project / "models").glob("*.tar.gz"))) == 2
    assert (project / "results" / "intent_report.json").is_file()
    assert (project / "results" / "intent_confusion_matrix.png").is_file()


@pytest.mark.slow
def test_a_pipeline_that_needs_tensorflow_is_refused(project: Path) -> None:
    """A component or policy that needs TensorFlow, named or chosen by Rasa itself, is refused by its name."""
    needing = {"classifier": "DIETClassifier", "featurizer": "LanguageModelFeaturizer", "policy": "TEDPolicy"}
    for part, component in needing.items():
        config = CONFIG.format(**{**PARTS, part: component})
        (project / f"{component}.yml").write_text(config, encoding="utf-8")
    (project / "empty.yml").write_text(
        "recipe: default.v1\nassistant_id: x\nlanguage: en\n", encoding="utf-8"
    )
    configs = [*needing.values(), "empty"]
    said = rasa(project, *(f"train --config {name}.yml --out refused" for name in configs))
    assert said.count("ended with 1") == len(configs), said[-3000:]
    for component in needing.values():
        assert f"{component} needs TensorFlow, which is not installed" in said
    assert not list(project.glob("refused/*"))


def test_the_rasa_command_itself_starts() -> None:
    command = Path(sys.executable).with_name("rasa")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=False, timeout=110)
    assert "Rasa Version      :         3.6.21" in done.stdout


def test_every_component_that_needs_tensorflow_refuses_to_load() -> None:
    """A model that was trained elsewhere, with TensorFlow, is refused too, and so is a component derived from one."""
    source = """
from rasa.core.policies.ted_policy import TEDPolicy
from rasa.core.policies.unexpected_intent_policy import UnexpecTEDIntentPolicy
from rasa.nlu.classifiers.diet_classifier import DIETClassifier
from rasa.nlu.featurizers.dense_featurizer.convert_featurizer import ConveRTFeaturizer
from rasa.nlu.featurizers.dense_featurizer.lm_featurizer import LanguageModelFeaturizer
from rasa.nlu.selectors.response_selector import ResponseSelector
from rasa.shared.exceptions import RasaException
class Ours(DIETClassifier):
    pass
for component in (TEDPolicy, UnexpecTEDIntentPolicy, DIETClassifier, ConveRTFeaturizer,
                  LanguageModelFeaturizer, ResponseSelector, Ours):
    for method in (component.load, component.create):
        try:
            method({}, None, None, None)
        except RasaException as error:
            assert str(error).startswith(component.__name__ + " needs TensorFlow"), error
        else:
            raise AssertionError(component)
print("refused")
"""
    assert python(source) == "refused"


@pytest.mark.parametrize(
    "order",
    ["import rasa.core.agent; import scipy, matplotlib", "import scipy, matplotlib; import rasa.core.agent"],
)
def test_nobody_but_rasa_sees_a_tensorflow(order: str) -> None:
    """No library that looks TensorFlow up believes that it is there, before or after Rasa is imported."""
    source = f"""
{order}
import sys
assert not [name for name in sys.modules if name.split(".")[0] in ("tensorflow", "keras", "tensorflow_hub")]
import numpy, matplotlib.pyplot as plot
plot.switch_backend("Agg")
plot.plot(numpy.arange(3))
print(len(plot.gca().lines))
"""
    assert python(source) == "1"


def test_a_serving_process_holds_nothing_that_only_training_and_other_channels_need() -> None:
    source = """
from bot.dialogue.without_tensorflow import spare_what_is_unused
spare_what_is_unused("redis")
import sys
import bot.dialogue.launcher
others = ("aio_pika", "boto3", "matplotlib", "redis", "sanic", "scipy", "sklearn")
print([name for name in others if sys.modules.get(name)])
"""
    assert python(source) == "[]"


def test_what_is_imported_already_cannot_be_spared() -> None:
    source = """
import rasa.core.processor
from bot.dialogue.without_tensorflow import spare_what_is_unused
try:
    spare_what_is_unused()
except RuntimeError as error:
    print(error)
"""
    assert python(source) == "Rasa is imported already; nothing can be spared any more"


def test_without_rasa_nothing_is_imported_and_nothing_changes() -> None:
    """The start of every Python process stays cheap: no numpy, no packaging, no Rasa."""
    loaded = python(
        "import sys; print([name for name in ('numpy', 'packaging', 'rasa') if name in sys.modules])"
    )
    assert loaded == "[]"


def test_rasa_sends_no_telemetry() -> None:
    """Crash reports and usage figures would carry customers' words out of the house."""
    assert python("import rasa.telemetry; print(rasa.telemetry.is_telemetry_enabled())") == "False"


def test_a_real_tensorflow_is_used_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "tensorflow.py").write_text("__version__ = 'real'\n", encoding="utf-8")
    source = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
import rasa.shared.utils.io
print(type(sys.modules["rasa.shared.utils.io"].__loader__).__name__)
"""
    assert python(source) == "SourceFileLoader"


def test_placeholders_behave_as_rasa_needs_them() -> None:
    tensorflow = _import("tensorflow")
    assert tensorflow.__version__ == "2.12.0"
    assert tensorflow.is_tensor(1) is False
    assert issubclass(type("Layer", (tensorflow.keras.layers.Layer,), {}), tensorflow.keras.layers.Layer)
    assert _import("keras.utils", fromlist=("tf_utils",)).__name__ == "keras.utils"

    def decorated() -> int:
        return 1

    assert tensorflow.function(decorated) is decorated
    assert isinstance(tensorflow.function(reduce_retracing=True), Placeholder)
    assert _import("json") is __import__("json")
