"""The two forms: what they take from a message, and what they ask next."""

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, reset, say
from actions.hearing import take_reading
from bot.core import clock, labels, questions
from bot.core.slots import REQUESTED, facts_of


class GuidedForm(Action, ABC):
    """A form whose next question comes from the core."""

    @abstractmethod
    def next_slot(self, slots: dict[str, Any]) -> str | None:
        """The slot to ask next, or None when the form is done."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Takes what was read, says it back, and names the next question."""
        events = take_reading(dispatcher, tracker)
        slots = _after(tracker.slots, events)
        events += _reopened(dispatcher, slots)
        slots = _after(slots, events)
        return [*events, SlotSet(REQUESTED, self.next_slot(slots))]


def _after(slots: dict[str, Any], events: list[Event]) -> dict[str, Any]:
    return {**slots, **{event["name"]: event["value"] for event in events}}


def _reopened(dispatcher: CollectingDispatcher, slots: dict[str, Any]) -> list[Event]:
    """Empties the answer that the user wants to change."""
    fact = slots.get("fact_to_change")
    if not fact:
        return []
    say(dispatcher, "utter_change", fact=labels.fact(fact))
    return reset(["fact_to_change", "confirmed", fact, "written_documents"])


class ValidateSituationForm(GuidedForm):
    """Asks the facts of the situation."""

    def name(self) -> str:
        """Its name in the domain."""
        return "validate_situation_form"

    def next_slot(self, slots: dict[str, Any]) -> str | None:
        """The first fact of the situation that is missing."""
        return questions.next_of_situation(facts_of(slots))


class ValidateLetterForm(GuidedForm):
    """Asks which document, then what it needs, then has it all read again."""

    def name(self) -> str:
        """Its name in the domain."""
        return "validate_letter_form"

    def next_slot(self, slots: dict[str, Any]) -> str | None:
        """The next thing that the document needs."""
        return questions.next_of_letter(
            facts_of(slots),
            slots.get("document"),
            slots.get("confirmed"),
            slots.get("advised_step"),
            clock.today(),
        )
