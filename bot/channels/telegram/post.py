"""Sending, whatever Telegram answers: now, later, or never."""

import logging
from pathlib import Path
from typing import Final

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    RetryAfter,
    TelegramError,
)

from bot.channels.telegram.arrival import arrived, never_arrived
from bot.channels.telegram.mailbox import Mailbox
from bot.channels.telegram.parcels import Parcel, units
from bot.channels.wording import words

logger = logging.getLogger(__name__)
LONGEST_WAIT: Final = 60.0  # seconds between two tries
REFUSED: Final = (BadRequest, ChatMigrated, EndPointNotFound)  # what no other try would change
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)  # Telegram would visit the address


class Post:
    """Sends what the mailbox holds, one chat at a time in its order."""

    def __init__(self, bot: Bot, mailbox: Mailbox) -> None:
        self._bot, self._mailbox = bot, mailbox
        self._failures: dict[int, int] = {}  # tries in a row, by chat

    async def send(self, chat: int, number: int, parcel: Parcel) -> float:
        """Sends a parcel; returns the seconds to wait before it is tried again, 0 when it left."""
        try:
            message = await self._deliver(chat, number, parcel)
        except RetryAfter as problem:
            return _seconds(problem)
        except Forbidden:  # they shut the assistant out
            self._mailbox.forget(chat)
        except REFUSED as problem:
            if parcel.marks is None:
                logger.error("message refused by Telegram: %s", type(problem).__name__)
            self._mailbox.sent(number, chat)
        except TelegramError as problem:
            return self._later(chat, problem)
        else:
            self._mailbox.sent(number, chat, message, bool(message and parcel.buttons))
        self._failures.pop(chat, None)
        return 0

    def _later(self, chat: int, problem: TelegramError) -> float:
        failures = self._failures[chat] = self._failures.get(chat, 0) + 1
        logger.warning("Telegram not reached, will try again: %s", type(problem).__name__)
        return float(min(2 ** (failures - 1), LONGEST_WAIT))

    async def _deliver(self, chat: int, number: int, parcel: Parcel) -> int | None:
        """Sends a parcel unless it arrived already; returns the number of the message, if any."""
        since = self._mailbox.leaves(number)
        if since is not None and parcel.speaks:
            last = self._mailbox.last_seen()
            found = await arrived(self._bot, chat, since, last, _keyboard(parcel))
            if found:
                return found
        try:
            return await self._send(chat, parcel)
        except TelegramError as problem:
            if never_arrived(problem):
                self._mailbox.stayed(number)
            raise

    async def _send(self, chat: int, parcel: Parcel) -> int | None:
        if parcel.marks is not None:
            await self._bot.edit_message_reply_markup(
                chat, parcel.marks, reply_markup=_keyboard(parcel)
            )
            return None
        if parcel.leaves:
            await self._bot.leave_chat(chat)
            return None
        if parcel.file:
            return await self._send_file(chat, parcel)
        message = await self._bot.send_message(
            chat,
            parcel.text,
            entities=_entities(parcel),
            reply_markup=_keyboard(parcel),
            link_preview_options=NO_PREVIEW,
        )
        return message.message_id

    async def _send_file(self, chat: int, parcel: Parcel) -> int:
        path = Path(parcel.file)
        try:
            content = path.read_bytes()
        except OSError:  # its time has passed while it waited
            return (await self._bot.send_message(chat, words("telegram")["gone"])).message_id
        sent = await self._bot.send_document(chat, content, caption=parcel.text, filename=path.name)
        return sent.message_id


def _keyboard(parcel: Parcel) -> InlineKeyboardMarkup | None:
    rows = [[_button(title, does)] for title, does in parcel.buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(title: str, does: str) -> InlineKeyboardButton:
    if does.startswith("https://"):
        return InlineKeyboardButton(title, url=does)
    return InlineKeyboardButton(title, callback_data=does)


def _entities(parcel: Parcel) -> list[MessageEntity] | None:
    if not parcel.code:
        return None
    return [MessageEntity(MessageEntity.PRE, 0, units(parcel.text))]


def _seconds(problem: RetryAfter) -> float:
    wait = problem.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())
