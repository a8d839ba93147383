"""Pages from templates: escaped, in the reader's language, times on the reader's clock."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.settings import Settings
from bot.texts import LANGUAGES, Texts
from bot.web.language import language_of, remember_language

HERE = Path(__file__).parent
TEMPLATE_FOLDERS = [HERE / "templates", HERE / "pages" / "templates", HERE / "desk" / "templates"]
# The desk names reasons and priorities as the notifications do.
TEXT_FILES = [HERE / "pages" / "texts.yml", HERE / "desk" / "texts.yml", HERE.parent / "cases" / "texts.yml"]


class Renderer:
    """Makes HTML responses."""

    def __init__(self, *, settings: Settings, texts: Texts) -> None:
        self._settings = settings
        self._texts = texts
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATE_FOLDERS),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"plain_number": _plain_number, "upper_first": _upper_first}

    def language(self, request: Request) -> str:
        return language_of(request, self._settings.default_language)

    def page(
        self, request: Request, template: str, *, status: int = 200, time_zone: str = "", **values: object
    ) -> HTMLResponse:
        """Return the filled-in template; a language asked for in the address is remembered.

        Times are shown in ``time_zone`` (IANA name), by default that of the settings.
        """
        language = self.language(request)
        html = self._templates.get_template(template).render(
            language=language,
            languages=LANGUAGES,
            t=partial(self._texts.say, language=language),
            clock=partial(_clock, language, ZoneInfo(time_zone or self._settings.default_time_zone)),
            settings=self._settings,
            path=request.url.path,
            address_in=lambda wanted: f"?{request.url.include_query_params(lang=wanted).query}",
            **values,
        )
        response = HTMLResponse(html, status_code=status, headers={"Content-Language": language})
        if request.query_params.get("lang") in LANGUAGES:
            remember_language(response, language)
        return response


def _clock(language: str, zone: ZoneInfo, at: datetime, style: str = "time") -> str:
    """Return a moment as people write it: with weekday and time, or only the "date"."""
    pattern = "d MMMM y" if style == "date" else "EEE d MMM HH:mm"
    return format_datetime(at.astimezone(zone), pattern, locale=language)


def _plain_number(number: Decimal) -> str:
    """Return 2 for 2.000, and 0.5 for 0.500."""
    return f"{number.normalize():f}"


def _upper_first(words: str) -> str:
    """Return the words as they begin a line: product names are kept as they stand inside a sentence."""
    return words[:1].upper() + words[1:]
