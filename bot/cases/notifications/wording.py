"""What a notification says, in the manager's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.cases.summaries import case_texts

LONGEST_WORDS = 500
_MENTION = re.compile(r"@(?=\w)")
_INVISIBLE = "\u200b"


@dataclass(frozen=True)
class Word:
    """A case event as a manager is told of it."""

    kind: str
    """The event: opened, raised, reopened or reassigned."""
    language: str
    time_zone: str
    number: int
    reason: str
    priority: str
    summary: str
    words: str
    manager_name: str | None
    due_at: datetime
    link: str
    uncertain: bool
    """An earlier try may have arrived."""


@dataclass(frozen=True)
class Message:
    """What goes out, and the id that is the same at every try."""

    id: str
    title: str
    body: str


def message(notification_uid: str, word: Word) -> Message:
    """Compose the notification."""
    texts, language = case_texts(), word.language
    lines = [word.summary, _due(word)]
    if word.words:
        lines.append(texts.say("notify_words", language, words=quoted(word.words)))
    lines.append(texts.say("notify_link", language, link=word.link))
    if word.uncertain:
        lines.append(texts.say("notify_repeat", language))
    title = texts.say(
        f"notify_title_{word.kind}",
        language,
        number=word.number,
        reason=texts.say(f"reason_{word.reason}", language),
        priority=texts.say(f"priority_{word.priority}", language),
    )
    return Message(id=notification_uid, title=title, body="\n".join(lines))


def quoted(words: str) -> str:
    """Return a customer's words on one line, shortened, and unable to call people or make links in a chat."""
    line = " ".join(words.split())
    if len(line) > LONGEST_WORDS:
        line = line[: LONGEST_WORDS - 1].rstrip() + "…"
    # "<!channel>" and "@everyone" would wake a whole company, "<https://…|bank>" would dress up a link.
    return _MENTION.sub(f"@{_INVISIBLE}", line.replace("<", "‹").replace(">", "›"))


def _due(word: Word) -> str:
    local = word.due_at.astimezone(ZoneInfo(word.time_zone))
    due = format_datetime(local, "EEEE d MMMM HH:mm", locale=word.language)
    if word.manager_name is None:
        return case_texts().say("notify_due_nobody", word.language, due=due)
    return case_texts().say("notify_due", word.language, manager=word.manager_name, due=due)
