"""A real worker that ends as by ``kill -9`` when it has reached the step named on its command line."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace

from bot.bootstrap import build
from bot.cases.notifications import Notifications
from bot.worker.process import Worker


def main(step: str) -> None:
    def reached(this: str) -> None:
        if this == step:
            os.kill(os.getpid(), signal.SIGKILL)

    app = build()
    told = Notifications(database=app.database, settings=app.settings, now=app.now, on_step=reached)
    Worker(replace(app, notifications=told)).run()


if __name__ == "__main__":
    main(sys.argv[1])
