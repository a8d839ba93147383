"""What is owed can be watched from outside: how much, since when, and what was given up."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry
from sqlalchemy import select, update

from bot.bootstrap import App
from bot.cases.cards import CaseCard
from bot.cases.models import Notification
from bot.web import figures
from tests.unit.web.conftest import Clock


def asked(app: App) -> Callable[..., float | None]:
    registry = CollectorRegistry()
    figures.register(app, registry)
    return lambda name, **labels: registry.get_sample_value(f"eftersnack_{name}", labels)


def owe_one(app: App, state: str = "owed") -> None:
    with app.database.transaction() as session:
        row = session.scalars(select(Notification)).first()
        assert row is not None
        session.execute(update(Notification).where(Notification.id == row.id).values(state=state))


def test_a_notification_that_is_owed_is_counted_and_grows_old(
    app: App, clock: Clock, open_case: Callable[..., CaseCard]
) -> None:
    open_case()
    owe_one(app)
    clock.forward(minutes=7)
    figure = asked(app)
    assert figure("database_up") == 1
    assert figure("owed", kind="notifications") == 1
    assert figure("owed_oldest_seconds", kind="notifications") == 7 * 60
    assert figure("dead_letters", kind="notifications") == 0
    assert (figure("owed", kind="touchpoints"), figure("owed_oldest_seconds", kind="touchpoints")) == (0, 0)


def test_what_was_given_up_is_a_dead_letter(app: App, open_case: Callable[..., CaseCard]) -> None:
    open_case()
    owe_one(app, "dead")
    figure = asked(app)
    assert figure("owed", kind="notifications") == 0
    assert figure("dead_letters", kind="notifications") == 1


def test_a_case_that_nobody_took_up_in_the_promised_time_is_late(
    app: App, clock: Clock, open_case: Callable[..., CaseCard]
) -> None:
    case = open_case()
    assert (asked(app)("cases_active"), asked(app)("cases_late")) == (1, 0)
    clock.at = case.due_at
    assert asked(app)("cases_late") == 1
    app.cases.acknowledge(case.id, actor="Karin Holm")
    assert (asked(app)("cases_active"), asked(app)("cases_late")) == (1, 0)


def test_a_database_that_is_away_is_a_figure_not_a_failure(app: App) -> None:
    with app.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE touchpoints RENAME TO gone")
    figure = asked(app)
    assert figure("database_up") == 0
    assert figure("owed", kind="touchpoints") is None
