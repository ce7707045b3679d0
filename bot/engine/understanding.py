"""The understanding alone, without dialogue: the trained pipeline on one message."""

import datetime as dt
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.core import clock
from bot.core.slots import REQUESTED
from bot.engine.assistant import Assistant

SHOWN = ("intent", "confidence", "facts", "doubts", "control", "topic")


async def understand(assistant: Assistant, request: dict[str, Any]) -> dict[str, Any]:
    """What `request["text"]` says.

    Args:
        request: `text`, and where known `asked` (the slot being asked), `known` (the case so far)
            and `today` (ISO date).

    Returns:
        `intent`, `confidence`, `facts`, `doubts`, `control` and `topic`.

    Raises:
        KeyError: the request has no text.
        ValueError: `today` is not an ISO date.
    """
    text = str(request["text"])
    today = dt.date.fromisoformat(request["today"]) if request.get("today") else clock.today()
    known = {**(request.get("known") or {}), REQUESTED: request.get("asked")}
    events = [SlotSet(slot, value) for slot, value in known.items()]
    tracker = DialogueStateTracker.from_events("", events, assistant.domain.slots)
    with clock.frozen(today):
        parsed = await assistant.processor.parse_message(UserMessage(text), tracker)
    reading = next(
        entity["value"] for entity in parsed["entities"] if entity["entity"] == "reading"
    )
    return {name: reading[name] for name in SHOWN}
