"""Reading what a customer answered, in Swedish and English, said or clicked."""

from __future__ import annotations

from bot.surveys.answers.reading import Reading, read_answer

__all__ = ["Reading", "read_answer"]
