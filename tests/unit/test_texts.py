"""Everything people read is there in both languages, and every action finds its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.texts import LANGUAGES, Texts, TextsError, conversation_texts

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*ROOT.glob("data/*/texts.yml"), *ROOT.glob("bot/**/texts.yml")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_fills_in_the_same_values_in_both_languages(path):
    texts = Texts.load([path])
    for key in texts.keys():  # noqa: SIM118  not a mapping
        wordings = [texts.text(key).wordings[language] for language in LANGUAGES]
        names = [{name.lower() for name in re.findall(r"\{(\w+)\}", str(wording))} for wording in wordings]
        assert names[0] == names[1], f"{key} fills in {names[0] ^ names[1]} in one language only"


def test_every_text_that_an_action_says_is_there():
    """Keys that are put together (``utter_ask_{field}``) are covered by the conversations."""
    said = set()
    for path in (ROOT / "actions").glob("*.py"):
        said |= set(re.findall(r'"(utter_\w+)"', path.read_text(encoding="utf-8")))
    assert said <= conversation_texts().keys()


def test_every_button_is_an_intent_of_the_domain():
    import yaml

    intents = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])
    texts = conversation_texts()
    for key in texts.keys():  # noqa: SIM118  not a mapping
        for button in texts.text(key).buttons:
            assert re.split(r"[{]", button.payload.removeprefix("/"))[0] in intents


def write(tmp_path, content):
    path = tmp_path / "texts.yml"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_missing_language_is_named(tmp_path):
    with pytest.raises(TextsError, match="'greeting' has no 'en'"):
        Texts.load([write(tmp_path, "greeting:\n  sv: Hej\n")])


def test_a_text_that_stands_twice_is_named(tmp_path):
    path = write(tmp_path, "greeting: {sv: Hej, en: Hi}\n")
    with pytest.raises(TextsError, match="stands in two files"):
        Texts.load([path, path])


def test_a_missing_value_is_named(tmp_path):
    texts = Texts.load([write(tmp_path, 'greeting: {sv: "Hej {name}", en: "Hi {name}"}\n')])
    with pytest.raises(TextsError, match="needs a value for 'name'"):
        texts.say("greeting", "sv")


def test_a_value_at_the_start_of_a_sentence_gets_a_capital(tmp_path):
    texts = Texts.load([write(tmp_path, 'came: {sv: "{Product} kom. Vad är {product}?", en: "{Product}"}\n')])
    assert texts.say("came", "sv", product="kvarnen") == "Kvarnen kom. Vad är kvarnen?"


def test_what_a_customer_wrote_is_never_a_template(tmp_path):
    texts = Texts.load([write(tmp_path, 'echo: {sv: "{words}", en: "{words}"}\n')])
    assert texts.say("echo", "sv", words="{secret.__class__}") == "{secret.__class__}"


PUT_TOGETHER = ("utter_ask_", "utter_confirm_", "utter_contact_invalid_")
"""Beginnings of keys that code completes with a contact field."""


def test_every_sentence_of_the_assistant_is_said_somewhere():
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("actions", "bot")
        for path in (ROOT / folder).rglob("*.py")
    )
    unused = {
        key
        for key in conversation_texts().keys()  # noqa: SIM118  not a mapping
        if f'"{key}"' not in code and not key.startswith(PUT_TOGETHER)
    }
    assert not unused
