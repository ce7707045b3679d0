"""A caller and their provider: signs as the provider does, obeys the XML, hears only that."""

import itertools
import re
import time
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from bot.core.speech import speak
from bot.core.speech.figures import cardinal
from tests.phone.twiml_rules import read

TOKEN = "0123456789abcdef0123456789abcdef"
ADDRESS = "https://assistant.exemple.fr/phone"
SITE = "https://assistant.exemple.fr"
NUMBER = "+33698765432"
ACCOUNT = "AC00000000000000000000000000000000"
NUMBERS = {cardinal(number): str(number) for number in range(1, 20)}
PAIRS = {speak(f"{number:02}"): f"{number:02}" for number in range(100)}
PAIR = f"(?:{'|'.join(sorted(PAIRS, key=len, reverse=True))})"
CODE = re.compile(rf" : ({PAIR}(?:, {PAIR}){{5}})\.")
CONFIRMS = "Est-ce exact ? Dites oui"
_calls = itertools.count(1)


class Caller:
    """Somebody on the phone.

    Args:
        post: sends a body and headers to a path; returns the status and the text.
    """

    def __init__(self, post, number=NUMBER, token=TOKEN, call=None):
        self._post, self._number = post, number
        self._validator = RequestValidator(token)
        self.call = call or f"CA{next(_calls):032x}"
        self.heard, self.last, self.spent = None, None, []

    async def dials(self):
        return await self.obeys(ADDRESS, CallStatus="ringing")

    async def types(self, digits):
        """Presses keys, no more than are waited for."""
        assert len(digits) <= self.heard.keys, (digits, self.heard)
        return await self.obeys(self.heard.action, Digits=digits)

    async def says(self, text, confidence=0.93):
        assert self.heard.speech, self.heard
        told = {} if confidence is None else {"Confidence": str(confidence)}
        return await self.obeys(self.heard.action, SpeechResult=text, **told)

    async def stays_silent(self, told=True):
        """Says nothing; a provider tells it, or follows the verb after."""
        return await self.obeys(self.heard.action, **({"Digits": ""} if told else {}))

    async def hangs_up(self):
        return await self.sends(ADDRESS, {"CallStatus": "completed"})

    async def obeys(self, address, **fields):
        """Has the provider call `address`; returns what is heard then."""
        status, text = await self.sends(address, fields)
        assert status == 200, (status, text)
        self.heard = read(text)
        return self.heard

    async def sends(self, address, fields):
        """Signs and sends a request; returns the status and the text."""
        number = {"From": self._number, "Caller": self._number} if self._number else {}
        told = {
            "CallSid": self.call,
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
            "CallStatus": "in-progress",
            "Direction": "inbound",
            "To": "+33400000000",
            **number,
            **fields,
        }
        signature = self._validator.compute_signature(address, told)
        self.last = (address, urlencode(told), {"X-Twilio-Signature": signature})
        return await self.resends()

    async def resends(self):
        """Sends the last request again."""
        address, body, headers = self.last
        began = time.perf_counter()
        answer = await self._post(address.removeprefix(SITE), body, headers)
        self.spent.append(time.perf_counter() - began)
        return answer

    async def chooses(self, title):
        """Presses the key that was said with a choice."""
        return await self.types(self.key(title))

    async def confirms(self):
        """Agrees by keypad to what was said back, when it was."""
        return await self.types("1") if CONFIRMS in self.heard.text else self.heard

    def key(self, title):
        """The key that was said with the choice called `title`."""
        said = re.escape(speak(title))
        found = re.search(
            rf"\b{said}(?: : tapez| :|, dites {said} ou tapez|, ou tapez) ([\w-]+)",
            self.heard.text,
            re.IGNORECASE,
        )
        assert found, (title, self.heard.text)
        return NUMBERS[found[1]]


def code_heard(said):
    """The code that `said` says twice."""
    assert len(CODE.findall(said)) == 2, said
    once, again = CODE.findall(said)
    assert once == again
    return "".join(PAIRS[pair] for pair in once.split(", "))
