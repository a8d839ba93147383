"""How long a soak is, how much goes on and how rough it is, and the settings the product then runs with."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from bench.soak.talk import Pace
from bot.settings import PREFIX, Settings

SET = (
    "var_dir",
    "database_url",
    "redis_url",
    "model_path",
    "dialogue_port",
    "dialogue_processes",
    "notify_urls",
    "claim_minutes",
    "address_messages_a_minute",
    "messages_a_minute",
    "messages_burst",
)


@dataclass(frozen=True)
class Plan:
    """One soak."""

    seconds: float
    seed: int
    model: Path
    customers: int = 30
    """How many talk at a time."""
    trouble_every: float = 10.0
    """Seconds between two things that go wrong, on average."""
    calm_seconds: float = 60.0
    """The last part, in which only one process is killed, so that the others' memory can be followed."""
    warm_seconds: float = 20.0
    """A process's memory is followed from so long after it began to serve."""
    growth_megabytes: float = 15.0
    """The most that a process may grow by over the rest of the calm part."""
    kept_megabytes: float = 0.0
    """What a dialogue process may grow by with each visit besides: in a short soak it does not come to the point
    where it forgets a conversation for each new one that it keeps."""
    pace: Pace = field(default_factory=Pace)
    patience: float = 150.0
    """Seconds that customers try to reach the product before they give up, which is a violation."""

    @property
    def calm_from(self) -> float:
        return self.seconds - self.calm_seconds


def settings(
    plan: Plan, var_dir: Path, *, database: str, redis: str, hook: str, port: int, dialogues: int = 2
) -> Settings:
    """Return the product's settings; ``port`` is the first of its dialogue processes', which follow one another."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        # This machine's own have no say, in the soak's process or in those it starts.
        del os.environ[name]
    return Settings(
        _env_file=None,
        var_dir=var_dir,
        database_url=database,
        redis_url=redis,
        model_path=plan.model,
        dialogue_port=port,
        dialogue_processes=dialogues,
        notify_urls=[hook] if hook else [],
        claim_minutes=1,
        # All customers come from one address here.
        address_messages_a_minute=1_000_000,
        messages_a_minute=600,
        messages_burst=50,
    )


def environment(settings: Settings) -> dict[str, str]:
    """Return the same settings as a process is given them."""
    values = {name: getattr(settings, name) for name in SET}
    return {
        f"{PREFIX}{name}".upper(): ",".join(value) if isinstance(value, list) else str(value)
        for name, value in values.items()
    }
