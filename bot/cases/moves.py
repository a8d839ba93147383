"""Which state a case may go to from which. Pure.

open → acknowledged → in_progress → resolved → confirmed or reopened → closed. A manager may skip a step
forward (who solves a case at once has acknowledged it), but nothing is closed that was not resolved, and the
customer's "no" opens a case again from every later state.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.cases.cards import ACTIVE_STATES, IllegalMove

FROM: Mapping[str, tuple[str, ...]] = {
    "acknowledged": ("open", "reopened"),
    "in_progress": ("open", "reopened", "acknowledged"),
    "resolved": ACTIVE_STATES,
    "confirmed": ("resolved",),
    "reopened": ("resolved", "confirmed", "closed"),
    "closed": ("resolved", "confirmed"),
}


def check(state: str, wanted: str) -> bool:
    """Tell whether the case has to move (False: it is there already). Raises IllegalMove."""
    if state == wanted:
        return False
    if state not in FROM[wanted]:
        allowed = " or ".join(FROM[wanted])
        raise IllegalMove(f"A case that is {state} cannot become {wanted}; it must be {allowed} first.")
    return True


def check_active(state: str) -> None:
    """Raises IllegalMove for a case that no manager works on any more."""
    if state not in ACTIVE_STATES:
        raise IllegalMove(f"A case that is {state} cannot be given to another manager; reopen it first.")
