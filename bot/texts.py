"""Sentences for people, kept in YAML with Swedish and English side by side.

A file maps a key to ``{sv: …, en: …}``; a language's value is a sentence, or a list of sentences where
one is picked by position (weekdays). ``{name}`` marks what is filled in, ``{Name}`` the same at the start
of a sentence, with a capital. A key may also hold ``buttons``: a list of ``{payload: /affirm, sv: Ja, en: Yes}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("sv", "en")
ROOT = Path(__file__).resolve().parents[1]


class TextsError(Exception):
    """A texts file is wrong; the message names the file, the key and what to do."""


@dataclass(frozen=True)
class Button:
    """What a customer can press: a title a language, and the payload it stands for."""

    payload: str
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Text:
    """One sentence (or list of them) in every language."""

    wordings: Mapping[str, str | list[str]]
    buttons: tuple[Button, ...] = ()


class Texts:
    """All sentences of some files, by key."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        self._texts = dict(texts)

    @classmethod
    def load(cls, paths: Iterable[Path]) -> Texts:
        """Read the files.

        Raises TextsError for a key without every language, a key that stands twice, or bad YAML.
        """
        texts: dict[str, Text] = {}
        for path in paths:
            for key, entry in _read(path).items():
                if key in texts:
                    raise TextsError(f"{path}: the text {key!r} stands in two files; keep one of them.")
                texts[key] = _text(path, key, entry)
        return cls(texts)

    def keys(self) -> set[str]:
        return set(self._texts)

    def say(self, key: str, language: str, **values: object) -> str:
        """Return the sentence with its values filled in. Raises TextsError for an unknown key or a missing value."""
        wording = self.text(key).wordings[language]
        if isinstance(wording, list):
            raise TextsError(f"The text {key!r} is a list: pick one with Texts.pick.")
        try:
            return wording.format_map({**_capitalised(values), **values})
        except KeyError as missing:
            raise TextsError(f"The text {key!r} ({language}) needs a value for {missing}.") from missing

    def pick(self, key: str, language: str, index: int) -> str:
        """Return one sentence of a list, counted from 0."""
        return self.text(key).wordings[language][index]

    def buttons(self, key: str, language: str) -> list[dict[str, str]]:
        """Return the text's buttons as Rasa writes them: title and payload."""
        return [{"title": b.titles[language], "payload": b.payload} for b in self.text(key).buttons]

    def text(self, key: str) -> Text:
        try:
            return self._texts[key]
        except KeyError:
            raise TextsError(f"There is no text {key!r}.") from None


def _capitalised(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name.capitalize(): value[:1].upper() + value[1:]
        for name, value in values.items()
        if isinstance(value, str)
    }


def conversation_texts(root: Path = ROOT) -> Texts:
    """Read every sentence the assistant can say. Raises TextsError."""
    return Texts.load(sorted((root / "data").glob("*/texts.yml")))


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise TextsError(f"{path}: not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise TextsError(f"{path}: write texts as 'key:' with 'sv:' and 'en:' below it.")
    return content


def _text(path: Path, key: str, entry: Any) -> Text:
    if not isinstance(entry, dict):
        raise TextsError(f"{path}: the text {key!r} needs 'sv:' and 'en:' below it.")
    for language in LANGUAGES:
        if not entry.get(language):
            raise TextsError(f"{path}: the text {key!r} has no {language!r}; add it.")
    buttons = tuple(
        Button(payload=b["payload"], titles={language: b[language] for language in LANGUAGES})
        for b in entry.get("buttons", [])
    )
    return Text(wordings={language: entry[language] for language in LANGUAGES}, buttons=buttons)
