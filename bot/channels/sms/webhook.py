"""The address that the provider calls with each SMS, each request signed on it."""

from collections.abc import Callable
from typing import Final

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from twilio.twiml.messaging_response import MessagingResponse  # type: ignore[import-untyped]

from bot.channels import provider
from bot.channels.door import Door
from bot.channels.provider import Account
from bot.channels.sms import line
from bot.channels.sms.line import Line, Message
from bot.engine.assistant import Assistant

FOLDER: Final = "/sms"


def blueprints(
    assistant: Assistant, door: Door, case_code: Callable[[str], str | None] | None = None
) -> list[Blueprint]:
    """The route of SMS; none when they are not used or lack their address.

    Args:
        case_code: gives the code with which the case of a conversation is resumed elsewhere.
    """
    account = provider.opened(line.TOKEN, line.ADDRESS)
    if account is None:
        return []
    return [blueprint(Line(assistant, door, account.address, case_code), account)]


def blueprint(messages: Line, account: Account) -> Blueprint:
    """The route of the messages, at the address of `account`."""
    routes = Blueprint("sms")

    async def receive(request: Request) -> HTTPResponse:
        told = provider.signed_fields(request, account.token, account.address)
        if told is None:
            return HTTPResponse(status=403)
        if not (told.get("MessageSid") and told.get("From")):
            return HTTPResponse(status=400)
        return provider.answered(_xml(await messages.answer(_message(told))))

    routes.add_route(receive, FOLDER, methods=["POST"])
    return routes


def _message(told: dict[str, str]) -> Message:
    return Message(
        id=told["MessageSid"],
        number=told["From"],
        text=told.get("Body", ""),
        media=told.get("NumMedia", "0").strip() not in ("", "0"),
        opted=told.get("OptOutType", ""),
    )


def _xml(texts: list[str]) -> str:
    response = MessagingResponse()
    for text in texts:
        response.message(text)
    return str(response)
