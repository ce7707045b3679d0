"""The address that the provider calls, each request signed on it."""

from collections.abc import Callable
from typing import Final

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels import provider
from bot.channels.door import Door
from bot.channels.phone import line, twiml
from bot.channels.phone.call import Event
from bot.channels.phone.line import Answer, Line, Place, Refused
from bot.channels.provider import Account
from bot.engine.assistant import Assistant

FOLDER: Final = "/phone"
OVER: Final = ("completed", "busy", "failed", "no-answer", "canceled")


def blueprints(
    assistant: Assistant, door: Door, case_code: Callable[[str], str | None] | None = None
) -> list[Blueprint]:
    """The routes of the phone; none when it is not used or lacks its address.

    Args:
        case_code: gives the code with which the case of a conversation is resumed elsewhere.
    """
    account = provider.opened(line.TOKEN, line.ADDRESS)
    return [blueprint(Line(assistant, door, case_code), account)] if account else []


def blueprint(calls: Line, account: Account) -> Blueprint:
    """The routes: the beginning of a call, at the address of `account`, and each of its turns."""
    routes = Blueprint("phone")

    async def receive(request: Request, number: int = 0, issued: int = 0) -> HTTPResponse:
        place = Place(number, issued)
        address = _address(account.address, place)
        told = provider.signed_fields(request, account.token, address)
        if told is None:
            return HTTPResponse(status=403)
        if not told.get("CallSid"):
            return HTTPResponse(status=400)
        try:
            answer = await calls.answer(told["CallSid"], place, _event(told), request.body)
        except Refused:
            return HTTPResponse(status=403)
        return provider.answered(_xml(answer, account.address))

    routes.add_route(receive, FOLDER, methods=["POST"], name="begin")
    turn = FOLDER + "/<number:int>/<issued:int>"
    routes.add_route(receive, turn, methods=["POST"], name="turn")
    return routes


def _address(address: str, place: Place) -> str:
    return f"{address}/{place.number}/{place.issued}" if place.number else address


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
