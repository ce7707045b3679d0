"""Answers SMS: each message once, those of one sender in their order."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin
from weakref import WeakValueDictionary

from bot.channels.door import Door
from bot.channels.sms import keys
from bot.channels.sms.rendering import CHANNEL, told, with_code, written
from bot.channels.visitors import typed
from bot.channels.wording import error
from bot.core import case_codes
from bot.engine.assistant import Assistant
from bot.engine.turns import GREETING, REPEAT, Reply, Said, Standing, Voice, standing, take_turn

logger = logging.getLogger(__name__)
TOKEN: Final = "ASSISTANT_SMS_TOKEN"
ADDRESS: Final = "ASSISTANT_SMS_ADDRESS"
PATIENCE: Final = 10.0  # seconds that an answer may take; the provider waits fifteen
KEPT: Final = 3600  # seconds in which the same message again is given the same answer
SITE: Final = "assistant"  # the page without script, beside the address that the provider calls
STOP: Final = "control=stop"


@dataclass(frozen=True)
class Message:
    """What the provider reports.

    Attributes:
        id: the provider's, the same when it reports the same message again.
        number: who sent it, as the network tells.
        text: its words; empty when it has none.
        media: whether photos or files came with it.
        opted: the word by which the sender closed or opened the line at the provider, if any;
            the provider answers that itself.
    """

    id: str
    number: str
    text: str = ""
    media: bool = False
    opted: str = ""


@dataclass
class Taken:
    """A message being answered, or answered.

    Attributes:
        sender: the conversation.
        at: when it came, on the clock that never goes back.
        late: whether its answer has still to be sent, with that of the next message.
    """

    sender: str
    answer: "asyncio.Task[list[Said]]"
    at: float
    late: bool = False


class Line:
    """Answers the senders side by side, each in order.

    Args:
        address: what the provider calls; the assistant's page is beside it.
        case_code: gives the code with which the case of a conversation is resumed elsewhere.
    """

    def __init__(
        self,
        assistant: Assistant,
        door: Door,
        address: str,
        case_code: Callable[[str], str | None] | None = None,
    ) -> None:
        self._assistant, self._door = assistant, door
        self._site = urljoin(address, SITE)
        self._case_code = case_code or (lambda _: None)
        self._taken: dict[str, Taken] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, message: Message) -> list[str]:
        """What is written back, in messages; what came too late for the last one comes first."""
        self._forget_old()
        name = keys.message(self._door.secret, message.id)
        sender = keys.conversation(self._door.secret, message.number)
        if name not in self._taken:
            answer = asyncio.create_task(self._in_turn(sender, name, message))
            self._taken[name] = Taken(sender, answer, time.monotonic())
        taken = self._taken[name]
        done, _ = await asyncio.wait({taken.answer}, timeout=PATIENCE)
        if not done:
            taken.late = True
            return written([told("later")])
        taken.late = False
        return written([*self._late(sender), *taken.answer.result()])

    def _late(self, sender: str) -> list[Said]:
        """What `sender` was answered too late for it to be sent."""
        said: list[Said] = []
        for taken in self._taken.values():
            if taken.sender == sender and taken.late and taken.answer.done():
                taken.late = False
                said += taken.answer.result()
        return said

    async def _in_turn(self, sender: str, name: str, message: Message) -> list[Said]:
        lock = self._locks.setdefault(sender, asyncio.Lock())
        async with lock:
            try:
                return await self._converse(sender, name, message)
            except Exception as problem:
                logger.error("message not answered: %s", type(problem).__name__)
                return [Said(error("failed"))]

    async def _converse(self, sender: str, name: str, message: Message) -> list[Said]:
        if not self._door.lets_message(sender):
            return [Said(error("too_fast"))]
        stands = await standing(self._assistant, sender)
        if message.opted:
            if message.opted == "STOP" and stands:
                await self._take(sender, name, STOP)
            return []
        if stands and stands.message_id == name:  # taken before the server was started again
            return self._said(sender, stands.reply)
        problem = self._problem(message)
        said = self._said(sender, await self._take(sender, name, _heard(message, problem, stands)))
        if stands or not self._assistant.can_keep():
            return [*problem, *said]
        said[1:1] = [told("third_party", site=self._site), told("words"), *problem]
        return said

    def _problem(self, message: Message) -> list[Said]:
        """Why a message says nothing to the dialogue, if so."""
        if message.media or not message.text.strip():
            return [told("only_text")]
        too_long = len(message.text) > self._door.settings.longest_message
        return [Said(error("too_long"))] if too_long else []

    async def _take(self, sender: str, name: str, text: str) -> Reply:
        reply = await take_turn(self._assistant, text, sender, CHANNEL, name, Voice(CHANNEL))
        if not (reply.facts or reply.asked) and await standing(self._assistant, sender) is None:
            self._forget(sender)
        return reply

    def _said(self, sender: str, reply: Reply) -> list[Said]:
        """What a reply says; documents wait on the site, under a code."""
        gives = any(message.document for message in reply.messages)
        code = self._case_code(sender) if gives else None
        if code is None:
            return list(reply.messages)
        return with_code(reply, told("code", code=case_codes.written(code), site=self._site))

    def _forget(self, sender: str) -> None:
        """Nothing of what was answered outlives a conversation that was erased."""
        for name, taken in list(self._taken.items()):
            if taken.sender == sender and taken.answer.done():
                del self._taken[name]

    def _forget_old(self) -> None:
        past = time.monotonic() - KEPT
        for name in [name for name, taken in self._taken.items() if taken.at < past]:
            del self._taken[name]


def _heard(message: Message, problem: list[Said], stands: Standing | None) -> str:
    """What the dialogue hears."""
    if not problem:
        return typed(message.text)
    return REPEAT if stands else GREETING
