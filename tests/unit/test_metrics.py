"""Figures for operators: where a turn's time goes, and nothing about anybody."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
import pytest
from prometheus_client import REGISTRY

from bot import metrics, metrics_server
from bot.settings import Settings
from bot.storage.engine import Database
from tests.support.stack import free_port


def spent(part: str) -> float:
    return REGISTRY.get_sample_value("eftersnack_turn_seconds_sum", {"part": part}) or 0.0


def test_a_part_counts_without_what_others_took_inside_it_and_all_parts_make_the_turn() -> None:
    before = {part: spent(part) for part in metrics.PARTS}
    began = time.perf_counter()
    with metrics.turn():
        with metrics.part("actions"):
            time.sleep(0.02)
            with metrics.part("predict"):
                time.sleep(0.05)
        time.sleep(0.01)
    whole = time.perf_counter() - began
    took = {part: spent(part) - before[part] for part in metrics.PARTS}
    assert took["predict"] >= 0.05
    assert 0.02 <= took["actions"] < 0.05 + took["actions"] - 0.02
    assert took["rest"] >= 0.01
    assert sum(took.values()) == pytest.approx(whole, abs=0.01)


def test_statements_of_the_database_are_a_part_of_the_turn_they_were_made_in(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    metrics.watch_database(database)
    database.ping()
    outside = spent("database")
    with metrics.turn(), metrics.part("actions"):
        database.ping()
    assert spent("database") > outside
    with metrics.turn():
        pass
    commits = REGISTRY.get_sample_value("eftersnack_commit_seconds_count") or 0
    with database.transaction() as session:
        session.connection().exec_driver_sql("CREATE TABLE t (x)")
    assert REGISTRY.get_sample_value("eftersnack_commit_seconds_count") == commits + 1
    database.close()


def test_figures_are_served_where_the_settings_say_and_nowhere_else(tmp_path: Path) -> None:
    port = free_port()
    metrics_server.serve(Settings(_env_file=None, var_dir=tmp_path))
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/metrics")
    metrics_server.serve(Settings(_env_file=None, var_dir=tmp_path, metrics_port=port))
    told = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    for name in ("eftersnack_turn_seconds", "eftersnack_messages_total", "process_resident_memory_bytes"):
        assert name in told


def test_no_label_has_more_than_a_handful_of_values() -> None:
    labels = {
        label
        for metric in REGISTRY.collect()
        if metric.name.startswith("eftersnack_")
        for sample in metric.samples
        for label in sample.labels
    }
    assert labels <= {"part", "outcome", "reason", "kind", "le"}
