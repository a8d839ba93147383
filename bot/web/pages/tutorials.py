"""Guides for the demo shop's products, which its tutorials link to."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from bot.web.parts import parts

router = APIRouter()


@router.get("/tutorials/{slug}")
def tutorial(request: Request, slug: str) -> HTMLResponse:
    """Show a guide; its texts are tutorial_<slug>_title, _lead and the list _steps."""
    site = parts(request)
    key = f"tutorial_{slug.replace('-', '_')}"
    known = site.texts.keys()
    if not site.app.settings.demo or f"{key}_steps" not in known:
        raise HTTPException(404)
    steps = site.texts.text(f"{key}_steps").wordings[site.renderer.language(request)]
    return site.renderer.page(request, "tutorial.html", key=key, steps=steps)
