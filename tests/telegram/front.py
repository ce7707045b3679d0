"""The web server a bot talks to: stricter than Telegram, and out of order when a test wants it."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp
from aiohttp import web

from tests.telegram import rules
from tests.telegram.methods import TOKEN, Methods
from tests.telegram.refusals import Json, Refused
from tests.telegram.rules import Document
from tests.telegram.updates import Updates

EVERY: Final = "*"  # a fault of whichever method
LARGEST_BODY: Final = rules.LARGEST_FILE + 1024**2  # bytes
BEFORE, AFTER = "before", "after"
ATTACHED: Final = "attach://"


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one call.

    Attributes:
        code: refused with it.
        retry_after: seconds that the refusal asks to wait.
        cut: the connection is dropped before the call is taken, or after.
        seconds: the answer comes that much later.
    """

    code: int = 0
    retry_after: int = 0
    cut: str = ""
    seconds: float = 0


@dataclass
class Call:
    """One call of the bot's.

    Attributes:
        method: its name.
        fields: what was told, as read, files included.
        at: when, in seconds of the Unix time.
        outcome: the HTTP status, or 0 when the connection was dropped; None before the answer.
        description: why it was refused.
    """

    method: str
    fields: Json
    at: float = field(default_factory=time.time)
    outcome: int | None = None
    description: str = ""


class Front:
    """Serves the Bot API on a free port of the loopback interface."""

    def __init__(self, independent: str) -> None:
        self.calls: list[Call] = []
        self.faults: list[tuple[str, Fault]] = []
        self.updates = Updates()
        self._independent = independent

    async def start(self) -> None:
        """Serves at `address`, and delivers to the webhook."""
        self.client = aiohttp.ClientSession()
        self.methods = Methods(self.updates, self.client, self._independent)
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = "http://{}:{}".format(*self._runner.addresses[0])
        self._deliveries = asyncio.create_task(self.updates.deliver())

    async def stop(self) -> None:
        """Serves no more; what is still under way is given up."""
        await self._runner.cleanup()
        await self.client.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _serve(self, request: web.Request) -> web.Response:
        call = Call(request.match_info["method"], {})
        self.calls.append(call)
        answer, fault = await self._answer(request, call)
        await asyncio.sleep(fault.seconds)
        if fault.cut:
            call.outcome = 0
            if request.transport:
                request.transport.abort()
        return web.json_response(answer, status=call.outcome or 200)

    async def _answer(self, request: web.Request, call: Call) -> tuple[Json, Fault]:
        """The answer, and what is to go wrong with it."""
        fault = Fault()
        try:
            call.fields = await _told(request)
            fault = self._planted(call.method)
            if fault.cut == BEFORE:
                return {}, fault
            _check(request.match_info["token"])
            _fail(fault)
            call.fields = rules.read(call.method, call.fields)
            result = await getattr(self.methods, call.method)(**call.fields)
        except Refused as refused:
            call.outcome, call.description = refused.code, refused.description
            return refused.answer, fault
        call.outcome = 200
        return {"ok": True, "result": result}, fault

    def _planted(self, method: str) -> Fault:
        for planted in self.faults:
            if planted[0] in (method, EVERY):
                self.faults.remove(planted)
                return planted[1]
        return Fault()


def _check(token: str) -> None:
    if token != TOKEN:
        raise Refused(code=401 if token.partition(":")[0].isdigit() else 404)


def _fail(fault: Fault) -> None:
    if fault.retry_after:
        raise Refused(f"retry after {fault.retry_after}", 429, retry_after=fault.retry_after)
    if fault.code:
        raise Refused(code=fault.code)


async def _told(request: web.Request) -> Json:
    """The fields of a call, wherever they are; aiohttp reads the multipart bodies."""
    if request.content_type == "application/json":
        return dict(request.query) | await _json(request)
    try:
        posted = await request.post()
    except web.HTTPRequestEntityTooLarge as problem:
        raise Refused(code=413) from problem
    told = {name: _value(value) for name, value in posted.items()}
    for name, value in list(told.items()):
        if isinstance(value, str) and value.startswith(ATTACHED):
            told[name] = told.pop(value[len(ATTACHED) :], value)
    return dict(request.query) | told


async def _json(request: web.Request) -> Json:
    try:
        return dict(await request.json())
    except (ValueError, TypeError) as problem:
        raise Refused("Can't parse request JSON object") from problem


def _value(value: Any) -> Any:
    if isinstance(value, web.FileField):
        return Document(value.filename, value.file.read(), value.content_type)
    return value
