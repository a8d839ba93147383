"""What customers say in the benchmark, and the patterns that replies are checked against."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from bench.paths import BENCH
from bot.surveys.catalogue import load_catalogue
from bot.texts import Texts, conversation_texts

SURVEY = "after_delivery"
SHOP = "Kaffeboden"
_FILLED_IN = re.compile(r"\\\{\w+\\\}")


def read(path: Path = BENCH / "conversations.yml") -> dict[str, Any]:
    """Return the file's content as it is written."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def words(content: dict[str, Any]) -> set[str]:
    """Return all that customers write, for the sample."""
    steps = [step for talk in content["conversations"] for step in talk["steps"]]
    long = [*content["long"]["first"], *content["long"]["repeated"]]
    return {step["says"] for step in (*steps, *long) if "says" in step}


def script(content: dict[str, Any]) -> dict[str, Any]:
    """Return the conversations for the load generator: patterns (``expected``) beside ``hears``.

    Raises TextsError or KeyError for a text that does not exist.
    """
    texts, survey = conversation_texts(), _survey_texts()
    long = content["long"]

    def resolved(step: dict[str, Any], language: str) -> dict[str, Any]:
        patterns = [pattern(_wording(key, language, texts, survey)) for key in step["hears"]]
        return step | {"expected": patterns}

    return {
        "conversations": [
            talk | {"steps": [resolved(step, talk["language"]) for step in talk["steps"]]}
            for talk in content["conversations"]
        ],
        "long": {"language": long["language"]}
        | {part: [resolved(step, long["language"]) for step in long[part]] for part in ("first", "repeated")},
    }


def echo_script(content: dict[str, Any]) -> dict[str, Any]:
    """Return the same conversations for a server that says what it hears."""

    def echoed(step: dict[str, Any]) -> dict[str, Any]:
        said = step.get("says") or step["presses"]
        return {"says": said, "expected": [re.escape(said)]}

    return {
        "conversations": [
            talk | {"steps": [echoed(step) for step in talk["steps"] if "begins" not in step]}
            for talk in content["conversations"]
        ]
    }


def pattern(wording: str) -> str:
    """Return the regular expression of a sentence whose ``{names}`` are filled in with something."""
    return _FILLED_IN.sub("(?:.+)", re.escape(wording.replace("{shop}", SHOP)))


def _wording(key: str, language: str, texts: Texts, survey: dict[str, dict[str, str]]) -> str:
    if key.startswith("survey."):
        return survey[key.removeprefix("survey.")][language]
    return str(texts.text(key).wordings[language])


def _survey_texts() -> dict[str, dict[str, str]]:
    survey = load_catalogue()[SURVEY]
    parts = {question.key: question.text for question in survey.questions}
    parts |= {"intro": survey.intro, "thanks": survey.thanks}
    return {key: {"sv": text.sv, "en": text.en} for key, text in parts.items()}
