"""A conversation of the tables, held on Telegram: judged by what the person receives there."""

import time

import pytest

from bot.channels.telegram.parcels import LONGEST
from bot.core.reading.reader import BUTTON
from bot.engine.turns import Reply, standing
from tests.dialogue.conversation import Conversation

ERASED = Reply([], None, {}, None)
OFFER = "control="  # of reminders, which only this channel makes; it answers no question


class TelegramConversation(Conversation):
    """Somebody who talks with the assistant on Telegram, `running` beside the test.

    Attributes:
        unseen: how choices begin that the test does not look at.
    """

    unseen = (OFFER,)

    def __init__(self, running, person, folder):
        super().__init__(running.assistant, running.sender(person), "telegram")
        self.running, self.person, self.folder = running, person, folder
        running.api.methods.chats[person.id] = person.chat  # even when a button is the first word

    async def say(self, *texts):
        for text in texts:
            if not 0 < len(text.strip()) <= LONGEST:
                pytest.skip("Telegram carries no such message")
            self._press(text) if BUTTON.fullmatch(text) else self.person.says(text)
            self.running.settle()
            stands = await standing(self.assistant, self.sender)
            self.reply = stands.reply if stands else ERASED
            self.names = await self._spoken()
        return self.reply

    def _press(self, data):
        """Presses a button that sends `data`, wherever it was shown."""
        api = self.running.api
        chat, date = self.person.chat, int(time.time())
        message = {"message_id": 1, "date": date, "chat": chat, "text": "?"}
        self.person._acts()
        api.run(api.methods.press(self.person.user, message, data))

    @property
    def text(self):
        return "\n".join(sent.text for sent in self.person.news)

    @property
    def choices(self):
        buttons = [button for sent in self.person.news for button in sent.buttons if button.data]
        return [button.data for button in buttons if not button.data.startswith(self.unseen)]

    @property
    def links(self):
        return [button.url for sent in self.person.news for button in sent.buttons if button.url]

    @property
    def documents(self):
        return [self._kept(sent.document) for sent in self.person.news if sent.document]

    def _kept(self, document):
        path = self.folder / document.name
        path.write_bytes(document.content)
        return {"name": document.name, "path": str(path)}
