"""A conversation as a test sees it: what was said, asked, known, and which responses spoke."""

from rasa.shared.core.events import BotUttered, UserUttered

from bot.core.cases import Cases
from bot.engine.turns import take_turn

LIMIT = 25  # questions; more means that the dialogue turns in circles


class Conversation:
    """A person talking with the assistant in process, with the real actions.

    Attributes:
        channel: the door they come by.
    """

    def __init__(self, assistant, sender, channel="test"):
        self.assistant, self.sender, self.channel = assistant, sender, channel
        self.reply, self.names = None, []

    async def say(self, *texts):
        """Sends `texts` one after the other; returns the last reply."""
        for text in texts:
            self.reply = await take_turn(self.assistant, text, self.sender, self.channel)
            self.names = await self._spoken()
        return self.reply

    async def answer(self, answers, until=("document",)):
        """Answers each question from a table slot → text, whatever their order.

        Returns the names of every response spoken on the way.
        """
        spoken = list(self.names)
        for _ in range(LIMIT):
            asked = self.reply.asked
            if asked is None or asked in until or asked not in answers:
                return spoken
            await self.say(answers[asked])
            spoken += self.names
        raise AssertionError(f"still asking {self.reply.asked} after {LIMIT} answers")

    async def _spoken(self):
        case = Cases().case_of(self.sender)
        tracker = await self.assistant.tracker_store.retrieve(case)
        names = []
        for event in reversed(tracker.events if tracker else ()):
            if isinstance(event, UserUttered):
                break
            if isinstance(event, BotUttered):
                names.insert(0, event.metadata.get("utter_action"))
        return [name for name in names if name]

    @property
    def text(self):
        """Everything said in the last reply."""
        return "\n".join(message.text for message in self.reply.messages)

    @property
    def facts(self):
        return self.reply.facts

    @property
    def asked(self):
        return self.reply.asked

    @property
    def step(self):
        return self.reply.step

    @property
    def choices(self):
        """The values proposed in the last reply."""
        return [choice["value"] for message in self.reply.messages for choice in message.choices]

    @property
    def documents(self):
        """The files given in the last reply."""
        return [message.document for message in self.reply.messages if message.document]

    @property
    def links(self):
        return [message.link for message in self.reply.messages if message.link]
