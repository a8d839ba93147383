"""Days and moments are said as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.texts import conversation_texts
from bot.wording import coming_moment, past_day

TEXTS = conversation_texts()
TODAY = date(2026, 3, 11)  # a Wednesday
NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "swedish", "english"),
    [
        (date(2026, 3, 11), "i dag", "today"),
        (date(2026, 3, 10), "i går", "yesterday"),
        (date(2026, 3, 9), "i måndags", "on Monday"),
        (date(2026, 3, 5), "i torsdags", "on Thursday"),
        (date(2026, 3, 4), "den 4 mars", "on 4 March"),
        (date(2025, 12, 24), "den 24 december 2025", "on 24 December 2025"),
    ],
)
def test_a_day_that_has_been(day, swedish, english):
    assert past_day(TEXTS, day, TODAY, "sv") == swedish
    assert past_day(TEXTS, day, TODAY, "en") == english


@pytest.mark.parametrize(
    ("moment", "swedish", "english"),
    [
        (datetime(2026, 3, 11, 14, 30, tzinfo=UTC), "i dag kl. 15:30", "today at 15:30"),
        (datetime(2026, 3, 12, 9, 0, tzinfo=UTC), "i morgon kl. 10:00", "tomorrow at 10:00"),
        (datetime(2026, 3, 16, 8, 0, tzinfo=UTC), "på måndag kl. 09:00", "on Monday at 09:00"),
        (datetime(2026, 4, 7, 7, 0, tzinfo=UTC), "den 7 april kl. 09:00", "on 7 April at 09:00"),
    ],
)
def test_a_moment_to_come_in_the_customers_own_time(moment, swedish, english):
    assert coming_moment(TEXTS, moment, NOW, "Europe/Stockholm", "sv") == swedish
    assert coming_moment(TEXTS, moment, NOW, "Europe/Stockholm", "en") == english
