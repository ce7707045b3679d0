"""The questions whose choices or text depend on the case."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, ask, facts
from bot.core import clock, labels, texts
from bot.core.questions import offered


class ActionAskDocument(Action):
    """Asks which document to write, among those of the step."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_ask_document"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Asks, with the documents not written yet."""
        written = tuple(tracker.slots.get("written_documents") or ())
        ask(dispatcher, "document", offered("document", facts(tracker), clock.today(), written))
        return []


class ActionAskConfirmed(Action):
    """Has everything read again before a document is written."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_ask_confirmed"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Shows the recap and asks whether it is right."""
        document = str(tracker.slots.get("document"))
        ask(
            dispatcher,
            "confirmed",
            texts.choices("confirmed"),
            document=labels.document(document),
            recap=labels.recap(facts(tracker), document),
        )
        return []


class ActionAskFactToChange(Action):
    """Asks which answer to change."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_ask_fact_to_change"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Asks, with the answers given so far."""
        values = offered("fact_to_change", facts(tracker), clock.today())
        ask(dispatcher, "fact_to_change", values)
        return []
