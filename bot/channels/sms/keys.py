"""How an SMS conversation and its messages are named: no name tells the number behind it."""

from typing import Final

from bot.channels.keys import derived

PREFIX: Final = "sms-"


def conversation(secret: str, number: str) -> str:
    """The name of the conversation with whoever writes from `number`."""
    return PREFIX + derived(secret, f"sms number {number}")


def message(secret: str, message: str) -> str:
    """What tells this message, the provider's id, from any other."""
    return PREFIX + derived(secret, f"sms message {message}")
