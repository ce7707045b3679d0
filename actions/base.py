"""What every action shares: the slots, the last message's reading, and ways to speak."""

from collections.abc import Iterable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.core import case, clock, questions, texts
from bot.core.slots import REQUESTED, facts_of

Event = dict[str, Any]
LETTER_SLOTS = ("document", "confirmed", "fact_to_change")
TAKERS = ("situation_form", "letter_form", "action_take_facts", "action_start")


def facts(tracker: Tracker) -> dict[str, str]:
    """The case, as the slots hold it."""
    return facts_of(tracker.slots)


def asked(tracker: Tracker) -> str | None:
    """The slot being asked, if any."""
    value = tracker.slots.get(REQUESTED)
    return str(value) if value else None


def heard(tracker: Tracker) -> dict[str, Any]:
    """What the reader made of the last message (`bot.core.reading.Reading` as a dict)."""
    entities = tracker.latest_message.get("entities") or []
    readings = (entity["value"] for entity in entities if entity["entity"] == "reading")
    return dict(next(readings, {}))


def in_form(tracker: Tracker) -> bool:
    """Whether a question is being asked, which will be asked again by itself."""
    return bool(tracker.active_loop.get("name"))


def say(dispatcher: CollectingDispatcher, name: str, **fields: Any) -> None:
    """Speaks the response `name` of the domain, its fields filled in."""
    dispatcher.utter_message(response=name, **fields)


def ask(dispatcher: CollectingDispatcher, slot: str, values: Iterable[str], **fields: Any) -> None:
    """Asks for `slot`, offering `values` only."""
    titles = texts.choices(slot)
    buttons = [{"title": titles[value], "payload": f"{slot}={value}"} for value in values]
    dispatcher.utter_message(response=f"utter_ask_{slot}", buttons=buttons, **fields)


def reset(slots: Iterable[str]) -> list[Event]:
    """Empties `slots`."""
    return [SlotSet(slot, None) for slot in slots]


def continue_case(tracker_facts: dict[str, str]) -> Event:
    """Asks what is missing, or says the next step when nothing is."""
    name = "situation_form" if case.missing(tracker_facts) else "action_advise"
    return FollowupAction(name)


def can_write(tracker: Tracker, written: Iterable[str]) -> bool:
    """Whether a document is left to offer, beside those `written` already."""
    left = questions.offered("document", facts(tracker), clock.today(), tuple(written))
    return left != (questions.NONE,)


def is_first_hearing(tracker: Tracker) -> bool:
    """Whether no earlier action of this turn has already answered the last message."""
    since: list[str] = []
    for event in reversed(tracker.events):
        if event["event"] == "user":
            break
        if event["event"] == "action" and event["name"] in TAKERS:
            since.append(event["name"])
    return len(since) <= 1


def hand_over(dispatcher: CollectingDispatcher, token: str, name: str) -> None:
    """Gives a stored document to the channel, which makes a link or an upload of it."""
    dispatcher.utter_message(json_message={"document": {"id": token, "name": name}})
