"""Writes the project of stock Rasa from ours: the same domain, rules, texts and examples, with Rasa's defaults.

- Our texts become ``responses`` with a variation for each value of the slot ``language``.
- ``pipeline`` and ``policies`` are left empty, as ``rasa init`` leaves them: Rasa then takes its defaults.
- Conversations are kept in SQLite, actions run over HTTP, messages come through the REST channel.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from bench.paths import OURS, ROOT, STOCK
from bench.sample import as_yaml
from bot.nlu.examples import Example
from bot.texts import LANGUAGES, Text, Texts, conversation_texts

CONFIG = """\
recipe: default.v1
assistant_id: compared
language: sv
pipeline:
policies:
"""
CREDENTIALS = "rest:\n"
ENDPOINTS = """\
action_endpoint:
  url: http://127.0.0.1:{port}/webhook
tracker_store:
  type: SQL
  dialect: sqlite
  db: {database}
"""
TRACKERS = "trackers.db"
_PLACE = re.compile(r"\{(\w+)\}")


def write(examples: Sequence[Example]) -> None:
    """Write both projects that training is compared with, the stock one and ours, where they changed."""
    texts = conversation_texts()
    _put(STOCK / "domain.yml", domain(texts))
    _put(STOCK / "config.yml", CONFIG, keep=True)
    _put(STOCK / "credentials.yml", CREDENTIALS)
    shutil.copyfile(ROOT / "domain.yml", _made(OURS) / "domain.yml")
    shutil.copyfile(ROOT / "config.yml", OURS / "config.yml")
    for folder in (STOCK, OURS):
        _put(folder / "data" / "nlu.yml", as_yaml(examples))
        for rules in sorted((ROOT / "data").glob("*/rules.yml")):
            _put(folder / "data" / f"rules_{rules.parent.name}.yml", rules.read_text(encoding="utf-8"))


def write_endpoints(port: int) -> None:
    """Tell stock Rasa where its action server listens; its conversations begin anew."""
    (STOCK / TRACKERS).unlink(missing_ok=True)
    _put(STOCK / "endpoints.yml", ENDPOINTS.format(port=port, database=STOCK / TRACKERS))


def domain(texts: Texts) -> str:
    """Return our domain with our texts as its responses."""
    said = {key: texts.text(key) for key in sorted(texts.keys()) if key.startswith("utter_")}
    responses = {key: variations(text) for key, text in said.items() if _is_sentence(text)}
    ours = (ROOT / "domain.yml").read_text(encoding="utf-8")
    return f"{ours}\n{yaml.safe_dump({'responses': responses}, allow_unicode=True, sort_keys=False, width=10**6)}"


def variations(text: Text) -> list[dict[str, Any]]:
    """Return a response's variations: one for each language, the first one again for when none is known yet."""
    spoken = [
        {"condition": [{"type": "slot", "name": "language", "value": language}]} | _variation(text, language)
        for language in LANGUAGES
    ]
    return [*spoken, _variation(text, LANGUAGES[0])]


def _variation(text: Text, language: str) -> dict[str, Any]:
    # Rasa knows no {Product} that is {product} with a capital.
    said = _PLACE.sub(lambda place: f"{{{place[1].lower()}}}", str(text.wordings[language]))
    buttons = [
        # Rasa fills in what stands in braces, unless they are doubled.
        {"title": b.titles[language], "payload": b.payload.replace("{", "{{").replace("}", "}}")}
        for b in text.buttons
    ]
    return {"text": said, "buttons": buttons} if buttons else {"text": said}


def _is_sentence(text: Text) -> bool:
    return all(isinstance(wording, str) for wording in text.wordings.values())


def _put(path: Path, content: str, keep: bool = False) -> None:
    """Write a file; what is there and the same keeps its time (and with ``keep``, whatever is there stays)."""
    _made(path.parent)
    if not path.exists() or (not keep and path.read_text(encoding="utf-8") != content):
        path.write_text(content, encoding="utf-8")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
