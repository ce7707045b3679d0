"""The assistant's turns in a chat: what was heard, said to the dialogue, and what that answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.channels.telegram.hearing import Heard
from bot.channels.telegram.mailbox import Chat, Mailbox
from bot.channels.telegram.parcels import USED, Parcel, packed
from bot.channels.wording import error, words
from bot.core import clock, council, reminders, texts
from bot.core.reading.controls import read_control
from bot.engine.assistant import Assistant
from bot.engine.turns import Reply, Said, Standing, Voice, standing, take_turn

CHANNEL: Final = "telegram"


@dataclass(frozen=True)
class Answer:
    """What a message comes to.

    Attributes:
        chat: what is remembered of the chat from now on; None when all is forgotten.
        parcels: what is sent.
        message: the number of the user's message and the fact it answered, when it may be edited.
    """

    chat: Chat | None
    parcels: list[Parcel]
    message: tuple[int, str] | None = None


class Dialogue:
    """Talks with the assistant for the chats."""

    def __init__(self, assistant: Assistant, mailbox: Mailbox, longest_message: int) -> None:
        self._assistant, self._mailbox = assistant, mailbox
        self._longest = longest_message

    async def answer(self, update: int, chat: Chat, heard: Heard) -> Answer:
        """The answer to what was heard in `chat` by the update of that number."""
        stands = await standing(self._assistant, chat.sender)
        fact = self._fact_meant(chat, heard, stands)
        problem = self._problem(heard)
        text = "control=repeat" if problem else heard.text
        reply = await self._reply(update, chat, stands, fact, text)
        message = (heard.message, fact) if heard.message and fact else None
        kept = None if await self._is_erased(chat) else _after(chat, reply)
        said = [*([Said(problem)] if problem else ()), *_messages(reply, chat)]
        return Answer(kept, [*_marks(chat, heard), *packed(said)], message)

    async def reminder(self, chat: Chat) -> Answer | None:
        """What is written first to `chat` today, if anything."""
        stands = await standing(self._assistant, chat.sender)
        facts, today = (stands.reply.facts if stands else {}), clock.today()
        told = reminders.due(facts, today, chat.told)
        if told is None:
            return None
        kind = told.split()[0]
        lines = (texts.say(name, **fields) for name, fields in reminders.lines(kind, facts, today))
        expects = "reply" if kind == reminders.EXPIRED else None
        titles = texts.choices(expects) if expects else {}
        choices = [
            {"title": title, "value": f"{expects}={value}"} for value, title in titles.items()
        ]
        said = Said("\n\n".join(lines), choices)
        return Answer(replace(chat, told=told, expects=expects), packed([said]))

    def _problem(self, heard: Heard) -> str | None:
        """Why what was heard says nothing to the dialogue."""
        if not heard.text:
            return str(words("telegram")["only_text"])
        return error("too_long") if len(heard.text) > self._longest else None

    def _fact_meant(self, chat: Chat, heard: Heard, stands: Standing | None) -> str | None:
        """What typed words answer: those of an edited message, what it answered before."""
        if stands is None or heard.message is None:
            return None
        if heard.edited:
            return self._mailbox.fact_of(chat.id, heard.message)
        return chat.expects or stands.reply.asked

    async def _reply(
        self, update: int, chat: Chat, stands: Standing | None, fact: str | None, text: str
    ) -> Reply:
        """The reply to `text`, taken once even when the process was killed after it."""
        name = f"{CHANNEL}-{update}"
        if stands and stands.message_id == name:
            return stands.reply
        if stands and _answers_another(fact, text, stands.reply):
            await take_turn(self._assistant, f"fact_to_change={fact}", chat.sender, CHANNEL)
        return await take_turn(self._assistant, text, chat.sender, CHANNEL, name, Voice(CHANNEL))

    async def _is_erased(self, chat: Chat) -> bool:
        return await standing(self._assistant, chat.sender) is None and self._assistant.can_keep()


def _answers_another(fact: str | None, text: str, reply: Reply) -> bool:
    """Whether `text` answers anew a `fact` that is not being asked."""
    return fact in reply.facts and fact != reply.asked and read_control(text) is None


def _after(chat: Chat, reply: Reply) -> Chat:
    """What is remembered of `chat` once `reply` is said: nothing is expected but its question."""
    if not reply.reminders:
        return Chat(chat.id, chat.sender)
    told = reminders.told_after_turn(reply.facts, clock.today(), chat.told)
    return Chat(chat.id, chat.sender, reminders=True, told=told)


def _messages(reply: Reply, chat: Chat) -> list[Said]:
    """What is said; to a new chat also who reads along, after the welcome (BOT-03)."""
    messages = [*reply.messages]
    if chat.new:
        profile = council.load()
        site = profile.website or profile.find_your_council
        messages[1:1] = [Said(words("telegram")["third_party"].format(site=site))]
    return messages


def _marks(chat: Chat, heard: Heard) -> Iterator[Parcel]:
    """What becomes of buttons that are not to be pressed any more."""
    where, title = heard.pressed or (None, "")
    if where and title:
        yield Parcel(buttons=((f"✓ {title}", USED),), marks=where)
    if chat.buttons and chat.buttons != where:
        yield Parcel(marks=chat.buttons)
