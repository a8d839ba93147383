"""A case goes its way step by step, and illegal moves are refused."""

from __future__ import annotations

import itertools

import pytest

from bot.cases.cards import STATES, IllegalMove
from bot.cases.moves import FROM, check, check_active

ALLOWED = {(state, wanted) for wanted, states in FROM.items() for state in states}


@pytest.mark.parametrize(("state", "wanted"), sorted(itertools.product(STATES, FROM)))
def test_every_pair_of_states_is_allowed_refused_or_nothing_to_do(state: str, wanted: str) -> None:
    if state == wanted:
        assert check(state, wanted) is False
    elif (state, wanted) in ALLOWED:
        assert check(state, wanted) is True
    else:
        with pytest.raises(IllegalMove, match=f"{state} cannot become {wanted}"):
            check(state, wanted)


def test_nothing_is_closed_that_was_not_resolved() -> None:
    assert {state for state, wanted in ALLOWED if wanted == "closed"} == {"resolved", "confirmed"}


def test_a_closed_case_goes_to_nobody_else() -> None:
    with pytest.raises(IllegalMove, match="reopen it first"):
        check_active("closed")
