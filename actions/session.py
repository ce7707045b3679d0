"""The first words of a conversation."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, SessionStarted
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, say


class ActionSessionStart(Action):
    """Says at once that it is an automated assistant (BOT-01)."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_session_start"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Welcomes, whatever the first message is."""
        say(dispatcher, "utter_welcome")
        return [SessionStarted(), ActionExecuted("action_listen")]
