"""The calls being held: which turn each awaits, what it last answered, and for how long."""

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from weakref import WeakValueDictionary

from bot.channels.door import Door
from bot.channels.phone import keypad, keys
from bot.channels.phone.call import Collect, Event, Turn
from bot.channels.phone.dialogue import Call, Dialogue, Step
from bot.channels.phone.rendering import told
from bot.engine.assistant import Assistant
from bot.engine.turns import standing

logger = logging.getLogger(__name__)
TOKEN: Final = "ASSISTANT_PHONE_TOKEN"
ADDRESS: Final = "ASSISTANT_PHONE_ADDRESS"
RETRY: Final = 20  # seconds in which the very same request is a provider's second try
FRESH: Final = 900  # seconds from a turn to its answer; longer than any turn lasts
WAIT: Final = 8.0  # seconds that an answer may take before one is asked to hold; providers give 15
STRAY: Final = 2.0  # seconds after an answer by keys in which "#" still belongs to that answer
KEPT: Final = 3600  # seconds that a silent call is remembered


class Refused(Exception):
    """A request for another turn than the one awaited: it would hear somebody's case."""


@dataclass(frozen=True)
class Place:
    """Where a request belongs in its call.

    Attributes:
        number: the turn that it answers; 0 begins the call.
        issued: when that turn was given, in seconds of the epoch.
    """

    number: int = 0
    issued: int = 0


@dataclass(frozen=True)
class Answer:
    """What is done next, and the place of what follows."""

    turn: Turn
    place: Place


@dataclass(frozen=True)
class Held:
    """A call, and the request that it answered last.

    Attributes:
        request: its digest.
        at: when it was answered, on the clock that never goes back.
        keyed: whether it told of digits.
    """

    call: Call
    answer: Answer
    request: bytes
    at: float
    keyed: bool = False


class Line:
    """Answers the calls side by side, each in its order."""

    def __init__(
        self,
        assistant: Assistant,
        door: Door,
        case_code: Callable[[str], str | None] | None = None,
    ) -> None:
        self._assistant, self._door = assistant, door
        self._dialogue = Dialogue(assistant, case_code)
        self._held: dict[str, Held] = {}
        self._coming: dict[str, asyncio.Task[Step]] = {}  # what one was asked to hold for
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, call_id: str, place: Place, event: Event, body: bytes) -> Answer | None:
        """What follows `event`, told by the request `body`; None when the call is over.

        Raises:
            Refused: this is not the turn that the call awaits.
        """
        sender = keys.conversation(self._door.secret, call_id)
        lock = self._locks.setdefault(sender, asyncio.Lock())
        async with lock:
            self._forget_old()
            if event.over:
                self._hang_up(sender)
                return None
            request = hashlib.blake2b(f"{place}".encode() + body).digest()
            held = self._held.get(sender)
            if held and held.request == request and time.monotonic() - held.at < RETRY:
                return held.answer
            call, turn = await self._in_time(sender, held, place, event)
            answer = Answer(turn, Place(place.number + 1, int(time.time())))
            keyed = event.digits.rstrip(keypad.ENDING) != ""
            self._held[sender] = Held(call, answer, request, time.monotonic(), keyed)
            return answer

    async def _in_time(self, sender: str, held: Held | None, place: Place, event: Event) -> Step:
        """What follows `event`, or a word to hold the line while that is made."""
        coming = self._coming.get(sender)
        if coming and (held is None or held.answer.place != place):
            raise Refused
        coming = coming or asyncio.create_task(self._next(sender, held, place, event))
        self._coming[sender] = coming
        done, _ = await asyncio.wait({coming}, timeout=WAIT)
        if not done:
            return held.call if held else Call(), Turn(told("hold"), Collect(speech=False))
        del self._coming[sender]
        return coming.result()

    async def _next(self, sender: str, held: Held | None, place: Place, event: Event) -> Step:
        try:
            if held is None:
                return await self._unknown(sender, place)
            if held.answer.place != place or held.answer.turn.collect is None:
                raise Refused
            if not self._door.lets_message(sender):
                return held.call, held.call.asking.after(*told("too_fast"))
            if _is_stray(held, event):
                return held.call, held.call.asking.after()
            return await self._dialogue.hear(sender, _name(sender, place), held.call, event)
        except Refused:
            raise
        except Exception as problem:
            logger.error("call not answered: %s", type(problem).__name__)
            return Call(), Turn(told("failed"))

    async def _unknown(self, sender: str, place: Place) -> Step:
        """A call of which nothing is in memory: it begins, or the server was started again."""
        stands = await standing(self._assistant, sender)
        if place.number == 0:
            if stands:
                raise Refused
            return await self._dialogue.begin(sender, _name(sender, place))
        if stands is None and not self._assistant.can_keep():
            return Call(), Turn(told("failed"))
        again = await self._dialogue.again(sender)
        late = time.time() - place.issued > FRESH
        if (
            stands is None
            or again is None
            or late
            or _number(sender, stands.message_id) > place.number
        ):
            raise Refused
        return again

    def _hang_up(self, sender: str) -> None:
        held = self._held.get(sender)
        if held:
            over = replace(held.answer, turn=Turn(()))
            self._held[sender] = Held(Call(), over, b"", held.at)

    def _forget_old(self) -> None:
        past = time.monotonic() - KEPT
        for sender in [sender for sender, held in self._held.items() if held.at < past]:
            del self._held[sender]
            self._coming.pop(sender, None)


def _is_stray(held: Held, event: Event) -> bool:
    """Whether "#" only ends the digits before it, which were taken already."""
    late = time.monotonic() - held.at >= STRAY
    return event.digits == keypad.ENDING and held.keyed and not late


def _name(sender: str, place: Place) -> str:
    """How the dialogue names what is heard at `place`."""
    return f"{sender}/{place.number}"


def _number(sender: str, name: str | None) -> int:
    """The turn of this call that `name` names; 0 when the case was told by another door since."""
    last = (name or "").removeprefix(f"{sender}/")
    return int(last) if last.isdecimal() else 0
