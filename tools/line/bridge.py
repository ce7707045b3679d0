"""Holds calls: says the prompts of each turn, gathers the keys, asks the assistant what follows."""

import asyncio
import contextlib
import uuid
from typing import Final

from bot.channels.phone.call import Event, Turn
from bot.channels.phone.keypad import ENDING
from bot.channels.phone.line import Line, Place
from tools.line import voice
from tools.line.endpoint import CLOSED, ESTABLISHED, INCOMING, KEY, Endpoint
from tools.line.voice import PACE, Samples

PAUSE: Final = 6.0  # seconds of silence, or between two keys
LINGER: Final = 1.0  # seconds from the last word to the end of the call


class HungUp(Exception):
    """The caller is gone."""


class Bridge:
    """Answers the calls of `endpoint` one after the other, with keys only.

    Args:
        pause: seconds of silence that are told to the assistant, and that end a number.
        pace: how fast is spoken, in the terms of espeak-ng.
    """

    def __init__(
        self, endpoint: Endpoint, line: Line, pause: float = PAUSE, pace: int = PACE
    ) -> None:
        self._endpoint, self._line, self._pause, self._pace = endpoint, line, pause, pace

    async def serve(self) -> None:
        """Holds each call that comes.

        Raises:
            Ended: the process of the endpoint is over.
        """
        while True:
            await self._endpoint.wait(INCOMING)
            call = uuid.uuid4().hex  # what SIP names the call is chosen by who calls
            with contextlib.suppress(HungUp):
                await self._converse(call)
            self._endpoint.put_on_air(voice.silence(0))
            await self._line.answer(call, Place(), Event(over=True), b"")

    async def _converse(self, call: str) -> None:
        """Talks until one of both hangs up.

        Raises:
            HungUp: it was the caller.
        """
        turn, place, speech = await self._follow(call, Place(), "")
        self._endpoint.put_on_air(speech)
        await self._endpoint.command("accept")
        await self._happening(ESTABLISHED)
        while turn.collect:
            keys = await self._gather(turn.collect.digits, voice.seconds(speech))
            turn, place, speech = await self._follow(call, place, keys)
            await self._endpoint.play(speech)
        await self._within(voice.seconds(speech) + LINGER, CLOSED)
        await self._endpoint.command("hangup")
        await self._endpoint.wait(CLOSED)

    async def _follow(self, call: str, place: Place, keys: str) -> tuple[Turn, Place, Samples]:
        """What follows `keys`, and how it sounds."""
        answer = await self._line.answer(call, place, Event(digits=keys), uuid.uuid4().bytes)
        assert answer, "a call that goes on is answered"
        speech = await asyncio.to_thread(voice.speech, answer.turn.prompts, self._pace)
        return answer.turn, answer.place, speech

    async def _gather(self, most: int, speaking: float) -> str:
        """The keys that answer what is being said, which ends at the first; none is a silence."""
        keys, patience = "", speaking + self._pause
        while len(keys) < most and not keys.endswith(ENDING):
            key = await self._within(patience, KEY)
            if not key:
                break
            await self._endpoint.play(voice.silence(0))
            keys, patience = keys + key, self._pause
        return keys

    async def _within(self, patience: float, kind: str) -> str:
        """What comes with an event of that kind in so many seconds, or nothing."""
        with contextlib.suppress(asyncio.TimeoutError):
            return await asyncio.wait_for(self._happening(kind), patience)
        return ""

    async def _happening(self, kind: str) -> str:
        """What comes with the next event of that kind.

        Raises:
            HungUp: the caller went first.
        """
        event = await self._endpoint.wait(kind, CLOSED)
        if event.kind == CLOSED:
            raise HungUp
        return event.detail
