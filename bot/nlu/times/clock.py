"""Times of day, and hours from one to another, on no day in particular."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.nlu.times.grammar import Here
from bot.nlu.times.spans import SECONDS, Grain, Span, start_of


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `loose` if it may be before or after noon alike."""

    hour: int
    minute: int = 0
    second: int = 0
    grain: Grain = Grain.HOUR
    loose: bool = False

    def __post_init__(self) -> None:
        if not (0 <= self.hour <= 24 and 0 <= self.minute < 60 and 0 <= self.second < 60):
            raise ValueError(f"no time of day: {self.hour}:{self.minute}:{self.second}")

    @property
    def readings(self) -> tuple[Clock, ...]:
        """The times it may mean, the earlier first."""
        if not self.loose:
            return (self,)
        return tuple(replace(self, hour=hour, loose=False) for hour in (self.hour % 12, self.hour % 12 + 12))

    def on(self, day: datetime) -> Span:
        moment = start_of(day, Grain.DAY) + timedelta(
            hours=self.hour, minutes=self.minute, seconds=self.second
        )
        return Span(moment, moment + timedelta(seconds=SECONDS[self.grain]), self.grain)

    @property
    def in_seconds(self) -> int:
        return self.hour * 3600 + self.minute * 60 + self.second

    def less(self, minutes: int) -> Clock:
        """So many minutes earlier: a quarter to five."""
        left = (self.hour * 60 + self.minute - minutes) % (24 * 60)
        if self.loose and self.hour <= 12:
            left = (self.hour % 12 * 60 + self.minute - minutes) % (12 * 60)
            left += 12 * 60 if left < 60 else 0
        return Clock(left // 60, left % 60, 0, Grain.MINUTE, self.loose)


def meant(clock: Clock, here: Here) -> Clock:
    """The one reading of a time without "am" or "pm" that is likelier when a day is said with it."""
    if not clock.loose:
        return clock
    hour = clock.hour % 12
    if clock.hour == 12:
        return replace(clock, loose=False)
    return replace(clock, hour=hour + 12 if hour in here.customs.afternoon_hours else hour, loose=False)


@dataclass(frozen=True, slots=True)
class Hours:
    """From one time of day to another, on no day in particular; without a day also parts of days are such."""

    begin: Clock
    until: Clock
    grain: Grain

    def on(self, day: datetime) -> Span:
        begin = self.begin.on(day).begin
        until = self.until.on(day).begin
        return Span(begin, until + timedelta(days=until <= begin), self.grain)
