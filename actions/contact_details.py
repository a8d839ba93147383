"""Changing e-mail, phone or address: read back, and written only after a yes."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, FormAction, Turn, TurnAction, done
from actions.cases import promise, raise_case
from bot.records.contacts import ContactError, ContactField, read_contact

FIELDS: tuple[ContactField, ...] = ("email", "phone", "address")
ENTITY_OF = {"email": "email", "phone": "phone_number", "address": "postal_address"}
SLOTS = ("contact_field", "contact_value", "contact_confirmed")
LEAVES = {"stop", "skip"}
ASIDES = {"ask_human", "ask_order_status", "bot_challenge", "change_language", "help", "show_my_data"}


class ValidateContactForm(FormAction):
    """Reads which detail, its new value, and the yes or no to it."""

    def begin(self, turn: Turn) -> Events:
        field = _field(turn)
        known = turn.entity(ENTITY_OF.get(field or "", ""))
        events: Events = [SlotSet(slot, None) for slot in SLOTS]
        if field is not None:
            events.append(SlotSet("contact_field", field))
        if field is not None and known is not None:
            events += _value(turn, field, str(known))
        return events

    def read(self, turn: Turn) -> Events:
        if turn.intent in LEAVES:
            return [SlotSet("contact_confirmed", False), *done()]
        if turn.intent in ASIDES:
            return []
        asked = turn.slot("requested_slot")
        if asked == "contact_field":
            return _read_field(turn)
        if asked == "contact_value":
            field: ContactField = turn.slot("contact_field")
            # Asked for an address, the whole reply is one, with its c/o and door code.
            found = None if field == "address" else turn.entity(ENTITY_OF[field])
            return _value(turn, field, str(found or turn.text))
        return _read_confirmation(turn)


class ActionAskContactFormContactField(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_ask_contact_field")
        return []


class ActionAskContactFormContactValue(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say(f"utter_ask_{turn.slot('contact_field')}")
        return []


class ActionAskContactFormContactConfirmed(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say(f"utter_confirm_{turn.slot('contact_field')}", value=_one_line(turn.slot("contact_value")))
        return []


class ActionFinishContact(TurnAction):
    def act(self, turn: Turn) -> Events:
        if turn.slot("contact_confirmed") is True and turn.customer is not None:
            self._write(turn)
        else:
            turn.say("utter_contact_unchanged")
        return [SlotSet(slot, None) for slot in SLOTS]

    def _write(self, turn: Turn) -> None:
        assert turn.customer is not None
        field: ContactField = turn.slot("contact_field")
        try:
            turn.app.records.change_contact(
                turn.customer.id, field, str(turn.slot("contact_value")), actor="customer"
            )
        except ContactError as error:
            self._refuse(turn, error, field)
        else:
            turn.say("utter_contact_changed")

    def _refuse(self, turn: Turn, error: ContactError, field: ContactField) -> None:
        value = str(turn.slot("contact_value"))
        if error.reason != "email_taken":
            turn.say(f"utter_contact_invalid_{field}", value=value)
            return
        turn.say("utter_contact_by_hand")
        promise(turn, raise_case(turn, "asked_for_human", value))


class ActionNoteContact(TurnAction):
    """A visitor's contact details go to the open case: a stranger's word changes no record."""

    def act(self, turn: Turn) -> Events:
        case = turn.app.cases.open_case_of(turn.conversation_id)
        if case is None:
            turn.say("utter_sign_in")
        else:
            origin = f"message:{turn.conversation_id}:{turn.message_id}"
            turn.app.cases.add_words(case.id, turn.text, actor="customer", origin=origin)
            turn.say("utter_contact_noted")
        return []


def _field(turn: Turn) -> ContactField | None:
    named = turn.entity("contact_field")
    for field in FIELDS:
        if named == field or (field in ENTITY_OF and turn.entity(ENTITY_OF[field]) is not None):
            return field
    return None


def _read_field(turn: Turn) -> Events:
    field = _field(turn)
    if field is None:
        return [] if turn.intent not in (None, "nlu_fallback", "affirm") else [SlotSet("contact_field", None)]
    known = turn.entity(ENTITY_OF.get(field, ""))
    return [SlotSet("contact_field", field), *(_value(turn, field, str(known)) if known else [])]


def _value(turn: Turn, field: ContactField, value: str) -> Events:
    country = (turn.customer.country if turn.customer else None) or turn.app.settings.default_country
    try:
        return [SlotSet("contact_value", read_contact(field, value, country))]
    except ContactError:
        turn.say(f"utter_contact_invalid_{field}", value=value)
        return [SlotSet("contact_value", None)]


def _read_confirmation(turn: Turn) -> Events:
    corrected = turn.entity(ENTITY_OF.get(str(turn.slot("contact_field")), ""))
    if corrected is not None:
        return _value(turn, turn.slot("contact_field"), str(corrected))
    if turn.slot("contact_field") == "address" and any(letter.isdigit() for letter in turn.text):
        # A no with another address in it: asked for once more, without the no.
        return [SlotSet("contact_value", None)]
    if turn.intent in ("affirm", "deny"):
        return [SlotSet("contact_confirmed", turn.intent == "affirm")]
    if turn.intent == "nlu_fallback":
        turn.say("utter_yes_or_no")
        return [SlotSet("contact_confirmed", None)]
    return []


def _one_line(value: object) -> str:
    return ", ".join(str(value or "").splitlines())
