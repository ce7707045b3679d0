"""One turn of the dialogue, whatever the door: text in, channel-neutral reply out."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

from bot.core import case_codes, clock, texts
from bot.core.case import YES
from bot.core.cases import Cases, TooManyTries
from bot.core.slots import REQUESTED, facts_of
from bot.core.steps import next_step
from bot.core.store import DocumentStore
from bot.engine.assistant import Assistant

GREETING = "bonjour"
RESUME, REPEAT = "control=resume", "control=repeat"


@dataclass(frozen=True)
class Said:
    """One message of the assistant.

    Attributes:
        choices: the proposed answers, each with its `title` and the `value` to send back.
        document: the `name` of a file and its `path`, when one is given.
        link: a web address to open, when one is given.
        block: the `title` and `text` of something to copy, when one is given.
    """

    text: str = ""
    choices: list[dict[str, str]] = field(default_factory=list)
    document: dict[str, str] | None = None
    link: str | None = None
    block: dict[str, str] | None = None

    def as_dict(self) -> dict[str, Any]:
        """The message as plain JSON data; a door without a copy button shows a block as text."""
        told = asdict(self)
        block = told.pop("block")
        return {**told, "text": f"{block['title']}\n\n{block['text']}"} if block else told


@dataclass(frozen=True)
class Reply:
    """What a turn answers, and where it leaves the case.

    Attributes:
        reminders: whether the user wants to be written to when a time limit nears.
    """

    messages: list[Said]
    asked: str | None
    facts: dict[str, str]
    step: str | None
    reminders: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The reply as plain JSON data."""
        messages = [message.as_dict() for message in self.messages]
        return {"messages": messages, **_where(self)}


@dataclass(frozen=True)
class Standing:
    """Where a conversation stands: its last turn, read again from what is kept of it.

    Attributes:
        message_id: the id that the door gave to the last message of the user.
        reply: what was answered to it.
    """

    message_id: str | None
    reply: Reply


def _where(reply: Reply) -> dict[str, Any]:
    return {"asked": reply.asked, "facts": reply.facts, "step": reply.step}


class Voice(CollectingOutputChannel):
    """Collects what is said, in the words that the domain has for `channel`, if any."""

    def __init__(self, channel: str) -> None:
        super().__init__()
        self._channel = channel

    def name(self) -> str:
        """The channel that responses of the domain may name."""
        return self._channel


async def take_turn(
    assistant: Assistant,
    text: str,
    door: str,
    channel: str,
    message_id: str | None = None,
    output: CollectingOutputChannel | None = None,
) -> Reply:
    """Has `assistant` answer `text`; a case code in it opens the case that was begun elsewhere.

    Args:
        door: who talks, as the door names them.
        channel: name of the door, for actions that differ by channel.
        message_id: what tells this message from any other of the conversation.
        output: where messages go as they are said, and in whose words; by default nowhere but
            in the reply, in words for any channel.
    """
    output = output or CollectingOutputChannel()
    code = case_codes.read(text)
    if code:
        text = await _resume(assistant, code, door, output)
    case = _case_of(door)
    message = UserMessage(text, output, case, input_channel=channel, message_id=message_id)
    said = await assistant.handle_message(message)
    return _reply(said or [], await _tracker(assistant, case))


async def _resume(
    assistant: Assistant, code: str, door: str, output: CollectingOutputChannel
) -> str:
    """Has who comes by `door` follow the case of `code`, or says why not; returns what is heard."""
    try:
        problem = None if Cases().open(code, door) else "utter_code_unknown"
        if problem is None and not Cases().is_open_elsewhere(door):
            _leave(assistant, door)
    except TooManyTries:
        problem = "utter_code_too_often"
    except SQLAlchemyError:
        problem = "utter_store_down"
    if problem is None:
        return RESUME
    await output.send_text_message(door, texts.variant(problem, output.name())["text"])
    return REPEAT


def _leave(assistant: Assistant, case: str) -> None:
    """Erases a case that nobody can come back to."""
    assistant.tracker_store.erase(case)
    DocumentStore().erase(case)


def _case_of(door: str) -> str:
    try:
        return Cases().case_of(door)
    except SQLAlchemyError:  # the store is down: whoever reads it next says so
        return door


async def standing(assistant: Assistant, door: str) -> Standing | None:
    """Where the case of who comes by `door` stands; None when nothing is kept of it."""
    tracker = await _tracker(assistant, _case_of(door))
    last = tracker.get_last_event_for(UserUttered) if tracker else None
    if tracker is None or last is None:
        return None
    return Standing(last.message_id, _reply(list(_said_again(tracker)), tracker))


def neutral(messages: list[dict[str, Any]]) -> list[Said]:
    """Messages as Rasa's channels give them, made neutral; empty ones are left out."""
    said = [_said(message) for message in messages]
    return [message for message in said if message != Said()]


def _reply(messages: list[dict[str, Any]], tracker: DialogueStateTracker | None) -> Reply:
    slots = tracker.current_slot_values() if tracker else {}
    facts = facts_of(slots)
    step = next_step(facts, clock.today())
    asked, name = slots.get(REQUESTED), step.name if step else None
    return Reply(neutral(messages), asked, facts, name, slots.get("reminders") == YES)


async def _tracker(assistant: Assistant, sender: str) -> DialogueStateTracker | None:
    try:
        return await assistant.tracker_store.retrieve(sender)
    except Exception:  # the store is down: the reply already says so
        return None


def _said_again(tracker: DialogueStateTracker) -> Iterator[dict[str, Any]]:
    """The messages of the last turn, cut as a channel cuts them: words, then what goes with."""
    events = list(tracker.events)
    for event in events[_start_of_last_turn(events) :]:
        if isinstance(event, BotUttered):
            yield {"text": event.text, "buttons": event.data.get("buttons")}
            yield {"custom": event.data.get("custom")}


def _start_of_last_turn(events: list[Event]) -> int:
    """Where the last message of the user is; the first one comes after the welcome."""
    turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    return turns[-1] if len(turns) > 1 else 0


def _said(message: dict[str, Any]) -> Said:
    buttons = message.get("buttons") or []
    choices = [{"title": button["title"], "value": button["payload"]} for button in buttons]
    custom = message.get("custom") or {}
    text, document = message.get("text") or "", _document(custom)
    return Said(text, choices, document, custom.get("link"), custom.get("block"))


def _document(custom: dict[str, Any]) -> dict[str, str] | None:
    if "document" not in custom:
        return None
    stored = DocumentStore().get(custom["document"]["id"])
    return {"name": custom["document"]["name"], "path": str(stored.path) if stored else ""}
