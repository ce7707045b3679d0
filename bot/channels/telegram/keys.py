"""How a chat is named, and what proves that it is Telegram who calls."""

import hmac
from typing import Final

from bot.channels.keys import derived

PREFIX: Final = "telegram-"


def conversation(secret: str, chat: int) -> str:
    """How the conversation of `chat` is named: whoever reads the name does not learn the chat."""
    return PREFIX + derived(secret, f"telegram chat {chat}")


def path(secret: str) -> str:
    """The last part of the address that Telegram calls."""
    return derived(secret, "telegram path")


def header(secret: str) -> str:
    """What Telegram says with each call, so that it is known to be Telegram."""
    return derived(secret, "telegram header")


def same(told: str, expected: str) -> bool:
    """Whether they are equal, found out in a time that tells nothing."""
    return hmac.compare_digest(told.encode(), expected.encode())
