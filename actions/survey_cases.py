"""A low score is a case before the comment comes; the comment is added to it."""

from __future__ import annotations

from actions.base import Turn
from actions.cases import promise, raise_case
from bot.cases import triage
from bot.cases.cards import Opened
from bot.nlu.feeling.urgency import names_of
from bot.surveys.cards import Outcome, ResponseCard, Step


def raise_low_score(turn: Turn, step: Step, outcome: Outcome) -> None:
    """Open a case when the score calls for one."""
    score = outcome.score
    if score is None or not triage.is_low(score.kind, score.value):
        return
    verdict = triage.decide(
        triage.Signals(
            score_kind=score.kind,
            score=score.value,
            urgency=names_of(turn.text),
            sentiment=turn.sentiment,
        )
    )
    raise_case(
        turn,
        "low_score",
        outcome.said or "",
        priority=verdict.priority if verdict else "normal",
        order_id=step.order_id,
        touchpoint_id=step.touchpoint_id,
        response_id=step.response_id,
        score=f"{score.kind.upper()} {score.value}",
        origin=_origin(step.response_uid),
    )


def keep_words(turn: Turn, step: Step, outcome: Outcome) -> None:
    """Add the customer's comment to the case that a low score in this survey led to.

    When a manager has closed that case in the meantime, the comment opens one of its own.
    """
    case = turn.app.cases.case_of(_origin(step.response_uid))
    if case is None or outcome.answered is None or outcome.answered.kind != "text" or outcome.value is None:
        return
    origin = f"comment:{step.response_uid}:{outcome.answered.key}"
    if case.active:
        turn.app.cases.add_words(case.id, turn.text, actor="customer", origin=origin)
    else:
        raise_case(turn, "low_score", turn.text, order_id=step.order_id, origin=origin)


def tell_of_case(turn: Turn, response: ResponseCard) -> bool:
    """Tell who will be in touch about the survey's low score; False when there was none."""
    case = turn.app.cases.case_of(_origin(response.uid))
    if case is None or not case.active:
        return False
    promise(turn, Opened(case=case, created=True), text="utter_low_score_case")
    return True


def _origin(response_uid: str) -> str:
    return f"response:{response_uid}"
