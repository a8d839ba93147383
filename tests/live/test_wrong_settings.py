"""A wrong setting stops a start with one sentence that names it and the way out; no traceback, no password."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import redis

from bot.commands.train import ensure_model
from bot.settings import Settings
from bot.storage.migrate import upgrade
from tests.support.redis_server import RedisServer
from tests.support.stack import ROOT, free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("wrong-settings")]

SECRET = "hunter2/@:x"
SERVING = ("run", "dialogue", "web", "worker")
ALL = (*SERVING, "train")
Start = Callable[..., str]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start a command with settings that are right but for those given, and return what it said as it stopped."""

    def start(command: str, **settings: str) -> str:
        environment = {
            **os.environ,
            "EFTERSNACK_VAR_DIR": str(tmp_path / "var"),
            "EFTERSNACK_MODEL_PATH": str(ROOT / "models"),
            "EFTERSNACK_DIALOGUE_PORT": str(free_port()),
            "EFTERSNACK_WEB_PORT": str(free_port()),
            **{f"EFTERSNACK_{name.upper()}": value for name, value in settings.items()},
        }
        result = subprocess.run(
            [sys.executable, "-m", "bot.cli", command],
            cwd=tmp_path,  # no .env
            env=environment,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        said = result.stdout + result.stderr
        assert result.returncode == 1, said
        assert "Traceback" not in said
        for secret in (SECRET, "hunter2"):
            assert secret not in said
        return said

    return start


@pytest.fixture
def migrated(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'migrated.db'}"
    upgrade(url)
    return url


@pytest.mark.parametrize("command", ALL)
def test_a_name_that_is_nearly_a_settings_is_told(start: Start, command: str) -> None:
    said = start(command, databse_url="sqlite:///elsewhere.db")
    assert "EFTERSNACK_DATABSE_URL" in said
    assert "did you mean EFTERSNACK_DATABASE_URL?" in said


@pytest.mark.parametrize("command", ALL)
def test_what_is_no_json_is_told(start: Start, command: str) -> None:
    said = start(command, case_hours='{"urgent": 2')
    assert 'EFTERSNACK_CASE_HOURS is wrong ({"urgent": 2)' in said
    assert '{"urgent": 2, "high": 4, "normal": 8, "low": 16}' in said


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"case_hours": '{"urgent": 2}'}, "EFTERSNACK_CASE_HOURS needs hours (1 or more) for high, low"),
        ({"web_port": "eighty"}, "EFTERSNACK_WEB_PORT is wrong (eighty)"),
        ({"default_time_zone": "Sweden/Ume"}, "EFTERSNACK_DEFAULT_TIME_ZONE is 'Sweden/Ume'"),
        ({"checkin_survey": "after_delivry"}, "did you mean 'after_delivery'?"),
    ],
)
def test_a_value_that_cannot_be_is_told(start: Start, settings: dict[str, str], sentence: str) -> None:
    assert sentence in start("worker", **settings)


MYSQL = f"mysql://shop:{SECRET}@db.example/shop"


@pytest.mark.parametrize("command", SERVING)
def test_a_database_that_is_not_spoken_is_told(start: Start, command: str) -> None:
    said = start(command, database_url=MYSQL)
    assert 'begins with "mysql"' in said
    assert "postgresql://user:password@host/name" in said
    assert "mysql://shop:********@db.example/shop" in said


@pytest.mark.parametrize("command", SERVING)
def test_a_database_that_is_not_there_is_told(start: Start, command: str) -> None:
    where = f"127.0.0.1:{free_port()}"
    said = start(command, database_url=f"postgresql://shop:{quoted(SECRET)}@{where}/shop")
    assert f"postgresql://shop:********@{where}/shop cannot be used" in said
    assert "start it there, or correct host and port" in said
    assert "EFTERSNACK_DATABASE_URL" in said


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (f"postgrsql://shop:{SECRET}@db/shop", 'begins with "postgrsql"'),
        (f"postgres//shop:{SECRET}@db/shop", "is no database URL"),
        ("postgresql://shop:hunter2@db:fivethousand/shop", "is no database URL"),
        ("postgresql://shop:hunter2@no-such-host.invalid/shop", "correct the host"),
        ("sqlite:////proc/nowhere/shop.db", "cannot be used"),
    ],
)
def test_a_database_url_that_cannot_be_is_told(start: Start, url: str, sentence: str) -> None:
    assert sentence in start("worker", database_url=url)


def test_a_wrong_password_a_stranger_and_a_missing_database_are_told(
    start: Start, postgresql_server: str
) -> None:
    where = postgresql_server.rpartition("@")[2]
    locked_out(postgresql_server)
    wrong = start("worker", database_url=f"postgresql://shop:{quoted(SECRET)}@{where}/postgres")
    assert 'password authentication failed for user "shop"' in wrong
    assert "correct the user and the password" in wrong
    assert "correct the user" in start("worker", database_url=f"postgresql://nobody:hunter2@{where}/postgres")
    missing = start("worker", database_url=f"{postgresql_server}/no_such_shop")
    assert "create that database, or correct its name" in missing


@pytest.mark.parametrize("command", ["dialogue", "web", "worker"])
def test_a_database_without_tables_is_told(start: Start, command: str) -> None:
    said = start(command)
    assert "holds no tables" in said
    assert "run 'eftersnack migrate'" in said


@pytest.mark.parametrize("command", ["dialogue", "web", "worker"])
def test_tables_of_an_older_version_are_told(start: Start, command: str, migrated: str) -> None:
    set_revision(migrated, "0001")
    said = start(command, database_url=migrated)
    assert "holds tables of an older version (0001)" in said
    assert "run 'eftersnack migrate'" in said


