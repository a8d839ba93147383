"""The benchmark's customers are such as the product would have them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bench import people
from bot.bootstrap import build
from bot.channels import tokens
from bot.settings import Settings

KEY = "k" * 40


@pytest.mark.parametrize("sent", [True, False])
def test_a_customer_has_an_order_a_checkin_and_a_way_in(tmp_path, sent):
    url = f"sqlite:///{tmp_path / 'people.db'}"
    people.fill(url, 10, sent=sent)
    people.write_people(tmp_path / "people.jsonl", 10, KEY)
    app = build(Settings(database_url=url, var_dir=tmp_path, _env_file=None))
    person = json.loads((tmp_path / "people.jsonl").read_text(encoding="utf-8").splitlines()[4])

    uid = tokens.read(KEY, person["token"], datetime.now(UTC)).subject
    customer = app.records.customer_by_uid(uid)
    touchpoint = app.outreach.touchpoint_by_uid(person["touchpoint"])
    assert customer.language == person["language"]
    assert touchpoint.customer_id == customer.id
    assert touchpoint.state == ("sent" if sent else "claimed")
    assert app.records.order(touchpoint.order_id).lines
    # Stock Rasa's actions find the customer by the conversation; ours opens it when the check-in begins.
    assert app.conversations.customer_id(person["conversation"]) == (customer.id if sent else None)
    app.database.close()
