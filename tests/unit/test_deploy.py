"""What is handed to operators: no password of ours, nothing open that need not be, no process without its check."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import command_names
from bot.settings import PREFIX, Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
SECRETS = ("POSTGRES_PASSWORD", "REDIS_PASSWORD", "EFTERSNACK_SECRET", "EFTERSNACK_IDENTITY_SECRET")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))


def ours(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: service for name, service in compose["services"].items() if service.get("image") == "eftersnack"
    }


def test_every_process_runs_and_tells_whether_it_is_well(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {
        *("caddy", "migrate", "dialogue-1", "dialogue-2", "web", "worker", "postgres", "redis")
    }
    for name, service in compose["services"].items():
        assert name == "migrate" or service["healthcheck"]["test"], name
        assert service["restart"] == ("no" if name == "migrate" else "unless-stopped"), name


def test_only_caddy_is_reached_from_outside_and_the_stores_have_no_way_out(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if service.get("ports")] == ["caddy"]
    assert compose["networks"]["back"]["internal"] is True
    for store in ("postgres", "redis"):
        assert compose["services"][store]["networks"] == ["back"]
    assert compose["services"]["caddy"]["networks"] == ["front"], "it reaches no store"
    assert "front" not in compose["services"]["worker"]["networks"]


def test_no_password_has_a_default(compose: dict[str, Any]) -> None:
    text = (DEPLOY / "compose.yml").read_text(encoding="utf-8")
    for secret in SECRETS:
        assert f"${{{secret}:?" in text, f"{secret} must be asked for"
        assert not re.search(rf"\$\{{{secret}:-", text), secret
    example = dict(
        line.split("=", 1)
        for line in (DEPLOY / "example.env").read_text().splitlines()
        if re.match(r"\w+=", line)
    )
    assert all(example[secret] == "" for secret in SECRETS)
    asked = set(re.findall(r"\$\{(\w+)", text)) - {"FRONT_SUBNET"}
    assert asked <= set(example), "example.env shows all that compose.yml asks for"


def test_every_setting_and_command_it_names_is_there(compose: dict[str, Any]) -> None:
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    for name, service in ours(compose).items():
        assert set(service["environment"]) <= known, name
        assert service["command"][0] in command_names(), name


def test_caddy_and_the_worker_know_every_dialogue_process(compose: dict[str, Any]) -> None:
    names = sorted(name for name in compose["services"] if name.startswith("dialogue"))
    services = compose["services"]
    assert services["caddy"]["environment"]["DIALOGUES"].split() == [f"{name}:5005" for name in names]
    urls = services["worker"]["environment"]["EFTERSNACK_INTERNAL_DIALOGUE_URLS"].split(",")
    assert urls == [f"http://{name}:5005" for name in names]
    assert (
        f"{{$DIALOGUES:{' '.join(f'{name}:5005' for name in names)}}}" in (DEPLOY / "Caddyfile").read_text()
    )


def test_ours_run_without_rights_on_a_disk_they_cannot_write(compose: dict[str, Any]) -> None:
    for name, service in ours(compose).items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
    docker = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER eftersnack$", docker, re.MULTILINE)
    assert "requirements.lock" in docker
    assert "--require-hashes" in docker


def test_what_the_image_is_made_of_is_there(compose: dict[str, Any]) -> None:
    root = DEPLOY.parent
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names
    for name in names:
        assert (root / name).exists(), name
    let_in = set(re.findall(r"^!(.+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE))
    assert let_in == names, "the build sees what it copies, and nothing else"
    for service in compose["services"].values():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in compose["volumes"] or (DEPLOY / source).exists(), volume


def test_the_systemd_unit_is_one_that_systemd_reads(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd is not installed (its program systemd-analyze was not found)")
    unit = tmp_path / "eftersnack@.service"
    text = (DEPLOY / "systemd" / unit.name).read_text(encoding="utf-8")
    program = tmp_path / "eftersnack"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    unit.write_text(text.replace("/opt/eftersnack/.venv/bin/eftersnack", str(program)))
    done = subprocess.run([verify, "verify", f"{unit}"], capture_output=True, text=True, check=False)
    assert unit.name not in done.stderr, done.stderr