@pytest.mark.parametrize("command", SERVING)
def test_tables_of_a_newer_version_are_told(start: Start, command: str, migrated: str) -> None:
    set_revision(migrated, "9999")
    said = start(command, database_url=migrated)
    assert "holds tables of a newer version (9999;" in said
    assert "install that version, or restore a backup" in said


@pytest.mark.parametrize("command", SERVING)
def test_a_folder_that_cannot_be_used_is_told(start: Start, command: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = start(command, var_dir=str(tmp_path / "file"))
    assert f"The folder {tmp_path / 'file'} cannot be used" in said
    assert "EFTERSNACK_VAR_DIR" in said


def test_a_folder_for_models_that_cannot_be_used_is_told(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = start("train", model_path=str(tmp_path / "file" / "models"))
    assert f"The folder {tmp_path / 'file' / 'models'} cannot be used" in said
    assert "EFTERSNACK_MODEL_PATH" in said


@pytest.mark.parametrize("command", SERVING)
def test_what_is_no_redis_is_told(start: Start, command: str, migrated: str) -> None:
    said = start(command, database_url=migrated, redis_url=f"rediss//:{SECRET}@cache:6379/0")
    assert "EFTERSNACK_REDIS_URL is wrong (rediss//:********@cache:6379/0)" in said


def test_a_redis_that_is_not_there_is_told_when_all_is_started(start: Start, migrated: str) -> None:
    where = f"127.0.0.1:{free_port()}"
    said = start("run", database_url=migrated, redis_url=f"redis://:{quoted(SECRET)}@{where}/0")
    assert f"EFTERSNACK_REDIS_URL is redis://:********@{where}/0, which does not answer" in said


@pytest.fixture
def locked_redis() -> Iterator[str]:
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    server = RedisServer()
    server.start()
    with redis.Redis(port=server.port) as client:
        client.config_set("requirepass", "another")
    yield f"127.0.0.1:{server.port}/0"
    server.kill()


@pytest.mark.parametrize("login", ["", ":hunter2@"])
def test_a_redis_that_refuses_the_login_is_told(
    start: Start, migrated: str, locked_redis: str, login: str
) -> None:
    said = start("worker", database_url=migrated, redis_url=f"redis://{login}{locked_redis}")
    assert "refuses the log-in; correct user and password" in said


@pytest.mark.parametrize("command", ["dialogue", "web"])
def test_a_taken_port_is_told(start: Start, command: str, migrated: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = start(command, database_url=migrated, **{f"{command}_port": str(port)})
    assert f"Port {port} is taken; free it or set EFTERSNACK_{command.upper()}_PORT." in said


def test_a_missing_model_is_told(start: Start, migrated: str, tmp_path: Path) -> None:
    said = start("dialogue", database_url=migrated, model_path=str(tmp_path / "none"))
    assert f"There is no model in {tmp_path / 'none'}" in said
    assert "eftersnack train" in said
    assert "EFTERSNACK_MODEL_PATH" in said


@pytest.mark.model
def test_a_model_of_other_code_is_told(start: Start, migrated: str, tmp_path: Path, model: Path) -> None:
    old = tmp_path / "models" / "20240101-000000-aaaaaaaaaaaa-bbbbbbbbbbbb.tar.gz"
    old.parent.mkdir()
    old.symlink_to(model)
    said = start("dialogue", database_url=migrated, model_path=str(old.parent))
    assert f"The model {old} was made by other code or libraries" in said
    assert "eftersnack train" in said


@pytest.mark.model
def test_a_model_that_is_cut_off_is_told(start: Start, migrated: str, tmp_path: Path, model: Path) -> None:
    half = tmp_path / "models" / model.name
    half.parent.mkdir()
    half.write_bytes(model.read_bytes()[: model.stat().st_size // 2])
    said = start("dialogue", database_url=migrated, model_path=str(half.parent))
    assert f"The model {half} is no whole model file" in said


def test_what_is_no_model_is_told(start: Start, migrated: str, tmp_path: Path) -> None:
    other = tmp_path / "model.tar.gz"
    other.write_bytes(b"not a model")
    said = start("dialogue", database_url=migrated, model_path=str(other))
    assert f"The model {other} is no whole model file" in said


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        ({"rasa_open_source_version": "3.5.1", "assistant_id": "eftersnack"}, "was made by Rasa 3.5.1"),
        (
            {"rasa_open_source_version": "3.6.21", "assistant_id": "pizza"},
            "is of another assistant ('pizza')",
        ),
    ],
)
def test_a_model_of_another_rasa_or_another_assistant_is_told(
    start: Start, migrated: str, tmp_path: Path, made: dict[str, str], sentence: str
) -> None:
    other = tmp_path / "model.tar.gz"
    content = json.dumps(made).encode()
    with tarfile.open(other, "w:gz") as archive:
        entry = tarfile.TarInfo("metadata.json")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    said = start("dialogue", database_url=migrated, model_path=str(other))
    assert sentence in said
    assert "eftersnack train" in said


@pytest.fixture(scope="module")
def model() -> Path:
    return ensure_model(Settings())[0].resolve()


def quoted(password: str) -> str:
    return password.replace("/", "%2F").replace("@", "%40").replace(":", "%3A")


def set_revision(url: str, revision: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()


def locked_out(server: str) -> None:
    """Make a user whose password the server asks for; the tests' own needs none."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("CREATE ROLE shop LOGIN PASSWORD 'right'")
        found = connection.execute("SHOW hba_file").fetchone()
        assert found is not None
        file = Path(found[0])
        file.write_text("host all shop 127.0.0.1/32 scram-sha-256\n" + file.read_text())
        connection.execute("SELECT pg_reload_conf()")
