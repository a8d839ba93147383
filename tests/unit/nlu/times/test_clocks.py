"""Times of day and hours from one to another."""

from __future__ import annotations

import pytest

from bot.nlu.times import find_times
from tests.unit.nlu.times.conftest import NOW, Read, short

HOURS = ["ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]
HOURS_EN = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@pytest.mark.parametrize("hour", range(2, 13))
def test_swedish_half_is_half_an_hour_before_and_english_half_after(hour):
    (swedish,) = find_times(f"halv {HOURS[hour - 1]}", NOW, "sv")
    (english,) = find_times(f"half past {HOURS_EN[hour - 1]}", NOW, "en")
    assert (swedish.begin.hour % 12, swedish.begin.minute) == ((hour - 1) % 12, 30)
    assert (english.begin.hour % 12, english.begin.minute) == (hour % 12, 30)


@pytest.mark.parametrize(
    ("language", "text", "time"),
    [
        ("sv", "kl 15", "15:00"), ("sv", "kl. 15.30", "15:30"), ("sv", "klockan 9", "09:00"),
        ("sv", "kl 3", "15:00"), ("sv", "KL 15:30", "15:30"),
        ("sv", "kvart över fem", "17:15"), ("sv", "kvart i tre", "14:45"), ("sv", "tio i sex", "17:50"),
        ("sv", "tjugo över åtta", "08:20"),
        ("sv", "fem i halv tre", "14:25"), ("sv", "fem över halv tre", "14:35"),
        ("sv", "klockan halv nio", "08:30"), ("sv", "vid tretiden", "15:00"),
        ("sv", "vid 15-tiden", "15:00"), ("sv", "kl åtta på kvällen", "20:00"),
        ("sv", "halv nio på kvällen", "20:30"), ("sv", "kl nio på morgonen", "09:00"),
        ("sv", "midnatt", "00:00"), ("sv", "kl 07:00", "07:00"), ("sv", "kl 3 pa natten", "03:00"),
        ("en", "3 pm", "15:00"), ("en", "3p.m.", "15:00"), ("en", "at 3", "15:00"), ("en", "3:30", "15:30"),
        ("en", "quarter to three", "14:45"),
        ("en", "ten past four", "16:10"), ("en", "twenty to five", "16:40"), ("en", "seven thirty", "07:30"),
        ("en", "8 in the evening", "20:00"),
        ("en", "at nine in the morning", "09:00"), ("en", "noon", "12:00"), ("en", "midnight", "00:00"),
        ("en", "3 o'clock", "15:00"),
        ("en", "1140 am", "11:40"), ("en", "15h20", "15:20"), ("en", "8.10 pm", "20:10"),
        ("en", "half nine", "09:30"),
    ],
)  # fmt: skip
def test_clock_times(read: Read, language, text, time):
    kind, day, clock, *_ = (read(language, text) + " 00:00").split()
    assert kind == "time"
    assert (time if clock == "-" and time == "00:00" else clock) == time
    assert day in {"2025-03-12", "2025-03-13"}


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("sv", "på fredag kl 15", "2025-03-14 15:00"), ("sv", "imorgon kväll vid sju", "2025-03-13 19:00"),
        ("sv", "i kväll kl 8", "2025-03-12 20:00"),
        ("sv", "den 15 mars kl 14.00", "2025-03-15 14:00"), ("sv", "15:00 imorgon", "2025-03-13 15:00"),
        ("sv", "igår kl 14", "2025-03-11 14:00"),
        ("sv", "om 10 min", "2025-03-12 14:40"), ("sv", "om en kvart", "2025-03-12 14:45"),
        ("sv", "om en halvtimme", "2025-03-12 15:00"), ("sv", "om 2h", "2025-03-12 16:30"),
        ("sv", "för två timmar sedan", "2025-03-12 12:30"), ("en", "friday at 3pm", "2025-03-14 15:00"),
        ("en", "tomorrow at noon", "2025-03-13 12:00"),
        ("en", "tonight at 8", "2025-03-12 20:00"), ("en", "2pm on march 15", "2025-03-15 14:00"),
        ("en", "in half an hour", "2025-03-12 15:00"),
        ("en", "two hours ago", "2025-03-12 12:30"), ("en", "2025-03-15T14:00", "2025-03-15 14:00"),
    ],
)  # fmt: skip
def test_moments_of_a_day(read: Read, language, text, moment):
    assert read(language, text).startswith(f"datetime {moment}")


@pytest.mark.parametrize(
    ("language", "text", "stretch"),
    [
        ("sv", "mellan 8 och 16 på fredag", "2025-03-14 08:00 - 2025-03-14 16:00"),
        ("sv", "mån 8-16", "2025-03-17 08:00 - 2025-03-17 16:00"),
        ("sv", "kl 14-16 den 15 mars", "2025-03-15 14:00 - 2025-03-15 16:00"),
        ("sv", "imorgon fm", "2025-03-13 09:00 - 2025-03-13 12:00"),
        ("sv", "på måndag morgon", "2025-03-17 06:00 - 2025-03-17 10:00"),
        ("sv", "imorgon bitti", "2025-03-13 06:00 - 2025-03-13 10:00"),
        ("sv", "i går kväll", "2025-03-11 17:00 - 2025-03-11 22:00"),
        ("sv", "i morse", "2025-03-12 06:00 - 2025-03-12 10:00"),
        ("sv", "fredag e.m.", "2025-03-14 12:00 - 2025-03-14 17:00"),
        ("en", "between 9 and 12 on Friday", "2025-03-14 09:00 - 2025-03-14 12:00"),
        ("en", "tomorrow morning", "2025-03-13 06:00 - 2025-03-13 10:00"),
        ("en", "friday from 1 to 3pm", "2025-03-14 13:00 - 2025-03-14 15:00"),
        ("en", "this afternoon", "2025-03-12 12:00 - 2025-03-12 17:00"),
        ("en", "tomorrow between 11 and 3", "2025-03-13 11:00 - 2025-03-13 15:00"),
    ],
)  # fmt: skip
def test_hours_of_a_day(read: Read, language, text, stretch):
    assert read(language, text) == f"datetimerange {stretch}"


@pytest.mark.parametrize(
    ("language", "text"),
    [("sv", "07.00-08.00"), ("sv", "mellan kl 7 och kl 8"), ("en", "7 to 8 am"), ("en", "7-8am")],
)
def test_hours_without_a_day_are_the_next_ones(read: Read, language, text):
    assert read(language, text) == "timerange 2025-03-13 07:00 - 2025-03-13 08:00"


def test_a_night_goes_on_till_the_morning(read: Read):
    assert read("sv", "i natt") == "datetimerange 2025-03-12 22:00 - 2025-03-13 06:00"
    assert short(find_times("i natt", NOW.replace(hour=2), "sv")[0]) == "2025-03-11 22:00 - 2025-03-12 06:00"
