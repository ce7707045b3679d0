"""The line to Telegram: open for as long as the assistant runs, whether Telegram answers or not."""

import asyncio
import datetime as dt
import fcntl
import logging
import os
from typing import Final, TextIO
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.door import Door
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.hearing import KINDS
from bot.channels.telegram.mailbox import Mailbox
from bot.channels.wording import words
from bot.core.paths import state_dir
from bot.engine.assistant import Assistant

logger = logging.getLogger(__name__)
TOKEN: Final = "ASSISTANT_TELEGRAM_TOKEN"
API: Final = "ASSISTANT_TELEGRAM_API"  # a Bot API server of one's own
TELEGRAM: Final = "https://api.telegram.org"
PATIENCE: Final = 60.0  # seconds for an answer
POLL: Final = 25  # seconds that Telegram holds the line when there is nothing new
AGAIN: Final = 30.0  # seconds before a line that failed is tried again
WHILE_CALLED: Final = 300.0  # seconds before asking again whether the webhook is gone
BETWEEN_REMINDERS: Final = 600.0  # seconds
WAKING: Final = range(9, 19)  # hours of the day at which one may write first
PARIS: Final = ZoneInfo("Europe/Paris")


class Busy(RuntimeError):
    """Another process answers Telegram from the same folder."""


def token() -> str:
    """The bot's token; empty when Telegram is not used."""
    return os.environ.get(TOKEN, "")


def connection() -> HTTPXRequest:
    """A way to Telegram, patient enough not to ask twice what is only answered slowly."""
    return HTTPXRequest(read_timeout=PATIENCE, write_timeout=PATIENCE, connect_timeout=10)


def client(calling: HTTPXRequest, polling: HTTPXRequest) -> Bot:
    """The client of the Bot API; it reaches nobody before its first call.

    Raises:
        InvalidToken: there is no token.
    """
    base = os.environ.get(API) or TELEGRAM
    return Bot(token(), base_url=f"{base}/bot", request=calling, get_updates_request=polling)


class Line:
    """Everything that Telegram needs, in one process.

    Raises:
        Busy: there is such a process already.
        InvalidToken: there is no token.
    """

    def __init__(self, assistant: Assistant, door: Door) -> None:
        self._connections = connection(), connection()
        self._bot = client(*self._connections)
        self._lock = _locked()
        self._mailbox = Mailbox()
        self.desk = Desk(assistant, self._bot, self._mailbox, door)
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Goes on with what was left, listens, and writes first when a day has come."""
        self.desk.open()
        self._tasks = [asyncio.create_task(work()) for work in (self._listen, self._remind)]

    async def close(self) -> None:
        """Stops; nothing is lost."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.desk.close()
        await asyncio.gather(*(connected.shutdown() for connected in self._connections))
        self._mailbox.close()
        self._lock.close()

    async def run(self) -> None:
        """Is open until it is cancelled."""
        await self.open()
        try:
            await asyncio.gather(*self._tasks)
        finally:
            await self.close()

    async def _listen(self) -> None:
        """Fetches updates, unless Telegram calls the webhook."""
        named = False
        while True:
            try:
                named = named or await name_commands(self._bot)
                await self._fetch()
            except Conflict:
                await asyncio.sleep(WHILE_CALLED)
            except InvalidToken:
                logger.error("Telegram does not know the token of %s", TOKEN)
                return
            except TelegramError as problem:
                logger.warning("Telegram not reached: %s", type(problem).__name__)
                await asyncio.sleep(AGAIN)

    async def _fetch(self) -> None:
        last = self._mailbox.last_taken()
        offset = last + 1 if last is not None else None
        updates = await self._bot.get_updates(offset, timeout=POLL, allowed_updates=KINDS)
        for update in updates:
            self.desk.take(update.to_dict())

    async def _remind(self) -> None:
        while True:
            if dt.datetime.now(PARIS).hour in WAKING:
                await self.desk.remind()
            await asyncio.sleep(BETWEEN_REMINDERS)


async def name_commands(bot: Bot) -> bool:
    """Tells Telegram the commands that its menu shows."""
    return await bot.set_my_commands(list(words("telegram")["commands"].items()))


def _locked() -> TextIO:
    """The folder's only line to Telegram."""
    state_dir().mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = (state_dir() / "telegram.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as problem:
        lock.close()
        raise Busy from problem
    return lock
