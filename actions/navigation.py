"""Finding one's way: start, back, repeat, help, why, where am I, stop, start over, erase."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, asked, continue_case, facts, in_form, reset, say
from actions.doubts import help_text
from actions.handing import give_again
from actions.hearing import take_reading
from actions.reminders import cancel
from bot import retention
from bot.core import case, clock, labels, questions, texts
from bot.core.case import YES
from bot.core.slots import REQUESTED
from bot.core.steps import next_step


class ActionGreet(Action):
    """Greets, with the ways in when nothing is being asked."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_greet"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Speaks."""
        say(dispatcher, "utter_hello_again" if in_form(tracker) else "utter_ways_in")
        return []


class ActionStart(Action):
    """Enters the case, or comes back to it."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_start"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Says so, and asks what is missing."""
        resumed = in_form(tracker) or facts(tracker)
        say(dispatcher, "utter_resume" if resumed else "utter_start")
        events = give_again(dispatcher, tracker)
        return events if in_form(tracker) else [*events, continue_case(facts(tracker))]


class ActionTakeFacts(Action):
    """Takes facts given while nothing was being asked."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_take_facts"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Says them back, then goes on with the case."""
        known = {**facts(tracker)}
        events = take_reading(dispatcher, tracker)
        for event in events:
            known[event["name"]] = event["value"]
        fact = known.get("fact_to_change")
        if fact:
            say(dispatcher, "utter_change", fact=labels.fact(fact))
            events += reset([fact, "fact_to_change"])
            known[fact] = ""
        return [*events, continue_case({f: v for f, v in known.items() if f in case.HELD and v})]


class ActionGoBack(Action):
    """Asks the previous question again."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_go_back"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Empties the previous answer, and only that one."""
        document = tracker.slots.get("document")
        fact = questions.previous(asked(tracker), facts(tracker), document)
        if fact is None:
            say(dispatcher, "utter_back_impossible")
            return []
        say(dispatcher, "utter_back", fact=labels.fact(fact))
        events = reset([fact, "confirmed", "fact_to_change", "draft"])
        return events if in_form(tracker) else [*events, FollowupAction("situation_form")]


class ActionRepeat(Action):
    """Says the last words again; a pending question is asked again by its form."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_repeat"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Repeats."""
        if in_form(tracker):
            return []
        spoken = _last_spoken(tracker)
        for text, buttons in spoken:
            dispatcher.utter_message(text=text, buttons=buttons)
        if not spoken:
            say(dispatcher, "utter_nothing_to_repeat")
        return []


def _last_spoken(tracker: Tracker) -> list[tuple[str, list[dict[str, str]]]]:
    """Texts and buttons of the assistant's last turn, before the message being answered."""
    spoken: list[tuple[str, list[dict[str, str]]]] = []
    past = [event for event in tracker.events if event["event"] in ("user", "bot")]
    for event in reversed(past[:-1] if past and past[-1]["event"] == "user" else past):
        if event["event"] == "user":
            break
        if event.get("text"):
            spoken.insert(0, (event["text"], event["data"].get("buttons") or []))
    return spoken


class ActionHelp(Action):
    """Helps with the question being asked."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_help"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Speaks the help of the question, or the general one."""
        dispatcher.utter_message(text=help_text(tracker))
        return []


class ActionWhy(Action):
    """Says why the question is asked."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_why"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Speaks the reason."""
        say(dispatcher, f"utter_why_{asked(tracker)}" if asked(tracker) else "utter_why")
        return []


class ActionWhereAmI(Action):
    """Says what is known, and what remains."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_where_am_i"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Speaks the state of the case."""
        known = facts(tracker)
        if not known:
            say(dispatcher, "utter_where_start")
            return []
        recap = labels.recap(known, tracker.slots.get("document"))
        say(dispatcher, "utter_where", recap=recap, remaining=_remaining(known))
        return []


def _remaining(known: dict[str, str]) -> str:
    step = next_step(known, clock.today())
    if step:
        return texts.say("utter_where_step", step=labels.step(step.name))
    return texts.say("utter_where_remaining", count=len(case.missing(known)))


class ActionStop(Action):
    """Leaves the questions, and writes no reminder; the answers stay."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_stop"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Says how to come back."""
        say(dispatcher, "utter_stop")
        return [ActiveLoop(None), SlotSet(REQUESTED, None), *cancel(dispatcher, tracker)]


class ActionGoodbye(Action):
    """Says goodbye; the answers stay."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_goodbye"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Says how to come back, and asks nothing more."""
        say(dispatcher, "utter_goodbye")
        return [ActiveLoop(None), SlotSet(REQUESTED, None)]


class ActionStartOver(Action):
    """Forgets the case and starts again."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_start_over"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Empties everything and asks the first question."""
        say(dispatcher, "utter_restarted")
        return [ActiveLoop(None), AllSlotsReset(), FollowupAction("situation_form")]


class ActionErase(Action):
    """Erases the conversation and its documents (BOT-05)."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_erase"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Deletes what is beside the conversation, which its store deletes as it saves."""
        retention.erase_beside(tracker.sender_id)
        say(dispatcher, "utter_erased")
        return [ActiveLoop(None), AllSlotsReset(), SlotSet("erase_requested", YES)]
