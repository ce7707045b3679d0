"""Says why what was said cannot be taken; the question is asked again afterwards."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, asked, facts, heard, in_form, say
from bot.core import case, labels, texts

PATIENCE = 2  # misunderstandings of one question before a human is proposed


def explain_doubts(
    dispatcher: CollectingDispatcher, tracker: Tracker, doubts: dict[str, str]
) -> None:
    """Speaks one sentence for each kind of doubt."""
    for reason, about in {reason: about for about, reason in doubts.items()}.items():
        fact = labels.fact(about) if about in case.FACTS else ""
        fields = {"fact": fact, "help": help_text(tracker), **_draft(tracker)}
        say(dispatcher, f"utter_doubt_{reason}", **fields)


def help_text(tracker: Tracker) -> str:
    """The help of the question being asked, or the general one."""
    name = f"utter_help_{asked(tracker)}" if asked(tracker) else "utter_help"
    return texts.say(name)


def _draft(tracker: Tracker) -> dict[str, Any]:
    return {"draft": heard(tracker).get("draft") or tracker.slots.get("draft") or ""}


class ActionNotUnderstood(Action):
    """Says what was not understood, each time differently."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_not_understood"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Explains the doubts, or says that nothing was understood."""
        reading = heard(tracker)
        if reading.get("doubts"):
            explain_doubts(dispatcher, tracker, reading["doubts"])
            return [SlotSet("draft", reading["draft"])]
        count = int(tracker.slots.get("misunderstandings") or 0) + 1
        if in_form(tracker):
            say(dispatcher, _response(count), help=help_text(tracker))
        else:
            say(dispatcher, "utter_not_understood")
            say(dispatcher, "utter_help" if facts(tracker) else "utter_ways_in")
        return [SlotSet("misunderstandings", count)]


class ActionLost(Action):
    """What Rasa runs when no rule fits: said once, and nothing is undone."""

    def name(self) -> str:
        """Its name in the domain and in `config.yml`."""
        return "action_lost"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Says so, and listens."""
        say(dispatcher, "utter_default")
        return [FollowupAction("action_listen")]


def _response(count: int) -> str:
    if count > PATIENCE:
        return "utter_not_understood_human"
    return "utter_not_understood" if count < PATIENCE else "utter_not_understood_again"
