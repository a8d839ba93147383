"""Managers, and nobody else, get to the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.bootstrap import App

PASSWORD = "correct horse battery"


def test_a_stranger_is_sent_to_the_login_and_back_to_the_page_they_wanted(client: Any) -> None:
    answer = client.get("/desk/cases/abc")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/desk/login?next=%2Fdesk%2Fcases%2Fabc"


def test_a_manager_logs_in_with_email_and_password(client: Any) -> None:
    assert client.log_in(email=" Karin@Example.com ") == 303
    assert "Karin Holm" in client.get("/desk").text


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("karin@example.com", "wrong"),
        ("nobody@example.com", PASSWORD),
        ("", ""),
        ("karin@example.com", "x" * 5000),
    ],
)
def test_a_wrong_password_and_an_unknown_email_are_told_alike(client: Any, email: str, password: str) -> None:
    assert client.log_in(email, password) == 401
    assert client.get("/desk").status_code == 303


def test_a_manager_who_has_left_is_out_at_once(client: Any, app: App) -> None:
    client.log_in()
    with app.database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE managers SET active = false WHERE email LIKE 'karin%'")
    assert client.get("/desk").status_code == 303


def test_the_session_ends_by_itself(client: Any, app: App, clock: Any) -> None:
    client.log_in()
    clock.forward(hours=app.settings.desk_session_hours)
    assert client.get("/desk").status_code == 303


def test_the_session_cookie_is_for_this_site_only_and_not_for_scripts(client: Any) -> None:
    client.get("/desk/login")
    token = client.form_token()
    answer = client.post(
        "/desk/login", data={"email": "karin@example.com", "password": PASSWORD, "form_token": token}
    )
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/desk" in cookie
    assert "secure" not in cookie


def test_the_cookie_is_secure_where_the_site_is(make_app: Callable[..., App], browser_of: Any) -> None:
    client = browser_of(make_app(web_url="https://desk.example.com"))
    answer = client.get("/desk/login")
    assert "secure" in answer.headers["set-cookie"].lower()
    assert "max-age" in answer.headers["strict-transport-security"]


def test_a_changed_cookie_is_worth_nothing(client: Any) -> None:
    client.log_in()
    good = client.cookies["desk"]
    client.cookies.clear()
    client.cookies.set("desk", good[:-2] + ("AA" if good[-2:] != "AA" else "BB"), path="/desk")
    assert client.get("/desk").status_code == 303


def test_a_cookie_from_before_the_login_is_not_logged_in(client: Any) -> None:
    client.get("/desk/login")
    before = client.cookies["desk"]
    client.log_in()
    client.cookies.clear()
    client.cookies.set("desk", before, path="/desk")
    assert client.get("/desk").status_code == 303


def test_a_login_form_made_elsewhere_is_refused(client: Any) -> None:
    client.get("/desk/login")
    form = {"email": "karin@example.com", "password": PASSWORD, "form_token": "made-up"}
    answer = client.post("/desk/login", data=form)
    assert answer.status_code == 403
    assert "Formuläret hann bli för gammalt" in answer.text


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/desk\\evil", "/deskevil", "/", "/desk//x"]
)
def test_the_login_leads_to_the_desk_and_never_to_another_site(client: Any, wanted: str) -> None:
    token = client.form_token()
    form = {"email": "karin@example.com", "password": PASSWORD, "form_token": token, "next": wanted}
    assert client.post("/desk/login", data=form).headers["location"] == "/desk"


def test_logging_out_takes_a_form_of_ones_own(client: Any) -> None:
    client.log_in()
    assert client.post("/desk/logout", data={"form_token": "made-up"}).status_code == 403
    token = client.form_token("/desk")
    assert client.post("/desk/logout", data={"form_token": token}).status_code == 303
    assert client.get("/desk").status_code == 303


def test_guessing_one_password_has_to_wait_longer_and_longer(client: Any, clock: Any) -> None:
    for _ in range(5):
        assert client.log_in(password="guess") == 401
    token = client.form_token()
    form = {"email": "karin@example.com", "password": PASSWORD, "form_token": token}
    refused = client.post("/desk/login", data=form)
    assert refused.status_code == 429
    first = int(refused.headers["retry-after"])
    clock.forward(seconds=first)
    assert client.log_in(password="guess") == 401
    again = int(client.post("/desk/login", data=form).headers["retry-after"])
    assert again > first > 0
    clock.forward(seconds=again)
    assert client.log_in() == 303


def test_guessing_many_peoples_passwords_from_one_address_has_to_wait(client: Any) -> None:
    answers = [client.log_in(email=f"manager{number}@example.com") for number in range(21)]
    assert answers == [401] * 20 + [429]


def test_a_right_password_forgets_the_wrong_ones(client: Any) -> None:
    for _ in range(3):
        for _ in range(4):
            client.log_in(password="guess")
        assert client.log_in() == 303
        client.cookies.clear()


def test_nobody_locks_a_manager_out_by_guessing_from_elsewhere(app: App, browser_of: Any) -> None:
    elsewhere = browser_of(app, "203.0.113.9")
    assert [elsewhere.log_in(password="guess") for _ in range(7)][-2:] == [429, 429]
    assert browser_of(app).log_in() == 303


def test_guesses_from_many_addresses_get_slow(app: App, browser_of: Any, clock: Any) -> None:
    web = browser_of(app)
    answers = []
    for number in range(51):
        web._transport.client = (f"203.0.113.{number}", 50000)
        answers.append(web.log_in(password="guess"))
    assert answers == [401] * 50 + [429]
    clock.forward(seconds=30)
    assert web.log_in() == 303, "the manager waits half a minute at most"


def test_an_address_is_believed_only_from_a_trusted_proxy(
    make_app: Callable[..., App], browser_of: Any
) -> None:
    def guess_from_many(app: App) -> int:
        web = browser_of(app, "10.0.0.1")
        for number in range(21):
            web.headers["X-Forwarded-For"] = f"203.0.113.{number}"
            answer = web.log_in(email=f"manager{number}@example.com")
        return int(answer)

    assert guess_from_many(make_app()) == 429, "whoever asks could claim to be anybody"
    assert guess_from_many(make_app(trusted_proxies=["10.0.0.1"])) == 401


def test_a_changed_password_ends_open_sessions(client: Any, app: App) -> None:
    client.log_in()
    assert client.get("/desk").status_code == 200
    karin = app.records.manager_by_email("karin@example.com")
    assert karin is not None
    app.records.set_password(karin.id, "another long password")
    assert client.get("/desk").headers["location"].startswith("/desk/login")
    assert client.get("/desk/login").status_code == 200, "the login is shown, not skipped"
    assert client.log_in(password="another long password") == 303
    assert client.get("/desk").status_code == 200
