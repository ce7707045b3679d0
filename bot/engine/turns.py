"""One turn of the dialogue, whatever the door: text in, channel-neutral reply out."""

from dataclasses import asdict, dataclass, field
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.core import clock
from bot.core.slots import REQUESTED, facts_of
from bot.core.steps import next_step
from bot.core.store import DocumentStore
from bot.engine.assistant import Assistant


@dataclass(frozen=True)
class Said:
    """One message of the assistant.

    Attributes:
        choices: the proposed answers, each with its `title` and the `value` to send back.
        document: the `name` of a file and its `path`, when one is given.
        link: a web address to open, when one is given.
    """

    text: str = ""
    choices: list[dict[str, str]] = field(default_factory=list)
    document: dict[str, str] | None = None
    link: str | None = None


@dataclass(frozen=True)
class Reply:
    """What a turn answers, and where it leaves the case."""

    messages: list[Said]
    asked: str | None
    facts: dict[str, str]
    step: str | None

    def as_dict(self) -> dict[str, Any]:
        """The reply as plain JSON data."""
        return asdict(self)


async def take_turn(assistant: Assistant, text: str, sender: str, channel: str) -> Reply:
    """Has `assistant` answer `text`.

    Args:
        sender: whose conversation it is.
        channel: name of the door, for responses that differ by channel.
    """
    output = CollectingOutputChannel()
    said = await assistant.handle_message(UserMessage(text, output, sender, input_channel=channel))
    slots = await _slots(assistant, sender)
    facts = facts_of(slots)
    step = next_step(facts, clock.today())
    return Reply(_neutral(said or []), slots.get(REQUESTED), facts, step.name if step else None)


async def _slots(assistant: Assistant, sender: str) -> dict[str, Any]:
    try:
        tracker = await assistant.tracker_store.retrieve(sender)
    except Exception:  # the store is down: the reply already says so
        return {}
    return tracker.current_slot_values() if tracker else {}


def _neutral(messages: list[dict[str, Any]]) -> list[Said]:
    said = [_said(message) for message in messages]
    return [message for message in said if message != Said()]


def _said(message: dict[str, Any]) -> Said:
    buttons = message.get("buttons") or []
    choices = [{"title": button["title"], "value": button["payload"]} for button in buttons]
    custom = message.get("custom") or {}
    text = message.get("text") or _block(custom)
    return Said(text, choices, _document(custom), custom.get("link"))


def _block(custom: dict[str, Any]) -> str:
    block = custom.get("block")
    return f"{block['title']}\n\n{block['text']}" if block else ""


def _document(custom: dict[str, Any]) -> dict[str, str] | None:
    if "document" not in custom:
        return None
    stored = DocumentStore().get(custom["document"]["id"])
    return {"name": custom["document"]["name"], "path": str(stored.path) if stored else ""}
