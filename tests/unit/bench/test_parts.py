"""A turn's time by part is that of the runs alone, whatever came before them."""

from __future__ import annotations

from prometheus_client import start_http_server

from bench import parts
from bench.servers import free_port
from bot import metrics


def test_only_what_happened_in_between_counts():
    before = {"parse": (5.0, 100.0), "actions": (9.0, 100.0)}
    after = {"parse": (5.1, 150.0), "actions": (9.5, 200.0), "rest": (0.2, 100.0)}
    assert {part: round(ms, 6) for part, ms in parts.between(before, after).items()} == {
        "parse": 1.0,
        "actions": 5.0,
        "rest": 2.0,
    }


def test_no_turn_no_times():
    assert parts.between({}, {"parse": (0.0, 0.0)}) == {}


def test_it_reads_what_the_product_tells():
    port = free_port()
    server, _ = start_http_server(port, "127.0.0.1")
    try:
        assert set(parts.read(port)) == set(metrics.PARTS)
    finally:
        server.shutdown()
