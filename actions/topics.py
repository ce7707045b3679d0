"""Answers a side question; the dialogue then comes back to where it was."""

from collections.abc import Iterator
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, heard, say
from bot.core import labels, texts
from bot.core.sources import behind

SOURCES = "sources"  # the side question: what is all this founded on?


def answer_topic(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str) -> None:
    """Speaks the answer to the side question `topic`."""
    name = f"utter_topic_{topic}"
    if topic == SOURCES and (facts := behind(_last_said(tracker))):
        say(dispatcher, "utter_sources", sources="\n".join(map(labels.source, facts)))
    say(dispatcher, name if name in texts.responses() else "utter_topic_unknown")


def _last_said(tracker: Tracker) -> Iterator[str]:
    """The responses of the assistant's last turn."""
    past = list(tracker.events)
    while past and past[-1]["event"] != "bot":
        past.pop()
    for event in reversed(past):
        if event["event"] == "user":
            break
        yield (event.get("metadata") or {}).get("utter_action", "")


class ActionAnswerTopic(Action):
    """Answers the side question that was read in the last message."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_answer_topic"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Speaks the answer."""
        answer_topic(dispatcher, tracker, heard(tracker).get("topic") or "")
        return []
