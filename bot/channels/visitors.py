"""Visitors of the web, whatever their page: what they may send, and what they are shown.

Choices travel as opaque ids, which open only what the last turn offered; typed text is never a
choice, an intent nor a command of Rasa.
"""

import asyncio
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel
from sanic.request import Request

from bot.channels.sessions import Session
from bot.channels.wording import words
from bot.core import case, labels, progress
from bot.core.reading.reader import BUTTON
from bot.engine.assistant import Assistant
from bot.engine.turns import GREETING, Reply, Said, standing, take_turn

CHANNEL: Final = "web"
COMMANDS: Final = ("restart", "erase", "human", "where_am_i", "help", "repeat", "back", "stop")
MESSAGE_ID: Final = re.compile(r"[\w-]{8,64}")
ID_BYTES: Final = 9
KILOBYTE: Final = 1024


NOTHING_HEARD: Final = "…"  # what a typed "slot=value" comes to
NOTHING: Final = Reply([], None, {}, None)


class Unreadable(ValueError):
    """A request that says nothing the assistant could answer."""

    code: Final = "unreadable"


class ChoiceGone(LookupError):
    """A choice that the last turn did not offer."""

    code: Final = "gone"


class StoreDown(RuntimeError):
    """Where a conversation stands cannot be read: that is not the same as having none."""

    status_code: Final = 503


@dataclass(frozen=True)
class Message:
    """What a visitor sends: exactly one of the last five.

    Attributes:
        id: chosen by the visitor's page; a message sent twice has the same.
        start: whether the conversation only begins.
        text: what was typed.
        choice: the id of a choice offered by the last turn.
        command: one of `COMMANDS`.
        change: the fact to answer again.
    """

    id: str
    start: bool = False
    text: str = ""
    choice: str = ""
    command: str = ""
    change: str = ""

    @classmethod
    def of(cls, told: Any) -> "Message":
        """The message of a JSON body or of a form.

        Raises:
            Unreadable: a field is missing, unknown, of the wrong kind or beside another.
        """
        try:
            message = cls(**told)
        except TypeError as error:
            raise Unreadable from error
        texts = (message.id, message.text, message.choice, message.command, message.change)
        if any(type(text) is not str for text in texts) or type(message.start) is not bool:
            raise Unreadable
        if not MESSAGE_ID.fullmatch(message.id) or sum(map(bool, message._contents())) != 1:
            raise Unreadable
        return message

    def _contents(self) -> tuple[bool, str, str, str, str]:
        return self.start, self.text.strip(), self.choice, self.command, self.change


class Visitors:
    """Takes the turns of visitors: one at a time for each, each message once."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(
        self, session: Session, message: Message, output: CollectingOutputChannel
    ) -> Reply:
        """The reply to `message`, which is not taken twice when it is sent twice.

        Raises:
            ChoiceGone: the last turn did not offer this choice.
            Unreadable: the command or the fact to change does not exist.
        """
        lock = self._locks.setdefault(session.sender, asyncio.Lock())
        async with lock:
            stands = await standing(self._assistant, session.sender)
            if stands and stands.message_id == message.id:
                return stands.reply
            offered = stands.reply.messages if stands else []
            text = self._heard(session, message, offered, stands.message_id if stands else None)
            return await take_turn(
                self._assistant, text, session.sender, CHANNEL, message.id, output
            )

    async def again(self, session: Session) -> tuple[str | None, list[dict[str, Any]], Reply]:
        """The last turn: its id, its messages as they are shown, where it led.

        Raises:
            StoreDown: what is kept cannot be read now.
        """
        stands = await standing(self._assistant, session.sender)
        if stands is None and not self._assistant.can_keep():
            raise StoreDown
        turn, reply = (stands.message_id, stands.reply) if stands else (None, NOTHING)
        return turn, [shown(session, said, turn) for said in reply.messages], reply

    def _heard(
        self, session: Session, message: Message, offered: list[Said], turn: str | None
    ) -> str:
        """The words that the dialogue hears for `message`; with no last turn, all begins again."""
        if message.start or (message.choice and turn is None):
            return GREETING
        if message.command:
            return f"control={_known(message.command, COMMANDS)}"
        if message.change:
            return f"fact_to_change={_known(message.change, case.FACTS)}"
        if message.choice:
            return _pressed(session, message.choice, offered, turn)
        return typed(message.text)


def typed(text: str) -> str:
    """What the dialogue hears of typed text, which is never a button."""
    return NOTHING_HEARD if BUTTON.fullmatch(text) else text


def visitors_of(request: Request) -> Visitors:
    """The visitors of the server that `request` reached."""
    return cast(Visitors, request.app.ctx.visitors)


def shown(session: Session, message: Said, turn: str | None) -> dict[str, Any]:
    """A message of the assistant as a page shows it."""
    choices = [
        {"id": _opaque(session, turn, choice["value"]), "title": choice["title"]}
        for choice in message.choices
    ]
    told = {
        "text": message.text,
        "choices": choices,
        "document": _document(message.document),
        "link": message.link,
        "block": message.block,
    }
    return {name: value for name, value in told.items() if value}


def where(reply: Reply) -> dict[str, Any]:
    """Where a reply leaves the visitor: what is asked, how far, what was answered so far."""
    facts = [
        {"fact": name, "label": labels.fact(name), "value": labels.value(name, value)}
        for name, value in reply.facts.items()
        if name in case.FACTS
    ]
    return {
        "asked": reply.asked,
        "day": reply.asked in case.DATES,
        "progress": _progress(reply.asked),
        "facts": facts,
    }


def _progress(asked: str | None) -> dict[str, Any] | None:
    stage = progress.stage(asked)
    if stage is None:
        return None
    name, number = stage
    return {"number": number, "total": len(progress.STAGES), "stage": words()["stages"][name]}


def _known(name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise Unreadable
    return name


def _pressed(session: Session, choice: str, offered: list[Said], turn: str | None) -> str:
    for message in offered:
        for button in message.choices:
            if _opaque(session, turn, button["value"]) == choice:
                return button["value"]
    raise ChoiceGone


def _opaque(session: Session, turn: str | None, value: str) -> str:
    """What stands for a choice of one turn of one conversation, and for nothing elsewhere."""
    told = f"{session.sender}/{turn}/{value}".encode()
    return hashlib.blake2b(told, digest_size=ID_BYTES).hexdigest()


def _document(document: dict[str, str] | None) -> dict[str, str] | None:
    if document is None or not document["path"]:
        return None
    path = Path(document["path"])
    kind = words()["kinds"].get(path.suffix[1:], "")
    size = words()["size"].format(size=max(1, round(path.stat().st_size / KILOBYTE)))
    name = document["name"]
    return {"name": name, "address": f"documents/{path.parent.name}", "kind": kind, "size": size}
