"""A turn fails for the first thing that went wrong in it, whatever that led to."""

from __future__ import annotations

import pytest

from bot.dialogue.failures import note_failure, raising_failures


class Lost(Exception):
    """The connection to the database."""


def test_what_an_action_raised_ends_the_turn() -> None:
    with pytest.raises(Lost), raising_failures():
        note_failure(Lost())


def test_a_lost_connection_is_told_rather_than_what_could_not_be_done_without_it() -> None:
    def turn() -> None:
        with raising_failures():
            note_failure(Lost())
            raise RuntimeError("this transaction cannot go on")

    with pytest.raises(Lost):
        turn()


def test_what_fails_by_itself_is_raised_as_it_is() -> None:
    with pytest.raises(RuntimeError), raising_failures():
        raise RuntimeError("out of order")
    with raising_failures():
        pass
