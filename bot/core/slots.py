"""The conversation's slots: the case, and the few that the dialogue keeps beside it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from bot.core import case
from bot.core.questions import offered
from bot.core.reading.message import Context

Slots = Mapping[str, Any]
REQUESTED: Final = "requested_slot"


def facts_of(slots: Slots) -> dict[str, str]:
    """The facts of the case held by `slots`, in the contract's order."""
    return {fact: slots[fact] for fact in case.HELD if slots.get(fact)}


def context_of(slots: Slots, today: dt.date, shown: Mapping[str, str] | None = None) -> Context:
    """Where a conversation with these `slots`, last shown these buttons, stands."""
    asked, facts = slots.get(REQUESTED), facts_of(slots)
    written = tuple(slots.get("written_documents") or ())
    choices = offered(asked, facts, today, written)
    return Context(today, asked, facts, slots.get("draft"), choices, shown or {})
