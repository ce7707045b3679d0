"""The web window's interface: sessions, messages streamed one by one, and where a visitor stands.

    POST /widget/session             begins a conversation: `{"token"}`
    POST /widget/messages            takes a message, answers JSON lines: the first says that the
                                     assistant writes, then one a message, then where that leads
    GET  /widget/standing            the last turn again, after a reload or a lost answer
    GET  /widget/window              words and colours

A session is a bearer token; there is no cookie. Errors are `{"error", "code"}` with a sentence.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any, Final

from rasa.core.channels.channel import CollectingOutputChannel
from sanic import Blueprint
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse
from sanic.response import json as as_json

from bot.channels.door import STATUS, Refused, door_of
from bot.channels.sessions import Session
from bot.channels.visitors import (
    ChoiceGone,
    Message,
    Unreadable,
    Visitors,
    shown,
    visitors_of,
    where,
)
from bot.channels.wording import error, words
from bot.core import council
from bot.engine.turns import Reply, Said, neutral

logger = logging.getLogger(__name__)
KIND: Final = "application/x-ndjson; charset=utf-8"
BEARER: Final = "Bearer "
NOT_KEPT: Final = {"cache-control": "no-store"}
UNBUFFERED: Final = {"x-accel-buffering": "no"}  # nginx sends each line on
A_DAY: Final = "86400"  # seconds a browser may remember what is allowed


Lines = asyncio.Queue[dict[str, Any] | None]


TURNS: Final[set[asyncio.Task[None]]] = set()  # those under way, which nothing else holds


class Relay(CollectingOutputChannel):
    """Passes each message on as it is said."""

    def __init__(self, lines: Lines, say: Callable[[Said], dict[str, Any]]) -> None:
        super().__init__()
        self._lines, self._say = lines, say

    async def _persist_message(self, message: dict[str, Any]) -> None:
        await super()._persist_message(message)
        for said in neutral([message]):
            self._lines.put_nowait(self._say(said))


def blueprint() -> Blueprint:
    """The routes under `/widget`."""
    routes = Blueprint("widget", url_prefix="/widget")
    routes.add_route(begin, "/session", methods=["POST"])
    routes.add_route(take, "/messages", methods=["POST"])
    routes.add_route(stand, "/standing", methods=["GET"])
    routes.add_route(window, "/window", methods=["GET"])
    for path in ("session", "messages", "standing", "window"):
        routes.add_route(allow, f"/{path}", methods=["OPTIONS"], name=f"options_{path}")
    routes.on_request(_turn_away)
    routes.on_response(_let_in)
    routes.exception(Refused)(refusal)
    return routes


async def allow(request: Request) -> HTTPResponse:
    """Answers a browser that asks whether it may ask."""
    return HTTPResponse(status=204)


async def window(request: Request) -> HTTPResponse:
    """The words of the window, its colour (the site's, or the council's), what is kept how long."""
    profile, door = council.load(), door_of(request)
    wished = request.args.get("colour", "")
    limits = {
        "hours": profile.document_hours,
        "days": profile.conversation_days,
        "longest": door.settings.longest_message,
    }
    colour = wished if council.takes_white(wished) else profile.colour
    return as_json({"words": words()["window"], "colour": colour, **limits})


async def begin(request: Request) -> HTTPResponse:
    """A new session."""
    return as_json({"token": door_of(request).begin(request).token}, headers=NOT_KEPT)


async def stand(request: Request) -> HTTPResponse:
    """The last turn of the session, if something is kept of it."""
    session = _session(request)
    turn, messages, reply = await visitors_of(request).again(session)
    return as_json({"id": turn, "messages": messages, **where(reply)}, headers=NOT_KEPT)


async def take(request: Request) -> None:
    """Takes a message, and sends what is said as it is said."""
    session = _session(request)
    message = door_of(request).message(request, session, _body(request))
    lines: Lines = asyncio.Queue()
    turn = asyncio.create_task(_turn(visitors_of(request), session, message, lines))
    TURNS.add(turn)
    turn.add_done_callback(TURNS.discard)
    answer = await request.respond(content_type=KIND, headers={**NOT_KEPT, **UNBUFFERED})
    await answer.send(_line({"typing": True}))
    while (line := await lines.get()) is not None:
        await answer.send(_line(line))


async def _turn(visitors: Visitors, session: Session, message: Message, lines: Lines) -> None:
    """Goes on to its end when the visitor leaves: the answer is there when they come back."""
    try:
        reply = await _tell(visitors, session, message, lines)
        lines.put_nowait({"end": {**where(reply), "token": session.token}})
    except Unreadable as problem:
        lines.put_nowait({"error": error(problem.code), "code": problem.code})
    except Exception as problem:
        logger.error("turn not answered: %s", type(problem).__name__)
        lines.put_nowait({"error": error("failed"), "code": "failed"})
    finally:
        lines.put_nowait(None)


async def _tell(visitors: Visitors, session: Session, message: Message, lines: Lines) -> Reply:
    relay = Relay(lines, lambda said: {"message": shown(session, said, message.id)})
    try:
        reply = await visitors.answer(session, message, relay)
    except ChoiceGone:
        _, messages, reply = await visitors.again(session)
        _put(lines, [{"text": error("gone")}, *messages])
        return reply
    if not relay.messages:
        _put(lines, [shown(session, said, message.id) for said in reply.messages])
    return reply


def _put(lines: Lines, messages: list[dict[str, Any]]) -> None:
    for message in messages:
        lines.put_nowait({"message": message})


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False) + "\n"


def _session(request: Request) -> Session:
    token = str(request.headers.get("authorization", "")).removeprefix(BEARER)
    return door_of(request).open(token)


def _turn_away(request: Request) -> HTTPResponse | None:
    """Answers only this site and those of the settings."""
    origin = request.headers.get("origin")
    if origin is None or _is_known(request, origin):
        return None
    return refusal(request, Refused("foreign"))


def _let_in(request: Request, response: BaseHTTPResponse) -> None:
    response.headers["vary"] = "Origin"
    origin = request.headers.get("origin")
    if origin and _is_known(request, origin):
        response.headers["access-control-allow-origin"] = origin
        response.headers["access-control-allow-headers"] = "authorization, content-type"
        response.headers["access-control-allow-methods"] = "GET, POST"
        response.headers["access-control-max-age"] = A_DAY


def _is_known(request: Request, origin: str) -> bool:
    host = origin.partition("://")[2]
    return origin in door_of(request).settings.origins or (bool(host) and host == request.host)


def _body(request: Request) -> Any:
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as problem:
        raise Refused("unreadable") from problem


def refusal(request: Request, problem: Refused) -> HTTPResponse:
    """The answer that tells why a request is not taken."""
    told = {"error": error(problem.code), "code": problem.code}
    return as_json(told, status=STATUS[problem.code], headers=NOT_KEPT)
