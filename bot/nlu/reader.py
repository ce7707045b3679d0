"""The Rasa side of the one reader: training text in; tracker in, entities and final intent out."""

from collections.abc import Sequence
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
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.core import clock
from bot.core.reading import Reading, read
from bot.core.reading.classifier import TextClassifier
from bot.core.reading.message import Classify, Scores
from bot.core.slots import context_of

FILE = "classifier.npz"
NOTHING_LEARNT = "nothing-learnt"  # Rasa's cache drops an empty folder, and loading then fails


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FactReader(GraphComponent):
    """The whole understanding: reads facts in their context and settles the intent.

    The reading travels to the actions as the value of the one entity `reading`. A typed "/intent"
    is read as ordinary text: no message reaches the dialogue unread.

    With `classify: false` it learns nothing, and takes the intents that the pipeline found before
    it for the whole message.
    """

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        classifier: TextClassifier | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._classifier = classifier

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """It classifies by itself, unless told not to."""
        return {"classify": True}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FactReader":
        """A reader that has not learnt yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "FactReader":
        """A reader with what it has learnt."""
        with model_storage.read_from(resource) as folder:
            path = folder / FILE
            classifier = TextClassifier.load(path) if path.exists() else None
        return cls(config, model_storage, resource, classifier)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the intents of the examples, and keeps what it learnt."""
        with self._storage.write_to(self._resource) as folder:
            if not self._config["classify"]:
                (folder / NOTHING_LEARNT).touch()
            else:
                examples = training_data.intent_examples
                texts = [str(example.get(TEXT)) for example in examples]
                intents = [str(example.get(INTENT)) for example in examples]
                self._classifier = TextClassifier.train(texts, intents)
                self._classifier.save(folder / FILE)
        return self._resource

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """Reads `messages` where `tracker` stands; without one, as if nothing had been said."""
        slots = tracker.current_slot_values() if tracker else {}
        context = context_of(slots, clock.today(), _shown(tracker))
        for message in messages:
            text = message.get(TEXT) or ""
            _rewrite(message, read(text, self.classify(message), context))
        return messages

    def classify(self, message: Message) -> Classify:
        """How texts of `message` are classified."""
        return self._classifier.score if self._classifier else _found_before(message)


def _found_before(message: Message) -> Classify:
    """The ranking that the pipeline gave the whole message; nothing is known of its clauses."""
    ranking = message.get("intent_ranking") or []
    whole = {intent["name"]: float(intent["confidence"]) for intent in ranking}

    def classify(texts: Sequence[str]) -> list[Scores]:
        return [whole, *({} for _ in texts[1:])]

    return classify


def _shown(tracker: DialogueStateTracker | None) -> dict[str, str]:
    """What the buttons of the assistant's last turn send, with their titles."""
    shown: dict[str, str] = {}
    for event in reversed(tracker.events if tracker else ()):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            buttons = event.data.get("buttons") or []
            shown = {**{button["payload"]: button["title"] for button in buttons}, **shown}
    return shown


def _rewrite(message: Message, reading: Reading) -> None:
    text = (message.get(TEXT) or "").lstrip(f"{INTENT_MESSAGE_PREFIX} ")
    message.set(TEXT, text, add_to_output=True)
    message.set(INTENT, {"name": reading.intent, "confidence": reading.confidence}, True)
    message.set(ENTITIES, [_entity(reading, text)], True)


def _entity(reading: Reading, text: str) -> dict[str, Any]:
    span = {"start": 0, "end": len(text)}
    return {"entity": "reading", "value": reading.as_dict(), "extractor": "FactReader", **span}
