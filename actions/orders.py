"""The customer's orders: which one a conversation is about, how it is named, and where it is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from actions.base import Events, Turn, TurnAction
from bot.records.cards import OrderCard
from bot.wording import past_day


def order_in_question(turn: Turn) -> OrderCard | None:
    """The order of the touchpoint at hand, else the customer's newest one."""
    if turn.customer is None:
        return None
    if turn.slot("touchpoint"):
        touchpoint = turn.app.outreach.touchpoint_by_uid(turn.slot("touchpoint"))
        if touchpoint is not None and touchpoint.order_id is not None:
            return turn.app.records.order(touchpoint.order_id)
    return next(iter(turn.app.records.orders_of(turn.customer.id, limit=1)), None)


def products_in_words(turn: Turn, order: OrderCard) -> str:
    """The first product's name, and how many more there are."""
    if not order.lines:
        return turn.phrase("the_order", number=order.number)
    first = order.lines[0].name(turn.language)
    more = len(order.lines) - 1
    return turn.phrase("and_more", product=first, count=more) if more else first


def day_in_words(turn: Turn, moment: datetime) -> str:
    zone = ZoneInfo(turn.customer.time_zone if turn.customer else turn.app.settings.default_time_zone)
    today = turn.app.now().astimezone(zone).date()
    return past_day(turn.app.texts, moment.astimezone(zone).date(), today, turn.language)


class ActionOrderStatus(TurnAction):
    """Says where an order is: the one asked for by number, else the newest."""

    def act(self, turn: Turn) -> Events:
        if turn.customer is None:
            turn.say("utter_sign_in")
            return []
        orders = turn.app.records.orders_of(turn.customer.id, limit=50)
        if not orders:
            turn.say("utter_no_orders")
            return []
        wanted = turn.entity("order_number")
        found = [order for order in orders if _same_number(order.number, wanted)] if wanted else []
        if wanted and not found:
            turn.say("utter_order_not_found", number=wanted)
        _tell(turn, (found or orders)[0])
        return []


def _tell(turn: Turn, order: OrderCard) -> None:
    if order.cancelled_at is not None:
        text, moment = "utter_order_cancelled", order.cancelled_at
    elif order.delivered_at is not None and order.delivered_at <= turn.app.now():
        text, moment = "utter_order_delivered", order.delivered_at
    else:
        text, moment = "utter_order_on_its_way", order.ordered_at
    turn.say(
        text,
        product=products_in_words(turn, order),
        number=order.number,
        day=day_in_words(turn, moment),
    )


def _same_number(number: str, wanted: object) -> bool:
    return number.lstrip("#").casefold() == str(wanted).lstrip("#").casefold()
