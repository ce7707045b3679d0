"""Sessions of visitors: a signed token that expires, and the conversation it opens."""

import secrets
from dataclasses import dataclass
from typing import Final

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

PREFIX: Final = "web-"
ID_BYTES: Final = 16
SECONDS_A_DAY: Final = 86_400


class SessionRefused(Exception):
    """A token that opens nothing: forged, cut, of another server, or not a token at all."""


class SessionExpired(SessionRefused):
    """A token that opened a conversation once."""


@dataclass(frozen=True)
class Session:
    """Whose conversation it is.

    Attributes:
        sender: the conversation, as Rasa names it.
        token: what the visitor keeps; signed, with its date.
    """

    sender: str
    token: str


class Sessions:
    """Makes and reads tokens; the server chooses the conversation, never the visitor."""

    def __init__(self, secret: str, days: int) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="web-session")
        self._seconds = days * SECONDS_A_DAY

    def create(self) -> Session:
        """A new conversation that nobody can guess."""
        return self._of(secrets.token_urlsafe(ID_BYTES))

    def open(self, token: str) -> Session:
        """The session of `token`, with a token that starts its time again.

        Raises:
            SessionExpired: it was given too long ago.
            SessionRefused: this server never gave it.
        """
        try:
            name = self._signer.loads(token, max_age=self._seconds)
        except SignatureExpired as error:
            raise SessionExpired from error
        except (BadSignature, UnicodeError) as error:
            raise SessionRefused from error
        return self._of(str(name))

    def _of(self, name: str) -> Session:
        return Session(f"{PREFIX}{name}", str(self._signer.dumps(name)))
