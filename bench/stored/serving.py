"""One process of the product, timed until it serves."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx

from bench.soak.plan import environment
from bench.soak.programs import end_with_parent
from bot.settings import Settings

READY_SECONDS = 300.0


class Serving:
    """``eftersnack dialogue`` or ``eftersnack web``."""

    def __init__(self, command: str, settings: Settings, folder: Path) -> None:
        self.url = settings.own_dialogue_urls[0] if command == "dialogue" else settings.public_web_url
        self._command, self._settings = command, settings
        self._log = folder / f"{command}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it, and return the seconds until it serves. Raises RuntimeError when it does not."""
        began = time.monotonic()
        more = {"EFTERSNACK_WEB_PORT": str(self._settings.web_port)}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.cli", self._command],
                cwd=self._settings.var_dir,
                env={**os.environ, **environment(self._settings), **more},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent(),
            )
        while not self._serves():
            if self._process.poll() is not None or time.monotonic() - began > READY_SECONDS:
                last = "\n".join(self._log.read_text(errors="replace").splitlines()[-15:])
                raise RuntimeError(f"{self._command} does not start:\n{last}")
            time.sleep(0.05)
        return time.monotonic() - began

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _serves(self) -> bool:
        try:
            return httpx.get(f"{self.url}/ready", timeout=5, trust_env=False).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False
