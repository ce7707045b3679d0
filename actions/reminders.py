"""Reminders of a time limit: asked for, offered, cancelled."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, facts, reset, say
from actions.handing import give_calendar
from bot.core import clock, council, reminders
from bot.core.case import YES
from bot.core.steps import next_step

SLOT = "reminders"


class ActionRemind(Action):
    """Takes the consent to be written to, where one can write first."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_remind"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Says when one will be written; elsewhere gives the calendar file instead."""
        known, today = facts(tracker), clock.today()
        promised = reminders.promise(known, today, council.load().conversation_days)
        step = next_step(known, today)
        if promised is None or step is None:
            say(dispatcher, "utter_reminder_no_deadline")
            return []
        if not _writes_first(tracker):
            say(dispatcher, "utter_reminder_elsewhere")
            give_calendar(dispatcher, tracker, step)
            return []
        say(dispatcher, promised[0], **promised[1])
        say(dispatcher, "utter_reminder_kept")
        return [SlotSet(SLOT, YES)]


class ActionNoReminder(Action):
    """Takes the consent back."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_no_reminder"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Says that nothing will be written, whether or not something was to be."""
        events = cancel(dispatcher, tracker)
        if not events:
            say(dispatcher, "utter_reminder_none")
        return events


def cancel(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Takes the consent back and says so; nothing when there was none."""
    if not _are_wanted(tracker):
        return []
    say(dispatcher, "utter_reminder_cancelled")
    return reset([SLOT])


def speak_of_reminders(dispatcher: CollectingDispatcher, tracker: Tracker, asked: bool) -> None:
    """Offers reminders, or says when they come, where one can write first and time is running.

    Args:
        asked: whether to offer them as a question: no other one follows.
    """
    if not _writes_first(tracker):
        return
    known, today, kept = facts(tracker), clock.today(), council.load().conversation_days
    wanted = _are_wanted(tracker)
    spoken = (
        reminders.promise(known, today, kept)
        if wanted
        else reminders.offer(known, today, kept, asked)
    )
    if spoken:
        say(dispatcher, spoken[0], **spoken[1])


def _are_wanted(tracker: Tracker) -> bool:
    return bool(tracker.slots.get(SLOT) == YES)


def _writes_first(tracker: Tracker) -> bool:
    return tracker.get_latest_input_channel() in reminders.REMINDING
