"""What a soak found: everything that is wrong, and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bench.soak.check import check
from bench.soak.memory import Level
from bench.soak.product import DIALOGUES
from bench.soak.stored import Stored, read
from bench.soak.violation import Violation
from bot.cases.notifications.places import DESK, by_target

if TYPE_CHECKING:
    from bench.soak.soak import Soak

EXCUSED = 4
"""Notifications in the air at a time: so many may come again when a worker is killed or the database stops."""


@dataclass
class Outcome:
    """What a soak found."""

    violations: list[Violation]
    levels: list[Level]
    figures: dict[str, float]
    trouble: dict[str, int]
    """How often each thing went wrong."""
    peaks: dict[str, float]
    """The most megabytes that each process had."""
    threads: dict[str, list[str]]
    """The conversations in which something is wrong, as they are stored."""


def conclude(soak: Soak) -> Outcome:
    """Hold what was promised against what is stored."""
    stored = read(soak.settings.resolved_database_url)
    places = frozenset({DESK, *by_target(soak.settings.notify_urls, ())})
    levels = _levels(soak)
    violations = [
        *check(stored, soak.crowd.visits, places=places),
        *_processes(soak),
        *_told(soak, stored),
        *_given_up(soak),
        *_growing(levels),
    ]
    return Outcome(
        violations=violations,
        levels=levels,
        figures=_figures(soak, stored),
        trouble=dict(soak.trouble.done),
        peaks=soak.memory.peaks,
        threads={each.conversation: _thread(stored, each) for each in violations if each.conversation},
    )


def _levels(soak: Soak) -> list[Level]:
    """Return each process's memory, with the growth that it is allowed."""
    plan = soak.plan
    visits_a_second = len(soak.crowd.visits) / plan.seconds
    return [
        replace(level, bound=level.bound + plan.kept_megabytes * visits_a_second * level.seconds)
        if level.name in DIALOGUES
        else level
        for level in soak.memory.levels(_warm(soak), plan.seconds, plan.growth_megabytes)
    ]


def _warm(soak: Soak) -> dict[int, float]:
    """From when each process, by its id, counts as warm: some time after it began to serve, in the calm part."""
    served = {pid: at - soak.started for pid, at in soak.product.served.items()}
    return {pid: max(at, soak.plan.calm_from) + soak.plan.warm_seconds for pid, at in served.items()}


def _processes(soak: Soak) -> Iterator[Violation]:
    for name in soak.product.unasked:
        yield Violation("process", "", f"{name} ended by itself")
    for name in soak.missing:
        yield Violation("process", "", f"{name} never served again")


def _told(soak: Soak, stored: Stored) -> Iterator[Violation]:
    arrived = soak.hook.arrived
    for row in stored.notifications:
        if row.target != DESK and row.state == "sent" and not arrived[row.uid]:
            yield Violation("not told", "", f"notification {row.uid} is 'sent' and never arrived")
    # Between the request and its being noted: it is sent again then, under the same id.
    cuts = sum(n for what, n in soak.trouble.done.items() if "worker" in what or "database" in what)
    twice = sum(times - 1 for times in arrived.values())
    if twice > EXCUSED * cuts:
        yield Violation("told twice", "", f"{twice} notifications came again; {EXCUSED * cuts} may have")


def _given_up(soak: Soak) -> Iterator[Violation]:
    for visit in soak.crowd.visits:
        if visit.away:
            yield Violation("gave up", visit.conversation_id, f"{visit.name}: {visit.away}")


def _growing(levels: list[Level]) -> Iterator[Violation]:
    for level in levels:
        if not level.is_level:
            grew = f"{level.name} grew by {level.growth:.1f} MB in {level.seconds:.0f} s"
            yield Violation("memory", "", f"{grew}; {level.bound:.0f} MB are allowed")


def _figures(soak: Soak, stored: Stored) -> dict[str, float]:
    crowd, arrived = soak.crowd, soak.hook.arrived
    return {
        "seconds": soak.plan.seconds,
        "seed": soak.plan.seed,
        "visits": len(crowd.visits),
        "finished": sum(visit.finished for visit in crowd.visits),
        "check-ins that came too late": sum(visit.unmet for visit in crowd.visits),
        "messages acknowledged": crowd.acknowledged,
        "messages sent again": crowd.again,
        "messages seen only by asking": crowd.found_late,
        "events stored": sum(len(each) for each in stored.events.values()),
        "processes not started, the database being away": soak.product.turned_away,
        "cases": len(stored.cases),
        "notifications arrived": sum(arrived.values()),
        "of them again, under the same id": sum(times - 1 for times in arrived.values()),
    }


def _thread(stored: Stored, violation: Violation) -> list[str]:
    return [
        f"{event.position} {event.kind} {event.message_id or ''} {event.text or ''}"
        for event in stored.events.get(violation.conversation, [])
        if event.kind in ("user", "bot")
    ]
