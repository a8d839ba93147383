"""What holds for every page: languages, headers, health, and errors without traces."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import bot.web
from bot.bootstrap import App
from bot.texts import LANGUAGES, Texts
from bot.web.rendering import TEXT_FILES

WEB = Path(bot.web.__file__).parent


def test_a_process_without_its_tables_lives_but_is_not_ready(client: TestClient, app: App) -> None:
    with app.database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version AS SELECT '0000' AS version_num")
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "not_ready", "reason": "schema"})
    assert client.get("/health").json() == {"status": "ok"}


def test_the_language_is_the_one_asked_for_then_the_remembered_then_the_browsers(client: TestClient) -> None:
    def language(**options: object) -> str:
        answer = client.get("/desk/login", **options)  # type: ignore[arg-type]
        return answer.headers["content-language"]

    assert language(headers={"Accept-Language": "de, en;q=0.8, sv;q=0.5"}) == "en"
    assert language(headers={"Accept-Language": "fi"}) == "sv"
    assert language(headers={"Accept-Language": ";q=,,;q=x"}) == "sv"
    assert language(params={"lang": "en"}) == "en"
    assert language(headers={"Accept-Language": "sv"}) == "en", "the choice is remembered"
    assert language(params={"lang": "xx"}) == "en"


@pytest.mark.parametrize("path", ["/", "/desk/login", "/nowhere", "/static/chat.js", "/health"])
def test_every_answer_keeps_foreign_scripts_and_frames_out(client: TestClient, app: App, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    dialogue = app.settings.public_dialogue_url
    assert f"connect-src 'self' {dialogue} {dialogue.replace('http', 'ws')};" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_no_template_has_a_script_or_a_style_inside() -> None:
    for template in WEB.rglob("*.html"):
        html = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|https?://", html), template


def test_the_panel_never_writes_html() -> None:
    for script in [WEB / "static" / "chat.js", *(WEB / "static" / "chat").glob("*.js")]:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script.read_text()
        )


def test_an_unknown_page_is_told_kindly_in_both_languages(client: TestClient) -> None:
    assert "Sidan finns inte" in client.get("/nowhere").text
    assert "There is no such page" in client.get("/nowhere?lang=en").text


def test_a_failure_shows_no_trace(client: Any, app: App) -> None:
    form = {"email": "a@example.com", "password": "x", "form_token": client.form_token()}
    with app.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE managers RENAME TO gone")
    answer = client.post("/desk/login", data=form)
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.text
    assert "Traceback" not in answer.text
    assert "managers" not in answer.text
    assert "content-security-policy" in answer.headers


def test_a_form_sent_from_another_site_is_refused(client: TestClient) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert client.post("/desk/login", data={"email": "x"}, headers=headers).status_code == 403

    for origin in ("http://[", "http://[::1"):
        assert client.post("/desk/login", data={"email": "x"}, headers={"Origin": origin}).status_code == 403


def test_an_enormous_form_is_refused_unread(client: TestClient) -> None:
    assert client.post("/desk/login", data={"email": "x" * 1_000_000}).status_code == 413
    assert client.post("/desk/login", content=iter([b"email=x"])).status_code == 411


@pytest.mark.parametrize("length", ["\u00b2", "-1", "1e3", "9" * 5000, "\u0661"])
def test_a_made_up_length_is_refused(client: TestClient, length: str) -> None:
    refused = client.post("/desk/login", content=b"email=x", headers={"Content-Length": length.encode()})
    assert refused.status_code in (411, 413)


@pytest.mark.parametrize(
    ("options", "swedish", "english"),
    [
        ({"headers": {"Origin": "https://evil.example"}}, "Formuläret gäller inte", "no longer valid"),
        ({"content": iter([b"email=x"])}, "Det där gick inte att läsa", "read that"),
        ({"data": {"email": "x" * 100_000}}, "Det blev för mycket", "too much at once"),
    ],
    ids=["403", "411", "413"],
)
def test_a_refused_form_is_told_kindly_in_both_languages(
    client: TestClient, options: dict[str, Any], swedish: str, english: str
) -> None:
    answer = client.post("/desk/login", **options)
    assert swedish in answer.text
    assert "content-security-policy" in answer.headers
    assert english in client.post("/desk/login?lang=en", **options).text


def test_pages_with_private_words_are_not_cached(client: TestClient) -> None:
    assert client.get("/desk/login").headers["cache-control"] == "no-store"


def test_static_files_stay_inside_their_folder(client: TestClient) -> None:
    assert client.get("/static/..%2fapp.py").status_code == 404
    assert client.get("/static/vendor/socket.io-client/LICENSE").status_code == 200


def test_the_panel_says_everything_in_both_languages() -> None:
    texts = json.loads((WEB / "static" / "chat" / "texts.json").read_text(encoding="utf-8"))
    assert set(texts) == set(LANGUAGES)
    assert set(texts["sv"]) == set(texts["en"])
    for key, sentence in texts["sv"].items():
        assert set(re.findall(r"\{\w+\}", sentence)) == set(re.findall(r"\{\w+\}", texts["en"][key])), key


def test_the_panel_has_every_text_it_uses() -> None:
    texts = json.loads((WEB / "static" / "chat" / "texts.json").read_text(encoding="utf-8"))["sv"]
    for script in (WEB / "static" / "chat").glob("*.js"):
        used = set(re.findall(r'\bt\(\s*"(\w+)"', script.read_text(encoding="utf-8")))
        assert used <= set(texts), script


def test_the_pages_have_every_text_they_use() -> None:
    texts = Texts.load(TEXT_FILES)
    for template in WEB.rglob("*.html"):
        used = set(re.findall(r"""\bt\(\s*["'](\w+)["']\s*[,)]""", template.read_text(encoding="utf-8")))
        assert used <= texts.keys(), template


def test_every_state_and_event_of_a_case_has_a_name() -> None:
    from bot.cases.cards import PRIORITIES, REASONS, STATES

    events = (
        *("opened", "words_added", "raised", "acknowledged", "in_progress", "resolved"),
        *("confirmed", "reopened", "reassigned", "closed"),
    )
    named = {
        *(f"state_{state}" for state in STATES),
        *(f"event_{kind}" for kind in events),
        *(f"reason_{reason}" for reason in REASONS),
        *(f"priority_{priority}" for priority in PRIORITIES),
    }
    assert named <= Texts.load(TEXT_FILES).keys()
