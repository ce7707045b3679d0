"""The code that resumes a case from another door."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, say
from bot.core import case_codes
from bot.core.cases import Cases


class ActionMyCode(Action):
    """Gives the code of the case."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_my_code"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Makes a new one, which replaces the last."""
        code = await asyncio.to_thread(Cases().code_of, tracker.sender_id)
        say(dispatcher, "utter_my_code", code=case_codes.written(code), lifetime=case_codes.DAYS)
        return []
