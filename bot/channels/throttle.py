"""How often a visitor may write, counted by address and by session."""

from limits import parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from bot.channels.settings import WebSettings


class Throttle:
    """Counts what was let through; an address is counted, never written anywhere else."""

    def __init__(self, settings: WebSettings) -> None:
        self._storage = storage_from_string(settings.counted_in)  # the limiter only points at it
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._sessions = parse(settings.sessions_of_an_address)
        self._of_address = parse(settings.messages_of_an_address)
        self._of_session = parse(settings.messages_of_a_session)

    def lets_session(self, address: str) -> bool:
        """Whether `address` may begin one more conversation now."""
        return bool(self._limiter.hit(self._sessions, "sessions", address))

    def lets_message(self, address: str, sender: str) -> bool:
        """Whether one more message of `sender`, from `address`, is taken now."""
        return bool(
            self._limiter.hit(self._of_session, "session", sender)
            and self._limiter.hit(self._of_address, "address", address)
        )
