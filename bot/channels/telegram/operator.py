"""What whoever runs the assistant asks of Telegram from the command line."""

import asyncio
import contextlib
import logging

from telegram.error import TelegramError

from bot.channels import settings
from bot.channels.door import Door
from bot.channels.telegram import line, webhook
from bot.engine import assistant

logger = logging.getLogger(__name__)
NEEDED = "Telegram needs its token in %s, and a secret (« python -m bot secret »)."
BUSY = "Telegram is answered by another process of this folder already."


def poll() -> int:
    """Answers until it is stopped, without web server; returns the exit code."""
    token = line.token()
    try:
        door = Door(settings.load(), settings.secret())
        loaded = assistant.load()
        telegram = line.Line(loaded, door, line.make_bot(token)) if token else None
    except assistant.ModelMissing:
        logger.error("No trained model: run « python -m bot train » first.")
        return 1
    except settings.SecretMissing:
        telegram = None
    except line.Busy:
        logger.error(BUSY)
        return 1
    if telegram is None:
        logger.error(NEEDED, line.TOKEN)
        return 1
    print("The assistant answers on Telegram (Ctrl-C stops it).", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(telegram.run())
    return 0


def call(site: str | None) -> int:
    """Has Telegram call the web server reached at `site`, or no more; returns the exit code."""
    try:
        bot, secret = line.make_bot(line.token()), settings.secret()
    except (TelegramError, settings.SecretMissing):
        logger.error(NEEDED, line.TOKEN)
        return 1
    try:
        asyncio.run(webhook.register(bot, site, secret) if site else webhook.unregister(bot))
    except TelegramError as problem:
        logger.error("Telegram refused: %s", problem.message)
        return 1
    print(f"Telegram calls {site} from now on." if site else "Telegram calls no server any more.")
    return 0
