"""The desk shows a manager what a customer needs, and takes the case on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.bootstrap import App
from bot.cases.cards import CaseCard

OpenCase = Callable[..., CaseCard]
HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'{{ 7*7 }}"


@pytest.fixture
def karin(client: Any) -> Any:
    client.log_in()
    return client


def test_the_list_shows_customer_reason_priority_and_manager(karin: Any, open_case: OpenCase) -> None:
    open_case()
    page = karin.get("/desk").text
    for words in ("Anna Lind", "Något är skadat", "Hög", "Karin Holm", "Svenska"):
        assert words in page


def test_mine_are_mine_and_all_open_are_everybodys(karin: Any, open_case: OpenCase) -> None:
    open_case(email="james@example.com", language="en")
    assert "James Carter" not in karin.get("/desk").text
    assert "James Carter" in karin.get("/desk?show=open").text
    assert "James Carter" not in karin.get("/desk?show=done").text


def test_a_case_past_its_time_is_marked(karin: Any, open_case: OpenCase, clock: Any) -> None:
    open_case()
    assert "Över tiden" not in karin.get("/desk").text
    clock.forward(hours=11)
    assert "Över tiden" in karin.get("/desk").text


def test_times_are_shown_on_the_managers_clock(karin: Any, open_case: OpenCase) -> None:
    case = open_case()
    assert "ons 4 mars 10:00" in karin.get(f"/desk/cases/{case.uid}").text


def test_a_customers_words_are_shown_and_never_run(karin: Any, open_case: OpenCase) -> None:
    case = open_case(HOSTILE)
    page = karin.get(f"/desk/cases/{case.uid}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page


def test_a_manager_takes_starts_and_resolves_a_case(karin: Any, open_case: OpenCase, app: App) -> None:
    case = open_case()
    for action, state in (("acknowledge", "acknowledged"), ("start", "in_progress"), ("resolve", "resolved")):
        assert karin.act(case, action) == 303
        moved = app.cases.case_by_uid(case.uid)
        assert moved is not None
        assert moved.state == state
        assert moved.events[-1].actor.startswith("manager:")
    page = karin.get(f"/desk/cases/{case.uid}").text
    assert "Markerades som löst" in page
    assert "Ärendet är avslutat" in page
    assert "Anna Lind" in karin.get("/desk?show=done").text


def test_a_manager_says_how_a_case_was_resolved_and_closes_it(
    karin: Any, open_case: OpenCase, app: App
) -> None:
    case = open_case()
    page = f"/desk/cases/{case.uid}"
    assert karin.act(case, "resolve", note="Nytt lock skickat <b>idag</b>") == 303
    assert "Nytt lock skickat &lt;b&gt;idag&lt;/b&gt;" in karin.get(page).text
    assert "Stäng ärendet" in karin.get(page).text
    assert "Close the case" in karin.get(f"{page}?lang=en").text
    assert karin.act(case, "close", note="Klart") == 303
    closed = app.cases.case_by_uid(case.uid)
    assert closed is not None
    assert closed.state == "closed"
    assert closed.events[-1].details["note"] == "Klart"


def test_a_manager_opens_a_case_again_with_what_the_customer_says(
    karin: Any, open_case: OpenCase, app: App
) -> None:
    case = open_case()
    assert karin.act(case, "close") == 409, "nothing is closed that was not resolved"
    for done in (("resolve",), ("resolve", "close")):
        for action in done:
            assert karin.act(case, action) == 303
        assert "Öppna igen" in karin.get(f"/desk/cases/{case.uid}").text
        assert karin.act(case, "reopen", note=f"Det läcker igen {len(done)}") == 303
        again = app.cases.case_by_uid(case.uid)
        assert again is not None
        assert again.state == "reopened"
        assert f"Det läcker igen {len(done)}" in again.words
    assert karin.act(case, "reopen", note="Två gånger") == 409
    assert karin.act(case, "resolve", note="x" * 2001) == 400


def test_a_step_that_somebody_else_took_first_is_told(karin: Any, open_case: OpenCase, app: App) -> None:
    case = open_case()
    token = karin.form_token(f"/desk/cases/{case.uid}")
    app.cases.resolve(case.id, actor="system")
    answer = karin.post(f"/desk/cases/{case.uid}/start", data={"form_token": token})
    assert answer.status_code == 409
    assert "Någon annan hann före" in answer.text


def test_a_case_is_handed_over_to_another_manager(karin: Any, open_case: OpenCase, app: App) -> None:
    case = open_case()
    oliver = app.records.manager_by_email("oliver@example.com")
    assert oliver is not None
    assert karin.act(case, "reassign", manager_id=str(oliver.id)) == 303
    moved = app.cases.case_by_uid(case.uid)
    assert moved is not None
    assert moved.manager_name == "Oliver Reed"
    assert karin.act(case, "reassign", manager_id="999") == 409
    assert karin.act(case, "reassign", manager_id="nobody") == 400


def test_a_forged_form_moves_nothing(karin: Any, open_case: OpenCase, app: App, browser_of: Any) -> None:
    case = open_case()
    assert karin.post(f"/desk/cases/{case.uid}/resolve", data={"form_token": "made-up"}).status_code == 403
    other = browser_of(app)
    other.log_in("oliver@example.com")
    theirs = other.form_token("/desk")
    assert karin.post(f"/desk/cases/{case.uid}/resolve", data={"form_token": theirs}).status_code == 403
    unmoved = app.cases.case_by_uid(case.uid)
    assert unmoved is not None
    assert unmoved.state == "open"


def test_nobody_sees_or_moves_a_case_without_logging_in(client: Any, open_case: OpenCase) -> None:
    case = open_case()
    assert client.get(f"/desk/cases/{case.uid}").status_code == 303
    answer = client.post(f"/desk/cases/{case.uid}/resolve", data={"form_token": "x"})
    assert answer.headers["location"].startswith("/desk/login")


@pytest.mark.parametrize("path", ["/desk/cases/unknown", "/desk/cases/%00", "/desk/cases/" + "x" * 3000])
def test_a_case_that_does_not_exist_is_a_friendly_404(karin: Any, path: str) -> None:
    answer = karin.get(path)
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.text


def test_the_desk_speaks_english_when_asked(karin: Any, open_case: OpenCase) -> None:
    case = open_case()
    page = karin.get(f"/desk/cases/{case.uid}?lang=en").text
    assert "In the customer&#39;s own words" in page
    assert "I&#39;ll take it" in page
    assert "Cases" in karin.get("/desk").text, "the choice is remembered"
