"""What whoever runs the assistant asks of Telegram from the command line."""

import asyncio
import contextlib
import logging

from telegram.error import InvalidToken, TelegramError

from bot.channels import settings
from bot.channels.door import Door
from bot.channels.telegram import line, webhook
from bot.engine import assistant

logger = logging.getLogger(__name__)
NEEDED = "Telegram needs its token in %s, and a secret (« python -m bot secret »)."
BUSY = "Telegram is answered by another process of this folder already."


def poll() -> int:
    """Answers until it is stopped, without web server; returns the exit code."""
    try:
        door = Door(settings.load(), settings.secret())
        telegram = line.Line(assistant.load(), door)
    except assistant.ModelMissing:
        logger.error("No trained model: run « python -m bot train » first.")
        return 1
    except (settings.SecretMissing, InvalidToken):
        logger.error(NEEDED, line.TOKEN)
        return 1
    except line.Busy:
        logger.error(BUSY)
        return 1
    print("The assistant answers on Telegram (Ctrl-C stops it).", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(telegram.run())
    return 0


def call(site: str | None) -> int:
    """Has Telegram call the web server reached at `site`, or no more; returns the exit code."""
    try:
        asyncio.run(_call(site))
    except (settings.SecretMissing, InvalidToken):
        logger.error(NEEDED, line.TOKEN)
        return 1
    except TelegramError as problem:
        logger.error("Telegram refused: %s", problem.message)
        return 1
    print(f"Telegram calls {site} from now on." if site else "Telegram calls no server any more.")
    return 0


async def _call(site: str | None) -> None:
    bot = line.client(line.connection(), line.connection())
    if site:
        await webhook.register(bot, site, settings.secret())
    else:
        await webhook.unregister(bot)
