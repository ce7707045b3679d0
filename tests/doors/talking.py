"""A conversation of the tables, held in the terminal: judged by what is printed there."""

import io

from bot.channels import terminal
from bot.engine.turns import standing
from tests.dialogue.conversation import Conversation
from tests.received import Received

PROMPT = "\n> "


class TalkConversation(Conversation):
    """Somebody at a terminal, who leaves after each thing they say and comes back."""

    def __init__(self, assistant, sender):
        super().__init__(assistant, sender, terminal.NAME)
        self.printed = ""

    async def say(self, *texts):
        for text in texts:
            out = io.StringIO()
            await terminal.converse(self.assistant, self.sender, io.StringIO(f"{text}\n"), out)
            _, self.printed, _ = out.getvalue().split(PROMPT)
            stands = await standing(self.assistant, self.sender)
            self.reply = stands.reply if stands else None
        return self.reply

    @property
    def text(self):
        return Received(self.printed)
