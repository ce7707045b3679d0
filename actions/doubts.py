"""Says why what was said cannot be taken; the question is asked again afterwards."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, asked, facts, heard, in_form, say
from bot.core import case, labels, texts

PROPOSED = "confirm"  # the doubt that proposes a value
PATIENCE = 2  # misunderstandings of one question before a human is proposed


def explain_doubts(
    dispatcher: CollectingDispatcher, tracker: Tracker, doubts: dict[str, str]
) -> None:
    """Speaks one sentence for each kind of doubt."""
    for reason, about in {reason: about for about, reason in doubts.items()}.items():
        fields = _about(about, reason, tracker)
        help_, why = help_text(tracker), why_text(tracker)
        say(dispatcher, f"utter_doubt_{reason}", help=help_, why=why, **fields)


def help_text(tracker: Tracker) -> str:
    """The help of the question being asked, or the general one."""
    return _own_text("utter_help", tracker)


def why_text(tracker: Tracker) -> str:
    """Why the question being asked is asked, or why any is."""
    return _own_text("utter_why", tracker)


def _own_text(name: str, tracker: Tracker) -> str:
    """What the response `name` says of the question being asked, in the words of the channel."""
    own = f"{name}_{asked(tracker)}" if asked(tracker) else name
    return str(texts.variant(own, tracker.get_latest_input_channel() or "")["text"])


def _about(fact: str, reason: str, tracker: Tracker) -> dict[str, Any]:
    """The fact that is doubted, as it is named, and what was understood of it.

    Only what is proposed is a value of this fact; any other draft may be of another.
    """
    proposed = heard(tracker).get("draft") if reason == PROPOSED else None
    return {
        "fact": labels.fact(fact) if fact in case.FACTS else "",
        "value": labels.value(fact, proposed) if proposed else "",
        "draft": heard(tracker).get("draft") or tracker.slots.get("draft") or "",
    }


class ActionNotUnderstood(Action):
    """Says what was not understood, each time differently."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_not_understood"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Explains the doubts, or says that nothing was understood."""
        reading, help_ = heard(tracker), help_text(tracker)
        count = int(tracker.slots.get("misunderstandings") or 0) + 1
        if reading.get("doubts"):
            explain_doubts(dispatcher, tracker, reading["doubts"])
            if count >= PATIENCE and in_form(tracker):
                say(dispatcher, _once_more(count, "try_otherwise"), help=help_)
        elif in_form(tracker):
            say(dispatcher, _response(count), help=help_)
        else:
            say(dispatcher, "utter_not_understood")
            say(dispatcher, "utter_help" if facts(tracker) else "utter_ways_in")
        kept = [SlotSet("draft", reading["draft"])] if reading.get("doubts") else []
        return [SlotSet("misunderstandings", count), *kept]


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
    return "utter_not_understood" if count < PATIENCE else _once_more(count, "not_understood_again")


def _once_more(count: int, otherwise: str) -> str:
    return "utter_not_understood_human" if count > PATIENCE else f"utter_{otherwise}"
