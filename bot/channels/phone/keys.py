"""How a call is named: whoever reads the name learns neither the call nor the caller."""

import hmac
from typing import Final

PREFIX: Final = "phone-"
LENGTH: Final = 43  # characters, of the 64 of a digest; 172 bits


def conversation(secret: str, call: str) -> str:
    """The name of the conversation held in `call`, the provider's id."""
    told = f"phone call {call}".encode()
    return PREFIX + hmac.new(secret.encode(), told, "sha256").hexdigest()[:LENGTH]
