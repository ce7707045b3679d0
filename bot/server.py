"""The one process: Rasa's agent, its actions, the channels, downloads and health, on one port."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from rasa.core.channels import channel
from sanic import Sanic
from sanic.response import HTTPResponse, json

from bot import retention
from bot.channels import page, settings, web, widget
from bot.channels.door import Door
from bot.channels.phone import webhook as phone
from bot.channels.sms import webhook as sms
from bot.channels.telegram import line, webhook
from bot.channels.telegram.line import Line
from bot.channels.visitors import Visitors
from bot.core import texts
from bot.core.cases import Cases
from bot.engine import assistant
from bot.engine.assistant import Assistant, ModelMissing

logger = logging.getLogger(__name__)
HOUR = 3600  # seconds
LONGEST_ANSWER = 300  # seconds; a crowd or a slow LibreOffice must not cut an answer in two
WAITING = 256  # threads; letters in line for LibreOffice must not hold up turns that need none
NO_SECRET = (
    "No secret to sign sessions with: run « python -m bot secret » once, "
    "or set ASSISTANT_SECRET to 32 characters or more."
)


def serve(host: str, port: int) -> int:
    """Serves until stopped; returns the exit code."""
    try:
        door = Door(settings.load(), settings.secret())
        loaded = assistant.load()
        telegram = _telegram(loaded, door)
    except settings.SecretMissing:
        logger.error(NO_SECRET)
        return 1
    except ModelMissing:
        logger.error("No trained model: run « python -m bot train » first.")
        return 1
    print(f"The assistant answers on http://localhost:{port} (Ctrl-C stops it).", flush=True)
    application(loaded, door, telegram).run(host=host, port=port, access_log=False, motd=False)
    return 0


def _telegram(loaded: Assistant, door: Door) -> Line | None:
    """The line to Telegram, when a token was given and no other process holds it."""
    try:
        return Line(loaded, door) if line.token() else None
    except line.Busy:
        logger.error("Telegram is answered by another process; this one does without.")
        return None


def application(loaded: Assistant, door: Door, telegram: Line | None = None) -> Sanic:
    """The web application around a loaded assistant, entered by `door` and by `telegram`."""
    app = Sanic("assistant", configure_logging=False)
    app.config.PROXIES_COUNT = door.settings.proxies or None
    app.config.REQUEST_MAX_SIZE = 100_000  # bytes; a message is at most a few thousand
    app.config.RESPONSE_TIMEOUT = LONGEST_ANSWER
    app.ctx.agent, app.ctx.door, app.ctx.visitors = loaded, door, Visitors(loaded)
    app.register_middleware(web.keep_channels_home, "request")
    channel.register(web.credentialed_channels(), app, route="/webhooks/")
    for routes in (widget, page, web):
        app.blueprint(routes.blueprint())
    app.add_route(health, "/health")
    app.error_handler.add(Exception, web.sorry)
    app.register_middleware(_secure, "response")
    app.register_listener(_make_room, "before_server_start")
    app.register_listener(_start_purging, "after_server_start")
    app.register_listener(_stop_purging, "before_server_stop")
    for called in (phone, sms):
        for route in called.blueprints(loaded, door, lambda sender: Cases().code_for(sender)):
            app.blueprint(route)
    if telegram:
        app.blueprint(webhook.blueprint(telegram.desk, door.secret))
        app.register_listener(lambda *_: telegram.open(), "after_server_start")
        app.register_listener(lambda *_: telegram.close(), "before_server_stop")
    return app


async def health(request: object) -> HTTPResponse:
    """200 when a message can be answered and kept, else 503 and what is missing."""
    agent: Assistant = request.app.ctx.agent  # type: ignore[attr-defined]
    checks = {
        "model": agent.is_ready(),
        "store": agent.can_keep(),
        "texts": bool(texts.responses()),
    }
    return json(checks, status=200 if all(checks.values()) else 503)


async def _secure(request: object, response: HTTPResponse) -> None:
    response.headers.setdefault("x-content-type-options", "nosniff")
    response.headers.setdefault("referrer-policy", "no-referrer")
    response.headers.setdefault("x-frame-options", "DENY")
    response.headers.setdefault(
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        "connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )


async def _make_room(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    loop.set_default_executor(ThreadPoolExecutor(WAITING))


async def _start_purging(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    app.ctx.purging = loop.create_task(_purge_every_hour())


async def _stop_purging(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    app.ctx.purging.cancel()


async def _purge_every_hour() -> None:
    while True:
        try:
            retention.purge()
        except Exception as error:
            logger.error("purge failed: %s", type(error).__name__)
        await asyncio.sleep(HOUR)
