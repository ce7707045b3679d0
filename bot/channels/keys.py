"""What is derived from the server's secret: nothing more to set up, nothing to guess."""

import hmac
from typing import Final

LENGTH: Final = 43  # characters, of the 64 of a digest; 172 bits


def derived(secret: str, use: str) -> str:
    """What stands for `use`, for whoever knows the secret, and tells nothing of it to others."""
    return hmac.new(secret.encode(), use.encode(), "sha256").hexdigest()[:LENGTH]
