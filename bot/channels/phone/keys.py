"""How a call is named: whoever reads the name learns neither the call nor the caller."""

from typing import Final

from bot.channels.keys import derived

PREFIX: Final = "phone-"


def conversation(secret: str, call: str) -> str:
    """The name of the conversation held in `call`, the provider's id."""
    return PREFIX + derived(secret, f"phone call {call}")
