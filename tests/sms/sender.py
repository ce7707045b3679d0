"""Somebody who sends SMS, and their provider: it signs, and delivers what the XML says."""

import itertools
import re
from urllib.parse import urlencode
from xml.etree import ElementTree

from twilio.request_validator import RequestValidator

from bot.core import gsm
from tests.received import Received

TOKEN = "fedcba9876543210fedcba9876543210"
ADDRESS = "https://assistant.exemple.fr/sms"
SITE = "https://assistant.exemple.fr"
PAGE = f"{SITE}/assistant"
ACCOUNT = "AC00000000000000000000000000000000"
MOST = 2  # SMS in a message
MARK = re.compile(r"\((\d+)/(\d+)\) ")
_messages, _numbers = itertools.count(1), itertools.count(33600000000)


class Sender:
    """Somebody with a telephone.

    Args:
        post: sends a body and headers to a path; returns the status and the text.

    Attributes:
        messages: what was received last.
    """

    def __init__(self, post, number=None, token=TOKEN):
        self._post, self.number = post, number or f"+{next(_numbers)}"
        self._validator = RequestValidator(token)
        self.messages, self.last = [], None

    async def writes(self, text, **fields):
        """Sends `text`; returns everything that is received then."""
        return self.receives(*await self.sends({"Body": text, **fields}))

    def receives(self, status, xml):
        assert status == 200, (status, xml)
        self.messages = read(xml)
        return self.text

    async def sends(self, fields, address=ADDRESS):
        """Has the provider report a message; returns the status and the text of the answer."""
        told = {
            "MessageSid": f"SM{next(_messages):032x}",
            "AccountSid": ACCOUNT,
            "From": self.number,
            "To": "+33700000000",
            "NumMedia": "0",
            "NumSegments": "1",
            **fields,
        }
        signature = self._validator.compute_signature(address, told)
        self.last = (address, urlencode(told), {"X-Twilio-Signature": signature})
        return await self.resends()

    async def resends(self):
        """Reports the last message again."""
        address, body, headers = self.last
        return await self._post(address.removeprefix(SITE), body, headers)

    @property
    def text(self):
        return Received("\n".join(MARK.sub("", message, count=1) for message in self.messages))


def read(xml):
    """The messages of an answer, after every rule of the provider's and of ours."""
    root = ElementTree.fromstring(xml)
    assert root.tag == "Response"
    assert all(child.tag == "Message" and not child.attrib for child in root)
    messages = [child.text for child in root]
    for number, message in enumerate(messages, start=1):
        assert message.strip() == message != "", message
        assert gsm.count(message) <= MOST, message
        if len(messages) > 1:
            assert message.startswith(f"({number}/{len(messages)}) ")
    return messages
