"""Answers what the mailbox holds: the chats side by side, each in its order."""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from typing import Any

from telegram import Bot, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channels.door import Door
from bot.channels.telegram import keys
from bot.channels.telegram.dialogue import Dialogue
from bot.channels.telegram.hearing import Heard, hear
from bot.channels.telegram.mailbox import Chat, Mailbox
from bot.channels.telegram.parcels import Parcel, spoken
from bot.channels.telegram.post import Post
from bot.channels.wording import error, words
from bot.engine.assistant import Assistant

logger = logging.getLogger(__name__)


class Desk:
    """Has each update answered and each answer sent, whatever happens to the process."""

    def __init__(self, assistant: Assistant, bot: Bot, mailbox: Mailbox, door: Door) -> None:
        self._bot, self._mailbox, self._door = bot, mailbox, door
        self._dialogue = Dialogue(assistant, mailbox, door.settings.longest_message)
        self._post = Post(bot, mailbox)
        self._busy: dict[int, asyncio.Task[None]] = {}  # the chats being served
        self._beside: set[asyncio.Task[None]] = set()

    def open(self) -> None:
        """Goes on with what was left."""
        for chat in self._mailbox.waiting():
            self._attend(chat)

    def take(self, told: dict[str, Any]) -> None:
        """Keeps an update, as Telegram's JSON tells it, once, and has it answered soon.

        Raises:
            AttributeError, KeyError, TypeError: it is none.
        """
        if type(told["update_id"]) is not int:
            raise TypeError
        update = Update.de_json(told, self._bot)
        place = _place(update)
        if self._mailbox.take(told, place, _number(update)):
            self._attend(place)

    async def remind(self) -> None:
        """Writes first to those whose day has come."""
        for chat in self._mailbox.reminding():
            if not self._is_busy(chat.id):
                await self._start(chat.id, self._remind(chat))

    async def close(self) -> None:
        """Stops; what is not done will be when it opens again."""
        tasks = [*self._busy.values(), *self._beside]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _attend(self, chat: int) -> None:
        if not self._is_busy(chat):
            self._start(chat, self._work(chat))

    def _is_busy(self, chat: int) -> bool:
        """Whether somebody will still look into the mailbox of `chat`."""
        return chat in self._busy and not self._busy[chat].done()

    def _start(self, chat: int, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self._busy[chat] = asyncio.create_task(work)
        task.add_done_callback(lambda ended: self._end(chat, ended))
        return task

    def _end(self, chat: int, ended: asyncio.Task[None]) -> None:
        if self._busy.get(chat) is ended:
            del self._busy[chat]

    async def _work(self, chat: int) -> None:
        while True:
            if parcel := self._mailbox.next_parcel(chat):
                await asyncio.sleep(await self._post.send(chat, *parcel))
            elif update := self._mailbox.next_update(chat):
                await self._answer(update)
            else:
                return

    async def _remind(self, chat: Chat) -> None:
        answer = await self._dialogue.reminder(chat)
        if answer and answer.chat:
            self._mailbox.remind(answer.chat, answer.parcels)
        await self._work(chat.id)

    async def _answer(self, told: dict[str, Any]) -> None:
        update = Update.de_json(told, self._bot)
        place, heard = _place(update), hear(update)
        chat = self._mailbox.chat(place)
        if heard.query:
            self._politely(self._bot.answer_callback_query(heard.query))
        if heard.gone:
            self._mailbox.forget(place)
        elif heard.idle:
            self._mailbox.answer(update.update_id, chat)
        elif not heard.private:
            leaving = [*spoken(words("telegram")["group"]), Parcel(leaves=True)]
            self._mailbox.answer(update.update_id, None, leaving)
        else:
            await self._converse(update.update_id, place, chat, heard)

    async def _converse(self, update: int, place: int, chat: Chat | None, heard: Heard) -> None:
        sender = keys.conversation(self._door.secret, place)
        if not self._door.lets_message(sender):
            self._mailbox.answer(update, chat, spoken(error("too_fast")))
            return
        self._politely(self._bot.send_chat_action(place, ChatAction.TYPING))
        try:
            answer = await self._dialogue.answer(
                update, chat or Chat(place, sender, new=True), heard
            )
        except Exception as problem:
            logger.error("update not answered: %s", type(problem).__name__)
            self._mailbox.answer(update, chat, spoken(error("failed")))
        else:
            self._mailbox.answer(update, answer.chat, answer.parcels, answer.message)

    def _politely(self, call: Coroutine[Any, Any, bool]) -> None:
        """What is not tried again when it fails."""

        async def once() -> None:
            with contextlib.suppress(TelegramError):
                await call

        task = asyncio.create_task(once())
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


def _place(update: Update) -> int:
    """The chat of an update; 0 when it has none."""
    return update.effective_chat.id if update.effective_chat else 0


def _number(update: Update) -> int | None:
    """The number of the message of an update; groups count theirs apart."""
    message = update.effective_message if _place(update) > 0 else None
    return message.message_id if message else None
