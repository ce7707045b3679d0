"""A conversation of the tables, held by SMS: judged by what the person receives there."""

import datetime as dt
import itertools
import re

import pytest

from bot.core import case, texts
from bot.core.cases import Cases
from bot.core.reading.reader import BUTTON
from bot.core.store import DocumentStore
from bot.engine.turns import Reply, standing
from tests.dialogue.conversation import Conversation
from tests.received import Received
from tests.sms.sender import PAGE

ERASED = Reply([], None, {}, None)
LONGEST = 1600  # characters of a message that a provider reports
CHOICE = re.compile(r"^(\d+)\. (.*)$", re.MULTILINE)
CODE = re.compile(r"\d\d(?: \d\d){5}")
WAYS = texts.responses()["utter_ways_in"][0]["buttons"]
_doors = itertools.count()


class SmsConversation(Conversation):
    """Somebody who talks with the assistant by SMS."""

    def __init__(self, exchange, person):
        super().__init__(exchange.assistant, exchange.sender(person), "sms")
        self.exchange, self.person = exchange, person

    async def say(self, *texts):
        for text in texts:
            await self.person.writes(await self._typed(text))
            self.reply = await self._stands()
            self.names = await self._spoken()
        return self.reply

    async def _stands(self):
        stands = await standing(self.assistant, self.sender)
        return stands.reply if stands else ERASED

    async def _typed(self, text):
        """What is typed for `text`, which may be what a button sends elsewhere."""
        if not text.strip() or len(text) > LONGEST:
            pytest.skip("no SMS is like that")
        button = BUTTON.fullmatch(text)
        if button is None:
            return text
        titles = {way["payload"]: way["title"] for way in WAYS}
        if text in titles:
            return titles[text]
        reply = self.reply or await self._stands()
        values = [choice["value"] for said in reply.messages for choice in said.choices]
        if text in values:
            return str(values.index(text) + 1)
        slot, value = button.groups()
        if slot != reply.asked or slot in case.CHOICES:
            pytest.skip("there are no buttons by SMS")
        return dt.date.fromisoformat(value).strftime("%d/%m/%Y") if slot in case.DATES else value

    @property
    def text(self):
        return self.person.text

    @property
    def choices(self):
        values = super().choices
        listed = CHOICE.findall(self.text)
        titles = [choice["title"] for said in self.reply.messages for choice in said.choices]
        assert [int(number) for number, _ in listed] == list(range(1, len(titles) + 1))
        assert all(
            Received(title) == text or title in Received(text)
            for title, (_, text) in zip(titles, listed, strict=True)
        )
        return values

    @property
    def links(self):
        links = super().links
        assert all(link in self.text for link in links)
        return links

    @property
    def documents(self):
        """The files of the last reply, where the code that was received leads."""
        given = super().documents
        if not given:
            return []
        assert PAGE in self.text
        (code,) = CODE.findall(self.text)
        opened = Cases().open(code.replace(" ", ""), f"web-{next(_doors)}")
        assert opened == Cases().case_of(self.sender)
        kept = {str(stored.path) for stored in DocumentStore().of(opened)}
        assert kept >= {document["path"] for document in given}
        return given
