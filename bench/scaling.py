"""Ours on PostgreSQL and Redis, with several dialogue processes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench import contestants, figures
from bench.arena import USERS, Arena
from bench.contestants import Contestant
from bench.quota import Shares
from bench.sizes import Size
from bench.stores import postgresql, redis

SPARE = 2
"""Cores beside the dialogue processes' own: the load generator's, and the databases'."""
SHARE = 0.25
"""Of a core, for each process, where there are too few cores: four of them leave half of two cores to the rest."""
START_SECONDS = 180
WARM_UP_CONVERSATIONS = 16
"""Of each process, before it is measured: its first messages cost several times what later ones do."""
WARM_UP_SECONDS = 30

METHODS = {
    "cores": "each process has a core to itself",
    "shares": f"each process may compute for {SHARE:.0%} of a core, as there are too few cores for one each",
    "shared": "the processes share the cores with the load and the databases: the ratio says little",
}


def measure(arena: Arena, size: Size) -> dict[str, Any]:
    """Messages a second when one, two … of the processes get the load, in rounds."""
    most = max(size.processes)
    method = _method(len(arena.cores.every), most)
    rates: dict[int, list[float]] = defaultdict(list)
    costs: dict[int, list[float]] = defaultdict(list)
    with _running(arena, size, most, method) as contestant:
        urls = contestant.urls
        for _ in range(size.scaled_rounds):
            for processes in size.processes:
                contestant.urls = urls[:processes]
                what = f"PostgreSQL, Redis, processes: {processes}; closed loop, {size.scaled_seconds:.0f} s"
                with arena.step(what) as told:
                    run = arena.run(contestant, "closed", size.scaled_seconds, users=USERS * processes)
                    rates[processes].append(figures.rate(run.result, size.warm_up))
                    costs[processes].append(run.messages_a_cpu_second)
                    told.append(f"{rates[processes][-1]:.1f} messages/s")
    middle = {processes: figures.median(runs) for processes, runs in rates.items()}
    return {
        "method": METHODS[method],
        "messages_a_second": {str(processes): rate for processes, rate in middle.items()},
        "messages_a_second_runs": {str(processes): runs for processes, runs in rates.items()},
        "messages_a_cpu_second": {str(n): figures.median(runs) for n, runs in costs.items()},
        "over_one": {str(n): figures.ratio(rate, middle[1]) for n, rate in middle.items()},
    }


@contextmanager
def _running(arena: Arena, size: Size, processes: int, method: str) -> Iterator[Contestant]:
    """Start a database, a Redis and the processes, let them warm up, and then give them their shares."""
    every = arena.cores.every
    with postgresql(every) as store, redis(contestants.RUNS, every) as (url, _), Shares() as shares:
        with arena.step("PostgreSQL and Redis: filling and starting"):
            contestant = contestants.ours("ours-scaled", size.people, processes, store, url)
        try:
            with arena.step(f"PostgreSQL, Redis: starting {processes} processes"):
                for at, server in enumerate(contestant.servers):
                    server.start(every[at : at + 1] if method == "cores" else every)
                for place in contestant.urls:
                    arena.load.first_answer(contestant, START_SECONDS, place)
                warm = WARM_UP_CONVERSATIONS * processes
                arena.run(contestant, "closed", WARM_UP_SECONDS, users=USERS * processes, conversations=warm)
            for server in contestant.servers if method == "shares" else ():
                shares.give([process.pid for process in server.processes()], SHARE)
            yield contestant
        finally:
            contestant.stop()


def _method(cores: int, processes: int) -> str:
    if cores >= processes + SPARE:
        return "cores"
    return "shares" if Shares.possible() else "shared"
