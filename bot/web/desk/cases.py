"""The list of cases, one case with its transcript, and what a manager does with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from bot.cases.cards import ACTIVE_STATES, CaseCard, CaseError, CaseFilters, IllegalMove
from bot.web.desk.visit import AnyVisit, OwnForm
from bot.web.parts import parts

router = APIRouter(prefix="/desk")

PAGE = 50
DONE_STATES = ("resolved", "confirmed", "closed")
View = Literal["mine", "open", "done"]
Move = Literal["acknowledge", "start", "resolve", "close", "reopen"]
MOVES: dict[str, tuple[Move, ...]] = {
    "open": ("acknowledge", "start", "resolve"),
    "reopened": ("acknowledge", "start", "resolve"),
    "acknowledged": ("start", "resolve"),
    "in_progress": ("resolve",),
    "resolved": ("close", "reopen"),
    "confirmed": ("close", "reopen"),
    "closed": ("reopen",),
}
NOTED: tuple[Move, ...] = ("resolve", "close", "reopen")
"""Steps that a manager can say something with."""
LONGEST_NOTE = 2000


@router.get("")
def case_list(request: Request, visitor: AnyVisit, show: View = "mine", page: int = 1) -> Response:
    """List cases, the most pressing first: one's own, everybody's, or those that are done."""
    app = parts(request).app
    page = min(max(page, 1), 100_000)
    filters = CaseFilters(
        states=DONE_STATES if show == "done" else ACTIVE_STATES,
        manager_id=visitor.manager.id if show == "mine" else None,
        limit=PAGE + 1,
        offset=(page - 1) * PAGE,
    )
    found = app.cases.desk_list(filters)
    return parts(request).renderer.page(
        request,
        "cases.html",
        time_zone=visitor.manager.time_zone,
        visitor=visitor,
        show=show,
        cases=found[:PAGE],
        page=page,
        more=len(found) > PAGE,
        now=app.now(),
    )


@router.get("/cases/{uid}")
def case_page(request: Request, visitor: AnyVisit, uid: str) -> Response:
    """Show everything a manager needs to answer the customer."""
    return _case_page(request, visitor, _case(request, uid))


@router.post("/cases/{uid}/reassign")
def reassign(request: Request, visitor: OwnForm, uid: str, manager_id: Annotated[int, Form()]) -> Response:
    """Give the case to another manager, who is told."""
    case = _case(request, uid)
    try:
        parts(request).app.cases.reassign(case.id, actor=visitor.actor, manager_id=manager_id)
    except CaseError:
        return _case_page(request, visitor, _case(request, uid), status=409, problem="desk_cannot_reassign")
    return _back(uid)


@router.post("/cases/{uid}/{move}")
def move_case(
    request: Request,
    visitor: OwnForm,
    uid: str,
    move: Move,
    note: Annotated[str, Form(max_length=LONGEST_NOTE)] = "",
) -> Response:
    """Take the case a step further, or back to work."""
    cases = parts(request).app.cases
    case = _case(request, uid)
    steps: dict[Move, Callable[..., CaseCard]] = {
        "acknowledge": cases.acknowledge,
        "start": cases.start,
        "resolve": partial(cases.resolve, note=note),
        "close": partial(cases.close, note=note),
        "reopen": partial(cases.reopen, words=note),
    }
    try:
        if move == "reopen" and case.active:
            raise IllegalMove(f"A case that is {case.state} needs no reopening.")
        steps[move](case.id, actor=visitor.actor)
    except CaseError:
        return _case_page(request, visitor, _case(request, uid), status=409, problem="desk_moved_meanwhile")
    return _back(uid)


def _case(request: Request, uid: str) -> CaseCard:
    case = parts(request).app.cases.case_by_uid(uid)
    if case is None:
        raise HTTPException(404)
    return case


def _back(uid: str) -> Response:
    return RedirectResponse(f"/desk/cases/{uid}", 303)


def _case_page(
    request: Request, visitor: AnyVisit, case: CaseCard, *, status: int = 200, problem: str = ""
) -> Response:
    app = parts(request).app
    managers = app.records.managers()
    return parts(request).renderer.page(
        request,
        "case.html",
        status=status,
        time_zone=visitor.manager.time_zone,
        visitor=visitor,
        case=case,
        problem=problem,
        customer=app.records.customer(case.customer_id) if case.customer_id else None,
        order=app.records.order(case.order_id) if case.order_id else None,
        messages=app.conversations.messages(case.conversation_id) if case.conversation_id else [],
        managers=managers,
        moves=MOVES[case.state],
        noted=NOTED,
        longest_note=LONGEST_NOTE,
        actors={f"manager:{manager.uid}": manager.name for manager in managers},
        now=app.now(),
    )
