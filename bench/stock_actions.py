"""Our actions behind rasa_sdk's own HTTP server, as stock Rasa reaches them.

    python -m bench.stock_actions PORT

`python -m rasa_sdk` starts workers in a way that Sanic 25 no longer allows; this is the same application.
"""

from __future__ import annotations

import sys

from rasa_sdk.endpoint import create_app


def main() -> None:
    create_app("actions").run(
        "127.0.0.1", int(sys.argv[1]), single_process=True, access_log=False, motd=False
    )


if __name__ == "__main__":
    main()
