"""The database is away for a while: customers hear so, nothing is made up, and talks go on where they were."""

from __future__ import annotations

import psycopg
import pytest

from tests.live.conftest import running_stack
from tests.support.databases import empty_database

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


@pytest.fixture
def on_postgresql(tmp_path, postgresql_server):
    with empty_database(postgresql_server) as url:
        yield from running_stack(tmp_path, url)


class Gate:
    """Lets nobody into a database, or everybody again."""

    def __init__(self, url: str) -> None:
        server, _, self.name = url.rpartition("/")
        self.admin = f"{server}/postgres"

    def set(self, open_: bool) -> None:
        with psycopg.connect(self.admin, autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS {open_}')
            if not open_:
                connection.execute(CUT, (self.name,))


@pytest.mark.parametrize(
    ("email", "wish", "question", "sorry", "read_back"),
    [
        (
            "anna.lindqvist@example.com",
            "jag vill byta min e-postadress",
            "e-post",
            "snart tillbaka",
            "anna@nytt.example",
        ),
        (
            "emma.clarke@example.com",
            "I want to change my email address",
            "e-mail",
            "soon be back",
            "anna@nytt.example",
        ),
    ],
)
def test_a_talk_goes_on_where_it_was(on_postgresql, email, wish, question, sorry, read_back):
    app = on_postgresql.app
    customer = app.records.customer_by_email(email) or pytest.fail(f"the demo data has no {email}")
    gate = Gate(str(app.settings.resolved_database_url))
    chat = on_postgresql.chat(customer).connect()
    chat.say(wish)
    chat.wait_for(question)
    before = len(chat.texts())

    gate.set(False)
    refused = chat.say("anna@nytt.example", "the-address")
    assert refused["status"] != "ok"
    assert refused["reason"] == "away"
    assert sorry in refused["text"]
    gate.set(True)

    assert len(app.conversations.messages(f"website-{customer.uid}")) == before + 1, "nothing was made up"
    assert chat.say("anna@nytt.example", "the-address")["status"] == "ok"
    chat.wait_for(read_back)
    chat.close()
