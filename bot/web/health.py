"""Whether the web process can serve."""

from __future__ import annotations

import logging

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.web.parts import parts

router = APIRouter()
logger = logging.getLogger(__name__)


@router.get("/health")
def health(request: Request) -> JSONResponse:
    """Answer 200 when the database answers, else 503."""
    try:
        parts(request).app.records.managers()
    except Exception:
        logger.exception("The database does not answer")
        return JSONResponse({"status": "down"}, status_code=503)
    return JSONResponse({"status": "ok"})
