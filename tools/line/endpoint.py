"""A SIP endpoint on loopback: a baresip process, what it reports, and what it is told to do.

Its module ctrl_tcp takes commands and reports events, as JSON objects in netstrings.
"""

import asyncio
import contextlib
import json
from asyncio import Queue, StreamReader, StreamWriter
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np

from tools.line.voice import Samples, save, silence
from tools.processes import LOOPBACK, free_port

PROGRAM: Final = "baresip"
INCOMING, ESTABLISHED, CLOSED = "CALL_INCOMING", "CALL_ESTABLISHED", "CALL_CLOSED"
KEY: Final = "CALL_DTMF_START"
REPORTED: Final = (INCOMING, ESTABLISHED, CLOSED, KEY)
QUIET: Final = 120.0  # seconds after what is played; baresip closes a call at the end of its file
START_WITHIN, STOP_WITHIN = 20.0, 10.0  # seconds
RETRY: Final = 0.05  # seconds
TEMPLATE: Final = Path(__file__).with_name("baresip.conf")
ACCOUNT: Final = f"<sip:{{name}}@{LOOPBACK}>;regint=0\n"

_Item = TypeVar("_Item")


class Ended(Exception):
    """The process of the endpoint is over, or could not start."""


class Event(NamedTuple):
    """What happened to a call.

    Attributes:
        kind: one of `REPORTED`.
        detail: the key that was pressed, or why the call was closed.
    """

    kind: str
    detail: str


class Endpoint:
    """Holds one call at a time, in which it plays the file that is on air.

    That file is always the same, read again at each call and each `play`: baresip keeps the source
    that it is switched to, and would let the next caller hear what the last one was told.
    """

    def __init__(self, air: Path, reader: StreamReader, writer: StreamWriter) -> None:
        self._air, self._reader, self._writer = air, reader, writer
        self._events: Queue[Event | None] = Queue()
        self._answers: Queue[bool | None] = Queue()

    async def wait(self, *kinds: str) -> Event:
        """The next event that is one of `kinds`; others before it are dropped.

        Raises:
            Ended: there will be no more.
        """
        event = await _next(self._events)
        while event.kind not in kinds:
            event = await _next(self._events)
        return event

    async def command(self, name: str, parameters: str = "") -> None:
        """Has a command of baresip's menu obeyed.

        Raises:
            Ended: nobody obeys any more.
        """
        told = json.dumps({"command": name, "params": parameters}).encode()
        self._writer.write(b"%d:%b," % (len(told), told))
        await _next(self._answers)

    def put_on_air(self, samples: Samples) -> None:
        """Has the next call begin with `samples`."""
        save(np.concatenate((samples, silence(QUIET))), self._air)

    async def play(self, samples: Samples) -> None:
        """Has the call hear `samples` at once, instead of what it was hearing.

        Raises:
            Ended: nobody plays any more.
        """
        self.put_on_air(samples)
        await self.command("ausrc", f"aufile,{self._air}")

    async def listen(self) -> None:
        """Takes in what baresip says, until its process is over."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                self._take(await _told(self._reader))
        self._events.put_nowait(None)
        self._answers.put_nowait(None)

    def _take(self, told: dict[str, Any]) -> None:
        if told.get("response"):
            self._answers.put_nowait(True)
        elif told["type"] in REPORTED:
            self._events.put_nowait(Event(told["type"], told.get("param", "")))


@contextlib.asynccontextmanager
async def endpoint(
    folder: Path, name: str, port: int = 0, more: str = ""
) -> AsyncIterator[Endpoint]:
    """The endpoint `sip:name@127.0.0.1:port`, silent, until the block ends.

    Args:
        folder: an empty one, for its settings and what is on air.
        port: the next one is taken too, for TLS; 0 takes any, to call from.
        more: further lines of its configuration.

    Raises:
        Ended: it could not start: a port is taken, say.
        OSError: baresip is not installed.
    """
    control, air = free_port(), folder / "air.wav"
    settings = TEMPLATE.read_text().format(port=port, control=control, air=air)
    (folder / "config").write_text(settings + more)
    (folder / "accounts").write_text(ACCOUNT.format(name=name))
    async with _running(PROGRAM, "-f", str(folder)) as process:
        connecting = _connected(process, control)
        reader, writer = await asyncio.wait_for(connecting, START_WITHIN)
        made = Endpoint(air, reader, writer)
        made.put_on_air(silence(0))
        listening = asyncio.create_task(made.listen())
        try:
            yield made
        finally:
            listening.cancel()
            writer.close()


@contextlib.asynccontextmanager
async def _running(*command: str) -> AsyncIterator[Process]:
    """A process with a session of its own, for Ctrl-C to reach it by us; no word of it is kept."""
    process = await asyncio.create_subprocess_exec(
        *command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        await _stop(process)


async def _stop(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_WITHIN)
        except asyncio.TimeoutError:
            process.kill()
            await process.wait()


async def _connected(process: Process, port: int) -> tuple[StreamReader, StreamWriter]:
    while process.returncode is None:
        try:
            return await asyncio.open_connection(LOOPBACK, port)
        except ConnectionRefusedError:
            await asyncio.sleep(RETRY)
    raise Ended


async def _told(reader: StreamReader) -> dict[str, Any]:
    """The JSON object of the next netstring."""
    size = int((await reader.readuntil(b":"))[:-1])
    told: dict[str, Any] = json.loads(await reader.readexactly(size))
    await reader.readexactly(len(b","))
    return told


async def _next(queue: "Queue[_Item | None]") -> _Item:
    item = await queue.get()
    if item is None:
        queue.put_nowait(None)
        raise Ended
    return item
