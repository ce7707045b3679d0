"""The way in from the web: sessions, limits and what is refused, for the window and the page."""

from typing import Any, Final, cast

from sanic.request import Request

from bot.channels.sessions import Session, SessionExpired, SessionRefused, Sessions
from bot.channels.settings import WebSettings
from bot.channels.throttle import Throttle
from bot.channels.visitors import Message, Unreadable
from bot.core import council

STATUS: Final = {
    "expired": 401,
    "refused": 401,
    "foreign": 403,
    "local_only": 404,
    "gone": 409,
    "too_long": 413,
    "too_fast": 429,
    "too_many": 429,
    "unreadable": 400,
}


class Refused(Exception):
    """A request that is not taken, for the reason `code`, one of `STATUS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Door:
    """Lets visitors in, or says why not."""

    def __init__(self, settings: WebSettings, secret: str) -> None:
        self.settings, self.secret = settings, secret
        self._sessions = Sessions(secret, council.load().conversation_days)
        self._throttle = Throttle(settings)

    def begin(self, request: Request) -> Session:
        """A new session.

        Raises:
            Refused: too many were begun from there.
        """
        if not self._throttle.lets_session(address(request)):
            raise Refused("too_many")
        return self._sessions.create()

    def open(self, token: str) -> Session:
        """The session of `token`.

        Raises:
            Refused: it has expired, or was never given.
        """
        try:
            return self._sessions.open(token)
        except SessionExpired as problem:
            raise Refused("expired") from problem
        except SessionRefused as problem:
            raise Refused("refused") from problem

    def message(self, request: Request, session: Session, told: Any) -> Message:
        """The message `told` by a JSON body or a form.

        Raises:
            Refused: it cannot be read, is too long, or comes too fast after others.
        """
        try:
            message = Message.of(told)
        except Unreadable as problem:
            raise Refused("unreadable") from problem
        if len(message.text) > self.settings.longest_message:
            raise Refused("too_long")
        if not self._throttle.lets_message(address(request), session.sender):
            raise Refused("too_fast")
        return message

    def lets_message(self, sender: str) -> bool:
        """Whether one more message of `sender` is taken now, from a door that knows no address."""
        return self._throttle.lets_message(sender, sender)


def door_of(request: Request) -> Door:
    """The door of the server that `request` reached."""
    return cast(Door, request.app.ctx.door)


def address(request: Request) -> str:
    """Where the visitor comes from: what a trusted proxy says, else the other end of the line."""
    return str(request.remote_addr or request.ip)
