"""Asks a contestant until it answers, and prints when that was (time.perf_counter(), the same in all processes)."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from clients import Client, Failed, Place, RestClient, WebsiteClient

PAUSE_SECONDS = 0.02
KINDS: dict[str, Callable[[Place, dict[str, Any]], Client]] = {"website": WebsiteClient, "rest": RestClient}


def main() -> None:
    plan = json.loads(Path(os.environ["BENCH_PLAN"]).read_text(encoding="utf-8"))
    with Path(plan["people"]).open(encoding="utf-8") as file:
        person = next(json.loads(line) for at, line in enumerate(file) if at == plan["first_person"])
    place = Place(plan["urls"][0], plan["urls"][0], plan["secret"], plan["origin"])
    kind = KINDS[plan["client"]]
    until = time.monotonic() + float(sys.argv[1])
    failure: Exception | None = None
    while time.monotonic() < until:
        try:
            client = kind(place, person)
            answered = client.say("hej", 1)
            if answered:
                print(time.perf_counter())
                client.close()
                return
        except Failed as error:
            failure = error
        time.sleep(PAUSE_SECONDS)
    sys.exit(f"{plan['urls'][0]} did not answer in {sys.argv[1]} s: {failure}")


if __name__ == "__main__":
    main()
