"""What must hold before a process starts, so that a wrong setting is one sentence and not a traceback.

A sentence names the variable, its value (never a password) and the way out.
"""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
import yaml
from dotenv import dotenv_values

from bot.masking import masked
from bot.setting_names import unknown_names
from bot.settings import PREFIX, Settings
from bot.storage.errors import Away
from bot.storage.start import CannotBeUsed, check_database

log = logging.getLogger(__name__)

ENDPOINTS = Path(__file__).resolve().parents[1] / "endpoints.yml"
REDIS_SECONDS = 3


class CannotStart(Exception):
    """Something is set wrongly or missing; the message is a sentence that says what to do."""


@contextmanager
def stopping() -> Iterator[None]:
    """End the command with the sentence of a CannotStart and exit code 1."""
    try:
        yield
    except CannotStart as error:
        reason = str(error)
    except Away:
        reason = f"The database went away meanwhile ({PREFIX}DATABASE_URL); start this again when it is back."
    else:
        return
    print(f"Cannot start: {reason}", file=sys.stderr)
    raise typer.Exit(1)


def check_common(settings: Settings) -> None:
    """Check what every process needs: the settings, and the folder."""
    check_settings(settings)
    check_folder(settings)


def check_settings(settings: Settings) -> None:
    """Check the names of settings, and what their types cannot."""
    check_names({**os.environ, **_dotenv()})
    check_values(settings)


def check_serving(settings: Settings) -> None:
    """Check what a process needs that serves or works: a database that is up to date, and a good Redis address."""
    check_common(settings)
    check_storage(settings)
    check_redis(settings, must_answer=False)


def check_storage(settings: Settings, *, may_be_older: bool = False) -> None:
    """Check the database; ``may_be_older`` when the caller migrates it."""
    try:
        check_database(settings.resolved_database_url, may_be_older=may_be_older)
    except CannotBeUsed as error:
        where = masked(settings.resolved_database_url)
        raise CannotStart(f"The database {where} {error} ({PREFIX}DATABASE_URL).") from error


def check_names(environment: Mapping[str, str | None]) -> None:
    """Raise CannotStart for a name that is nearly a setting's; warn of others that nothing reads."""
    for name, meant in unknown_names(environment):
        if meant:
            raise CannotStart(f"There is no setting {name}; did you mean {meant}?")
        log.warning("there is no setting %s; 'eftersnack settings' lists them", name)


def check_values(settings: Settings) -> None:
    """Check values that a type cannot: time zone, survey, and the hours of every priority."""
    from bot.surveys.catalogue import load_catalogue
    from bot.surveys.errors import SurveyError

    try:
        ZoneInfo(settings.default_time_zone)
    except (KeyError, ValueError, OSError) as error:
        zone = settings.default_time_zone
        raise CannotStart(
            f"{PREFIX}DEFAULT_TIME_ZONE is {zone!r}, which is no time zone; write one like Europe/Stockholm."
        ) from error
    try:
        load_catalogue()[settings.checkin_survey]
    except SurveyError as error:
        key = settings.checkin_survey
        raise CannotStart(
            f"{error} (The first survey is named by {PREFIX}CHECKIN_SURVEY: {key!r}.)"
        ) from error
    _check_hours(settings.case_hours)


def check_folder(settings: Settings) -> None:
    """Make the folder for the database and secrets, and see that it can be written to."""
    try:
        settings.var_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.var_dir):
            pass
        _ = settings.signing_secret, settings.identity_key
    except OSError as error:
        raise CannotStart(
            f"The folder {settings.var_dir} cannot be used ({error.strerror}); "
            f"make it writable, or name another in {PREFIX}VAR_DIR."
        ) from error


def check_redis(settings: Settings, *, must_answer: bool) -> None:
    """Check the address and the log-in; a Redis that is away stops only a start that it ``must_answer``.

    Without it every process does its work, so one that died while Redis was away has to come back.
    """
    if not settings.redis_url:
        return
    import redis

    where = f"{PREFIX}REDIS_URL is {masked(settings.redis_url)}"
    try:
        with redis.Redis.from_url(
            settings.redis_url, socket_connect_timeout=REDIS_SECONDS, socket_timeout=REDIS_SECONDS
        ) as client:
            client.ping()
    except (redis.AuthenticationError, redis.exceptions.NoPermissionError, redis.ResponseError) as error:
        raise CannotStart(f"{where}, which refuses the log-in; correct user and password.") from error
    except (redis.RedisError, OSError) as error:
        sentence = f"{where}, which does not answer; start it there, or correct the address."
        if must_answer:
            raise CannotStart(sentence) from error
        log.warning("%s Everything goes on without it meanwhile.", sentence)
    except ValueError as error:
        raise CannotStart(f"{where}, which is no Redis URL; write redis://host:6379/0.") from error


def check_port(variable: str, host: str, port: int) -> None:
    """Raise CannotStart when that address cannot be listened on."""
    try:
        family = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0][0]
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotStart(f"Port {port} is taken; free it or set {variable}.") from error
        raise CannotStart(f"Cannot listen on {host} port {port} ({error}); set {variable}.") from error


def check_metrics_port(settings: Settings) -> None:
    """Raise CannotStart when a port for figures is set and cannot be listened on."""
    if settings.metrics_port:
        check_port(f"{PREFIX}METRICS_PORT", settings.metrics_host, settings.metrics_port)


def check_endpoints(file: Path = ENDPOINTS) -> None:
    """Raise CannotStart when Rasa's endpoints.yml asks for parts that this product brings itself."""
    try:
        named = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CannotStart(f"{file.name} is no YAML; correct it.") from error
    ours = {
        "tracker_store": f"conversations are kept in {PREFIX}DATABASE_URL",
        "event_broker": "there is no event broker",
        "lock_store": "the database keeps a conversation's turns in order",
        "models": f"the model is found by {PREFIX}MODEL_PATH",
    }
    for key in named if isinstance(named, dict) else ():
        if key in ours:
            raise CannotStart(f"{file.name} names a {key}, which is not used: {ours[key]}; remove it.")


def _check_hours(hours: Mapping[str, int]) -> None:
    wanted = set(Settings.model_fields["case_hours"].get_default())
    if set(hours) != wanted or min(hours.values()) < 1:
        raise CannotStart(
            f"{PREFIX}CASE_HOURS needs hours (1 or more) for {_listed(sorted(wanted))}, and has {dict(hours)}."
        )


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}"


def _dotenv() -> dict[str, str | None]:
    file = Settings.model_config.get("env_file")
    return dict(dotenv_values(str(file))) if file else {}
