"""Every table of the product, for migrations and for tests that need an empty database."""

from __future__ import annotations

import bot.cases.models
import bot.dialogue.models
import bot.outreach.models
import bot.records.models
import bot.surveys.models  # noqa: F401  imported for their tables
from bot.storage.base import Base

metadata = Base.metadata
