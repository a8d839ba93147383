"""A low score is a case before the comment comes; the comment is added to it."""

from __future__ import annotations

from actions.base import Turn
from actions.cases import promise, raise_case
from bot.cases import triage
from bot.cases.cards import Opened
from bot.surveys.cards import Outcome, ResponseCard, Step


def raise_low_score(turn: Turn, step: Step, outcome: Outcome) -> None:
    """Open a case when the score calls for one."""
    score = outcome.score
    if score is None or not triage.is_low(score.kind, score.value):
        return
    verdict = triage.decide(triage.Signals(score_kind=score.kind, score=score.value, words=turn.text))
    raise_case(
        turn,
        "low_score",
        outcome.said or "",
        priority=verdict.priority if verdict else "normal",
        order_id=step.order_id,
        touchpoint_id=step.touchpoint_id,
        response_id=step.response_id,
        score=f"{score.kind.upper()} {score.value}",
        origin=f"response:{step.response_uid}",
    )


def keep_words(turn: Turn, step: Step, outcome: Outcome) -> None:
    """Add the customer's comment to the case that a low score in this survey led to."""
    if outcome.answered is None or outcome.answered.kind != "text":
        return
    response = turn.app.surveys.response(step.response_uid)
    case = turn.app.cases.open_case_of(turn.conversation_id)
    if case is not None and response is not None and has_low_score(response):
        origin = f"comment:{step.response_uid}:{outcome.answered.key}"
        turn.app.cases.add_words(case.id, turn.text, actor="customer", origin=origin)


def tell_of_case(turn: Turn, response: ResponseCard) -> bool:
    """Tell who will be in touch about the survey's low score; False when there was none."""
    case = turn.app.cases.open_case_of(turn.conversation_id)
    if case is None or not has_low_score(response):
        return False
    promise(turn, Opened(case=case, created=True), text="utter_low_score_case")
    return True


def has_low_score(response: ResponseCard) -> bool:
    scores = (answer.score for answer in response.answers)
    return any(triage.is_low(score.kind, score.value) for score in scores if score is not None)
