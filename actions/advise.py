"""Tells the next step: what, until when, with which documents."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import LETTER_SLOTS, Event, can_write, facts, reset, say
from actions.handing import give_calendar, give_case_file
from actions.reminders import speak_of_reminders
from bot.core import advice, clock
from bot.core.steps import next_step


class ActionAdvise(Action):
    """Explains the next step and offers its documents."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_advise"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Speaks the advice, or goes back to the questions while a fact is missing."""
        return await asyncio.to_thread(_advise, dispatcher, tracker)


def _advise(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    step = next_step(facts(tracker), clock.today())
    if step is None:
        return [FollowupAction("situation_form")]
    for name, fields in advice.advice(step, facts(tracker), clock.today()):
        say(dispatcher, name, **fields)
    events = [SlotSet("advised_step", step.name), *reset(LETTER_SLOTS)]
    give_calendar(dispatcher, tracker, step)
    written = tracker.slots.get("written_documents") or ()
    if can_write(tracker, written):
        speak_of_reminders(dispatcher, tracker, asked=False)
        return [*events, FollowupAction("letter_form")]
    if not written:
        give_case_file(dispatcher, tracker)
    say(dispatcher, "utter_no_more_documents")
    speak_of_reminders(dispatcher, tracker, asked=True)
    return [*events, FollowupAction("action_listen")]
