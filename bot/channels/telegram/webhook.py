"""The address that Telegram calls: known to Telegram only, and proved with each call."""

import json
import logging
from typing import Final

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from telegram import Bot

from bot.channels.telegram import keys
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.hearing import KINDS
from bot.channels.telegram.line import name_commands

logger = logging.getLogger(__name__)
FOLDER: Final = "/telegram/"
HEADER: Final = "x-telegram-bot-api-secret-token"


def address(site: str, secret: str) -> str:
    """The address to give to Telegram, for a server that is reached at `site`."""
    return site.rstrip("/") + FOLDER + keys.path(secret)


async def register(bot: Bot, site: str, secret: str) -> None:
    """Has Telegram call the server that is reached at `site`, an https address.

    Raises:
        TelegramError: it will not, or is not reached.
    """
    called, proof = address(site, secret), keys.header(secret)
    await bot.set_webhook(called, secret_token=proof, allowed_updates=KINDS, max_connections=1)
    await name_commands(bot)


async def unregister(bot: Bot) -> None:
    """Has Telegram call nobody; updates wait to be fetched.

    Raises:
        TelegramError: it is not reached.
    """
    await bot.delete_webhook()


def blueprint(desk: Desk, secret: str) -> Blueprint:
    """The one route; an update is kept before Telegram is told that it arrived."""
    routes = Blueprint("telegram")

    async def receive(request: Request, name: str) -> HTTPResponse:
        if not keys.same(name, keys.path(secret)):
            return HTTPResponse(status=404)
        if not keys.same(request.headers.get(HEADER, ""), keys.header(secret)):
            return HTTPResponse(status=403)
        return HTTPResponse(status=200 if _take(desk, request.body) else 400)

    routes.add_route(receive, FOLDER + "<name>", methods=["POST"])
    return routes


def _take(desk: Desk, body: bytes) -> bool:
    try:
        desk.take(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        logger.error("unreadable update: %s", type(problem).__name__)
        return False
    return True
