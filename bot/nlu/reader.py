"""The Rasa side of the one reader: tracker in, entities and final intent out."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.core import clock
from bot.core.reading import Context, Reading, read
from bot.core.slots import context_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FactReader(GraphComponent):
    """Last of the pipeline: reads facts in their context and settles the intent.

    The reading travels to the actions as the value of the one entity `reading`. A typed "/intent"
    is read as ordinary text: no message reaches the dialogue unread.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FactReader":
        """A reader; it has nothing to configure and nothing to learn."""
        return cls()

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """Reads `messages` where `tracker` stands; without one, as if nothing had been said."""
        slots = tracker.current_slot_values() if tracker else {}
        context = context_of(slots, clock.today(), _shown(tracker))
        for message in messages:
            _rewrite(message, _read(message, context))
        return messages


def _shown(tracker: DialogueStateTracker | None) -> tuple[str, ...]:
    """What the buttons of the assistant's last turn send."""
    payloads: list[str] = []
    for event in reversed(tracker.events if tracker else ()):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            buttons = event.data.get("buttons") or []
            payloads = [button["payload"] for button in buttons] + payloads
    return tuple(payloads)


def _read(message: Message, context: Context) -> Reading:
    ranking = [(i["name"], float(i["confidence"])) for i in message.get("intent_ranking") or []]
    return read(message.get(TEXT) or "", ranking, context)


def _rewrite(message: Message, reading: Reading) -> None:
    text = (message.get(TEXT) or "").lstrip(f"{INTENT_MESSAGE_PREFIX} ")
    message.set(TEXT, text, add_to_output=True)
    message.set(INTENT, {"name": reading.intent, "confidence": reading.confidence}, True)
    message.set(ENTITIES, [_entity(reading, text)], True)


def _entity(reading: Reading, text: str) -> dict[str, Any]:
    span = {"start": 0, "end": len(text)}
    return {"entity": "reading", "value": reading.as_dict(), "extractor": "FactReader", **span}
