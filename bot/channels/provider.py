"""The telephone provider: what it signs, what it tells, and the doors it is given."""

import logging
import os
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from sanic.request import Request
from sanic.response import HTTPResponse, text
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

logger = logging.getLogger(__name__)
HEADER: Final = "x-twilio-signature"
NO_ADDRESS: Final = "The public https address that the provider calls is missing: set %s."


@dataclass(frozen=True)
class Account:
    """What opens a door to the provider.

    Attributes:
        token: the secret that it signs with; empty when the door is not used.
        address: the public address that it calls, without a final slash; it signs on it.
    """

    token: str
    address: str

    @classmethod
    def of(cls, token: str, address: str) -> "Account":
        """The account that the environment variables `token` and `address` tell."""
        return cls(os.environ.get(token, ""), os.environ.get(address, "").rstrip("/"))

    @property
    def is_open(self) -> bool:
        """Whether the provider can be told from anybody else."""
        return bool(self.token) and self.address.startswith("https://")


def opened(token: str, address: str) -> Account | None:
    """The account that these two variables tell; None, and why in the log, when it opens nothing.

    No token is no door: nothing is logged then.
    """
    account = Account.of(token, address)
    if account.token and not account.is_open:
        logger.error(NO_ADDRESS, address)
    return account if account.is_open else None


def signed_fields(request: Request, token: str, address: str) -> dict[str, str] | None:
    """The form that the provider sent to `address`; None when it is not from the provider.

    Behind a proxy the server does not see the address that was signed: it has to be told.
    """
    called = f"{address}?{request.query_string}" if request.query_string else address
    fields = _form(request.body)
    signature = request.headers.get(HEADER, "")
    signed = fields is not None and RequestValidator(token).validate(called, fields, signature)
    return fields if signed else None


def answered(xml: str) -> HTTPResponse:
    """The answer that the provider obeys."""
    return text(xml, content_type="text/xml; charset=utf-8")


def _form(body: bytes) -> dict[str, str] | None:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except ValueError:
        return None
