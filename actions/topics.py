"""Answers a side question; the dialogue then comes back to where it was."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, heard, say
from bot.core import texts


def answer_topic(dispatcher: CollectingDispatcher, topic: str) -> None:
    """Speaks the answer to the side question `topic`."""
    name = f"utter_topic_{topic}"
    say(dispatcher, name if name in texts.responses() else "utter_topic_unknown")


class ActionAnswerTopic(Action):
    """Answers the side question that was read in the last message."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_answer_topic"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Speaks the answer."""
        answer_topic(dispatcher, heard(tracker).get("topic") or "")
        return []
