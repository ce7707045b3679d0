"""Whether a message arrived when the line was cut before Telegram said so.

Telegram has no key by which a message sent twice would count once. But it numbers the messages of
a bot upwards over all its private chats, and says "not modified" to an edit that gives a message
the buttons it has: asked of the next numbers, that finds the message and changes nothing.
"""

from typing import Final

import httpx
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, RetryAfter, TelegramError

AHEAD: Final = 20  # numbers tried beyond the last one known: messages of other chats meanwhile
MOST: Final = 100  # numbers tried in all
NO_CONNECTION: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
UNCHANGED: Final = "not modified"


async def arrived(
    bot: Bot, chat: int, since: int, last: int, keyboard: InlineKeyboardMarkup | None
) -> int | None:
    """The number of the message that `chat` has got; None when it has not.

    Args:
        since: the last number known before it was sent.
        last: the last number known now.
        keyboard: the buttons it was sent with.

    Raises:
        TelegramError: Telegram cannot be asked now.
    """
    for number in range(since + 1, min(last + AHEAD, since + MOST) + 1):
        if await _is_there(bot, chat, number, keyboard):
            return number
    return None


async def _is_there(
    bot: Bot, chat: int, number: int, keyboard: InlineKeyboardMarkup | None
) -> bool:
    try:
        await bot.edit_message_reply_markup(chat, number, reply_markup=keyboard)
    except BadRequest as problem:
        return UNCHANGED in problem.message
    return True


def never_arrived(problem: TelegramError) -> bool:
    """Whether Telegram surely did not take what failed with `problem`."""
    return isinstance(problem, RetryAfter) or isinstance(problem.__cause__, NO_CONNECTION)
