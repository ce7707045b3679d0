"""What is derived from the server's secret: nothing more to set up, nothing to guess."""

import hmac
from typing import Final

PREFIX: Final = "telegram-"
LENGTH: Final = 43  # characters, of the 64 of a digest; 172 bits


def conversation(secret: str, chat: int) -> str:
    """How the conversation of `chat` is named: whoever reads the name does not learn the chat."""
    return PREFIX + _derived(secret, f"chat {chat}")


def path(secret: str) -> str:
    """The last part of the address that Telegram calls."""
    return _derived(secret, "path")


def header(secret: str) -> str:
    """What Telegram says with each call, so that it is known to be Telegram."""
    return _derived(secret, "header")


def same(told: str, expected: str) -> bool:
    """Whether they are equal, found out in a time that tells nothing."""
    return hmac.compare_digest(told.encode(), expected.encode())


def _derived(secret: str, use: str) -> str:
    return hmac.new(secret.encode(), f"telegram {use}".encode(), "sha256").hexdigest()[:LENGTH]
