"""Somebody at each door of the assistant, as they see it: each may take up a case with its code."""

import re

from bot.channels.phone import keys as phone_keys
from bot.channels.sessions import Sessions
from bot.channels.sms import keys as sms_keys
from bot.core import case
from bot.engine.turns import standing
from tests.phone.caller import CONFIRMS, code_heard
from tests.phone.test_server import caller_of, posting
from tests.served import SECRET, Visitor
from tests.sms.sender import Sender
from tests.telegram.conversation import TelegramConversation

OPENING = "je suis référencé sans mon accord"
OPENED = "Je suis référencé sans mon accord"
WITH_CODE = "J’ai un code de dossier"
CODE = re.compile(r"\d\d(?:\W\d\d){5}")


class Person:
    """What all have in common.

    Attributes:
        assistant: the one behind every door.
        sender: how this door names who comes by it.
        files: what was received, name → bytes.
    """

    def __init__(self, assistant):
        self.assistant, self.sender, self.files = assistant, None, {}

    async def begins(self):
        await self.says("bonjour")
        await self.says(OPENING)

    async def takes_up(self, code):
        await self.says(f"reprendre {code}")

    async def answers(self, asked, text):
        await self.says(text)

    async def stands(self):
        """Where the case is, as the server knows it."""
        return (await standing(self.assistant, self.sender)).reply

    async def code(self):
        """A code of this case, as it is read at this door."""
        await self.says("mon code")
        (code,) = CODE.findall(self.text)
        return code


class ByWeb(Person):
    """Somebody at the window of the site, by its interface."""

    def __init__(self, town):
        super().__init__(town.assistant)
        self._server, self._visitor = town, Visitor(town)
        self.sender = Sessions(SECRET, 1).open(self._visitor.token).sender

    async def says(self, text):
        self.text = "\n".join(self._visitor.say(text))
        for message in self._visitor.messages:
            if document := message.get("document"):
                got = self._server.get(f"/{document['address']}")
                self.files[document["name"]] = got.content


class ByTelegram(Person):
    """Somebody on Telegram."""

    def __init__(self, town):
        super().__init__(town.assistant)
        running = town.running
        self._chat = TelegramConversation(running, running.api.person(), None)
        self.sender = self._chat.sender

    async def says(self, text):
        await self._chat.say(text)
        self.text = self._chat.text
        news = self._chat.person.news
        self.files |= {sent.document.name: sent.document.content for sent in news if sent.document}


class ByPhone(Person):
    """Somebody who calls, answers by voice, and types the code of a case."""

    def __init__(self, town):
        super().__init__(town.assistant)
        self._caller = caller_of(town)
        self.sender = phone_keys.conversation(SECRET, self._caller.call)

    async def begins(self):
        await self._caller.dials()
        await self._caller.chooses(OPENED)

    async def takes_up(self, code):
        await self._caller.dials()
        await self._caller.chooses(WITH_CODE)
        await self._caller.types(re.sub(r"\D", "", code) + "#")

    async def answers(self, asked, text):
        if asked in case.IDENTITY:
            assert self._caller.heard.over, "names are not dictated"
            return
        await self._caller.says(text)
        while CONFIRMS in self._caller.heard.text:
            await self._caller.types("1")

    async def code(self):
        if not self._caller.heard.over:
            await self._caller.says("mon code")
        return code_heard(self._caller.heard.text)


class BySms(Person):
    """Somebody who writes SMS."""

    def __init__(self, town):
        super().__init__(town.assistant)
        self._sender = Sender(posting(town))
        self.sender = sms_keys.conversation(SECRET, self._sender.number)

    async def says(self, text):
        self.text = await self._sender.writes(text)
