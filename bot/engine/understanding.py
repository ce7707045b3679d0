"""The understanding alone, without dialogue: the trained pipeline and the reader."""

import datetime as dt
from typing import Any

from bot.core import clock
from bot.core.questions import offered
from bot.core.reading import Context, read
from bot.engine.assistant import Assistant

SHOWN = ("intent", "confidence", "facts", "doubts", "control", "topic")


async def understand(assistant: Assistant, request: dict[str, Any]) -> dict[str, Any]:
    """What `request["text"]` says.

    Args:
        request: `text`, and where known `asked` (the slot being asked) and `today` (ISO date).

    Returns:
        `intent`, `confidence`, `facts`, `doubts`, `control` and `topic`.

    Raises:
        KeyError: the request has no text.
        ValueError: `today` is not an ISO date.
    """
    text, asked = str(request["text"]), request.get("asked")
    today = dt.date.fromisoformat(request["today"]) if request.get("today") else clock.today()
    parsed = await assistant.parse_message(text)
    ranking = [(i["name"], float(i["confidence"])) for i in parsed.get("intent_ranking") or []]
    reading = read(text, ranking, Context(today, asked, offered=offered(asked, {}, today)))
    return {name: getattr(reading, name) for name in SHOWN}
