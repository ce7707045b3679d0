"""Runs the custom actions inside the assistant's own process, and fails closed."""

import logging
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

logger = logging.getLogger(__name__)
APOLOGY = {"response": "utter_technical_error"}


# Rasa checks what a server answers against a schema, and that constant schema too, at every call:
# more than half of a turn. Nothing that this process says to itself needs either.
RemoteAction._validate_action_result = staticmethod(lambda result: True)


class InProcessActions(EndpointConfig):
    """An action endpoint that calls the actions instead of a server.

    An action that fails says so in a sentence and asks the same question again; nothing that it
    was about to do is half done.
    """

    def __init__(self) -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *args: Any, json: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Runs the action that `json` names, as an action server would."""
        try:
            return dict(await self._executor.run(json) or {})
        except Exception as error:
            logger.error("action %s failed: %s", json["next_action"], type(error).__name__)
            return {"responses": [dict(APOLOGY)], "events": _same_question(json)}


def _same_question(call: dict[str, Any]) -> list[dict[str, Any]]:
    if call["next_action"] == "action_session_start":
        return [{"event": "session_started"}, {"event": "action", "name": "action_listen"}]
    asked = call["tracker"]["slots"].get("requested_slot")
    if asked and call["next_action"].startswith("validate_"):
        return [{"event": "slot", "name": "requested_slot", "value": asked}]
    in_form = call["tracker"]["active_loop"].get("name")
    return [] if in_form else [{"event": "followup", "name": "action_listen"}]
