"""The assistant in this process: the trained model, its store and its actions."""

import logging
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa.model import get_latest_model
from sqlalchemy.exc import SQLAlchemyError

from bot.core import council, texts
from bot.core.normalise import well_formed
from bot.core.paths import MODELS, ROOT
from bot.engine.actions import InProcessActions
from bot.engine.conversations import ConversationStore
from bot.engine.model import answer_only

logger = logging.getLogger(__name__)
MINUTES_A_DAY = 24 * 60


class ModelMissing(RuntimeError):
    """No trained model: run `python -m bot train`."""


class Assistant(Agent):
    """A Rasa agent that never answers with silence nor with a stack trace."""

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Answers one message; what goes wrong is said in a plain sentence.

        User text never reaches the log: only the kind of the error does.
        """
        channel = message.output_channel
        message.text = well_formed(message.text or "")
        try:
            await super().handle_message(message)
        except SQLAlchemyError as error:
            await self._apologise(channel, message.sender_id, "utter_store_down", error)
        except Exception as error:
            await self._apologise(channel, message.sender_id, "utter_technical_error", error)
        if isinstance(channel, CollectingOutputChannel):
            if not channel.messages:
                await channel.send_text_message(message.sender_id, texts.say("utter_default"))
            return list(channel.messages)
        return None

    def can_keep(self) -> bool:
        """Whether the conversation store can be read now."""
        try:
            self.tracker_store.ping()
        except SQLAlchemyError:
            return False
        return True

    async def _apologise(
        self, channel: OutputChannel, recipient: str, response: str, error: Exception
    ) -> None:
        logger.error("message not answered: %s", type(error).__name__)
        if isinstance(channel, CollectingOutputChannel):
            channel.messages.clear()
        await channel.send_text_message(recipient, texts.say(response))


def load(models: Path = MODELS) -> Assistant:
    """The assistant with the newest model of the folder `models`.

    Raises:
        ModelMissing: there is no model there.
    """
    model = get_latest_model(str(models))
    if model is None:
        raise ModelMissing
    answer_only()
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    assistant = Assistant(
        action_endpoint=InProcessActions(), generator=endpoints.nlg, fingerprint=None
    )
    assistant.load_model(model)
    minutes = council.load().conversation_days * MINUTES_A_DAY
    domain = assistant.domain
    domain.session_config = domain.session_config._replace(session_expiration_time=minutes)
    _keep_in(assistant, ConversationStore(assistant.domain))
    return assistant


def _keep_in(assistant: Assistant, store: ConversationStore) -> None:
    """Without Rasa's silent fall-back to memory: a store that is down is said."""
    assistant.tracker_store = store
    if assistant.processor:
        assistant.processor.tracker_store = store
