"""A case always reaches somebody, and the right one first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.cases.routing import Candidate, choose, load

SWEDISH = Candidate(id=1, languages=("sv",), load=4)
BOTH = Candidate(id=2, languages=("en", "sv"), load=2)
AWAY = Candidate(id=3, languages=("sv", "en"), active=False)


def test_the_customers_own_manager_comes_first_even_when_busy_or_of_another_language() -> None:
    assert choose([SWEDISH, BOTH], preferred=1, language="en") == 1


def test_a_manager_who_is_away_is_passed_over() -> None:
    assert choose([SWEDISH, BOTH, AWAY], preferred=3, language="sv") == 2


def test_language_counts_before_load() -> None:
    assert choose([SWEDISH, Candidate(id=4, languages=("en",))], preferred=None, language="sv") == 1


def test_the_lightest_load_gets_it_and_ties_are_stable() -> None:
    assert choose([SWEDISH, BOTH], preferred=None, language="sv") == 2
    assert choose([Candidate(9, ("sv",)), Candidate(5, ("sv",))], preferred=None, language="sv") == 5


def test_load_weighs_urgent_cases_more() -> None:
    assert load({"urgent": 1}) > load({"low": 3})


candidates = st.lists(
    st.builds(
        Candidate,
        id=st.integers(1, 50),
        languages=st.lists(st.sampled_from(["sv", "en", "fi"]), max_size=3).map(tuple),
        active=st.booleans(),
        load=st.integers(0, 40),
    ),
    unique_by=lambda candidate: candidate.id,
)


@given(candidates, st.one_of(st.none(), st.integers(1, 50)), st.sampled_from(["sv", "en"]))
def test_a_case_is_never_without_a_manager_while_there_is_one(
    everybody: list[Candidate], preferred: int | None, language: str
) -> None:
    chosen = choose(everybody, preferred=preferred, language=language)
    assert (chosen is None) == (not everybody)
    by_id = {candidate.id: candidate for candidate in everybody}
    if chosen is not None and any(candidate.active for candidate in everybody):
        assert by_id[chosen].active
    assert chosen == choose(everybody[::-1], preferred=preferred, language=language)


def test_with_equal_loads_the_case_goes_to_whoever_likes_the_customers_language_better():
    swedish_first = Candidate(1, ("sv", "en"))
    english_first = Candidate(2, ("en", "sv"))
    assert choose([swedish_first, english_first], preferred=None, language="en") == 2
    assert choose([swedish_first, english_first], preferred=None, language="sv") == 1
