"""The address that the provider calls, each request signed on it."""

import logging
from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qsl

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, text
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.channels.door import Door
from bot.channels.phone import line, twiml
from bot.channels.phone.call import Event
from bot.channels.phone.line import Answer, Line, Place, Refused
from bot.engine.assistant import Assistant

logger = logging.getLogger(__name__)
FOLDER: Final = "/phone"
HEADER: Final = "x-twilio-signature"
OVER: Final = ("completed", "busy", "failed", "no-answer", "canceled")
NO_ADDRESS: Final = "The phone needs the public address that the provider calls in %s (https://…)."


def blueprints(
    assistant: Assistant, door: Door, case_code: Callable[[str], str | None] | None = None
) -> list[Blueprint]:
    """The routes of the phone; none when it is not used or lacks its address.

    Args:
        case_code: gives the code with which the case of a conversation is resumed elsewhere.
    """
    if not line.token():
        return []
    if not line.address().startswith("https://"):
        logger.error(NO_ADDRESS, line.ADDRESS)
        return []
    return [blueprint(Line(assistant, door, case_code), line.token(), line.address())]


def blueprint(calls: Line, token: str, address: str) -> Blueprint:
    """The routes: the beginning of a call, and each of its turns.

    Args:
        token: what the provider signs with.
        address: the public address of the beginning, on which it signs.
    """
    routes, validator = Blueprint("phone"), RequestValidator(token)

    async def receive(request: Request, number: int = 0, issued: int = 0) -> HTTPResponse:
        place = Place(number, issued)
        called = _address(address, place) + (
            f"?{request.query_string}" * bool(request.query_string)
        )
        told = _fields(request.body)
        if told is None or not validator.validate(called, told, request.headers.get(HEADER, "")):
            return HTTPResponse(status=403)
        if not told.get("CallSid"):
            return HTTPResponse(status=400)
        try:
            answer = await calls.answer(told["CallSid"], place, _event(told), request.body)
        except Refused:
            return HTTPResponse(status=403)
        return text(_xml(answer, address), content_type="text/xml; charset=utf-8")

    routes.add_route(receive, FOLDER, methods=["POST"], name="begin")
    turn = FOLDER + "/<number:int>/<issued:int>"
    routes.add_route(receive, turn, methods=["POST"], name="turn")
    return routes


def _address(address: str, place: Place) -> str:
    return f"{address}/{place.number}/{place.issued}" if place.number else address


def _fields(body: bytes) -> dict[str, str] | None:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except ValueError:
        return None
    return dict(pairs)


def _event(told: dict[str, str]) -> Event:
    return Event(
        digits=told.get("Digits", ""),
        speech=told.get("SpeechResult", ""),
        confidence=_confidence(told.get("Confidence", "")),
        over=told.get("CallStatus") in OVER,
    )


def _confidence(told: str) -> float:
    try:
        sure = float(told)
    except ValueError:
        return 0.0
    return sure if 0 <= sure <= 1 else 0.0


def _xml(answer: Answer | None, address: str) -> str:
    if answer is None:
        return twiml.NOTHING
    return twiml.render(answer.turn, _address(address, answer.place))
