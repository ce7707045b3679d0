"""Tells the next step: what, until when, with which documents."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import LETTER_SLOTS, Event, facts, hand_over, reset, say
from bot.core import advice, clock, council, texts
from bot.core.calendar_file import calendar_file
from bot.core.steps import Step, next_step
from bot.core.store import DocumentStore


class ActionAdvise(Action):
    """Explains the next step and offers its documents."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_advise"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Speaks the advice, or goes back to the questions while a fact is missing."""
        step = next_step(facts(tracker), clock.today())
        if step is None:
            return [FollowupAction("situation_form")]
        for name, fields in advice.advice(step, facts(tracker), clock.today()):
            say(dispatcher, name, **fields)
        events = [SlotSet("advised_step", step.name), *reset(LETTER_SLOTS)]
        if step.documents:
            return [*events, FollowupAction("letter_form")]
        _give_calendar(dispatcher, tracker, step)
        say(dispatcher, "utter_no_more_documents")
        return [*events, FollowupAction("action_listen")]


def _give_calendar(dispatcher: CollectingDispatcher, tracker: Tracker, step: Step) -> None:
    if step.deadline is None or step.name == "close":
        return
    content = calendar_file(step.deadline, facts(tracker), tracker.sender_id)
    hours = council.load().document_hours
    name = texts.say("utter_calendar_name")
    stored = DocumentStore().put(content, name, tracker.sender_id, hours)
    say(dispatcher, "utter_calendar_ready")
    hand_over(dispatcher, stored.token, name)
