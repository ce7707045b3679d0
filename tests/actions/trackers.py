"""Trackers built by hand: slots, what was read, the question being asked."""

import asyncio
import inspect

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.core.reading import Reading


def reading(**found):
    return Reading(**{"intent": "inform", "confidence": 1.0, **found}).as_dict()


def tracker(slots=None, read=None, form=None, asked=None, events=()):
    """A tracker at the moment an action runs."""
    message = {"entities": [{"entity": "reading", "value": read or reading()}]}
    held = {**(slots or {}), "requested_slot": asked}
    past = [*events, {"event": "user"}, *([{"event": "action", "name": form}] if form else [])]
    loop = {"name": form} if form else {}
    return Tracker("sender", held, message, past, False, None, loop, None)


def run(action, built):
    """Runs `action`; returns the slots it sets, the responses it speaks, and its other events."""
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, built, {})
    if inspect.isawaitable(events):
        events = asyncio.run(events)
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    others = [event for event in events if event["event"] != "slot"]
    return slots, dispatcher.messages, [_timeless(event) for event in others]


def _timeless(event):
    return {key: value for key, value in event.items() if key != "timestamp"}


def names(messages):
    return [message["response"] for message in messages if message.get("response")]
