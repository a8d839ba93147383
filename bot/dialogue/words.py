"""What a customer types is words, never a command."""

from __future__ import annotations

COMMAND = "/"


def without_command(text: str) -> str:
    """Return the text without the slashes (and any white space around them) that Rasa would obey.

    Rasa strips a message before it looks for its slash, and by Unicode's idea of white space.
    """
    text = text.strip()
    while text.startswith(COMMAND):
        text = text[1:].strip()
    return text
