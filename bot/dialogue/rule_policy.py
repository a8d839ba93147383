"""Rasa's rule policy, asked only what it can answer.

For every prediction Rasa's tries all rules on the whole session, first by the message's text and then by its intent.
Here a conversation is compared with the rules that end as it does, over as many of its states as the longest rule has,
and by text only where a rule names a text. The predictions are the same (tests/unit/dialogue/test_rule_policy.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT, TEXT

from bot.dialogue.tracker import LiveTracker

RULES = "rules"
Ending = tuple[str | None, str | None]
"""The action before a rule's last state, and the intent in it; None for any."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class EndingRulePolicy(RulePolicy):
    """Predicts as Rasa's rule policy does. While it is trained or tested it is that policy and nothing else."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._by_ending: dict[int, dict[Ending, dict[str, str]]] = {}
        self._longest = max((len(self._states(rule)) for rule in self._all_rules()), default=1)
        self._reads_text = any(
            state.get(USER, {}).get(TEXT) for rule in self._all_rules() for state in self._states(rule)
        )

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input and isinstance(tracker, LiveTracker) and not self._reads_text:
            return None, None, False
        found: tuple[str | None, str | None, bool] = super()._find_action_from_rules(
            tracker, domain, use_text_for_last_user_input
        )
        return found

    def _prediction_states(self, tracker: DialogueStateTracker, *arguments: Any, **named: Any) -> list[State]:
        states: list[State] = super()._prediction_states(tracker, *arguments, **named)
        return states[-self._longest :] if isinstance(tracker, LiveTracker) else states

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        if not self._by_ending and not any(lookup is known for known in self.lookup.values()):
            return set(super()._get_possible_keys(lookup, states))
        likely = dict(self._ending_as(lookup, states[-1])) if states else lookup
        return set(super()._get_possible_keys(likely, states))

    def _ending_as(self, lookup: dict[str, str], state: State) -> Iterable[tuple[str, str]]:
        """The rules of a lookup whose last state may be this one."""
        endings = self._endings(lookup)
        action = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
        intent = state.get(USER, {}).get(INTENT)
        for ending in {(action, intent), (action, None), (None, intent), (None, None)}:
            yield from endings.get(ending, {}).items()

    def _endings(self, lookup: dict[str, str]) -> dict[Ending, dict[str, str]]:
        known = self._by_ending.get(id(lookup))
        if known is None or sum(map(len, known.values())) != len(lookup):
            known = defaultdict(dict)
            for rule, action in lookup.items():
                last = self._states(rule)[-1]
                ending = (
                    _set(last.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)),
                    _set(last.get(USER, {}).get(INTENT)),
                )
                known[ending][rule] = action
            self._by_ending[id(lookup)] = known
        return known

    def _all_rules(self) -> Iterable[str]:
        for name, rules in self.lookup.items():
            if name.startswith(RULES) and isinstance(rules, dict):
                yield from rules

    def _states(self, rule: str) -> list[State]:
        return list(self._rule_key_to_state(rule))


def _set(value: str | None) -> str | None:
    return None if value in (None, "", SHOULD_NOT_BE_SET) else value
