"""How the assistant's messages are said: in prompts, the choices after their question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.channels.phone import keypad
from bot.channels.phone.call import Collect, Turn
from bot.channels.wording import words
from bot.core import case, profile, texts
from bot.core.speech import choices, prompts, speak
from bot.engine.turns import Reply, Said

CHANNEL = "phone"
CODE = "code"  # what is asked when a case begun elsewhere is resumed
WITH_CODE = "phone=code"  # the choice to do so
WAY_IN = "intent="


@dataclass(frozen=True)
class Question:
    """What waits for an answer.

    Attributes:
        prompts: how it is asked.
        asked: the fact that it asks, or `CODE`, if any.
        choices: what each choice says to the dialogue, with its title, in order.
    """

    prompts: tuple[str, ...] = ()
    asked: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def entry(self) -> int:
        """How many digits may be typed in answer, beside the number of a choice."""
        if self.asked == CODE:
            return keypad.CODE
        return keypad.DAY if self.asked in case.DATES else 0

    @property
    def collect(self) -> Collect:
        """What is waited for."""
        return Collect(keypad.longest(len(self.choices), self.entry))

    def after(self, *before: str) -> Turn:
        """The turn that asks it, once the prompts `before` were said."""
        return Turn((*before, *self.prompts), self.collect)


def told(name: str, **fields: str) -> tuple[str, ...]:
    """The prompts of the word `name` of the phone, its fields filled in; none when it is empty."""
    return said(str(words(CHANNEL)[name] or "").format(**{**profile.fields(), **fields}))


def said(text: str) -> tuple[str, ...]:
    """`text` as it is said."""
    return tuple(prompts(speak(text)))


def response(name: str) -> tuple[str, ...]:
    """The prompts of a response of the domain that has no fields of its own."""
    return said(texts.variant(name, CHANNEL)["text"].format(**profile.fields()))


def messages(found: Iterable[Said]) -> tuple[str, ...]:
    """What `found` says; links, files and texts to copy are for the site."""
    return tuple(prompt for message in found for prompt in said(message.text))


def split(reply: Reply) -> tuple[tuple[str, ...], Question]:
    """What a reply tells, and the question that ends it; that has no prompts when nothing is."""
    spoken = [message for message in reply.messages if message.text]
    if not spoken or not (reply.asked or spoken[-1].choices):
        return messages(spoken), Question()
    return messages(spoken[:-1]), _question(spoken[-1], reply.asked)


def listening() -> Question:
    """What is left to say when nothing is asked."""
    return Question(told("listening"))


def asking_code() -> Question:
    """Asks for the code of a case."""
    return Question(told("ask_code"), CODE)


def without_speech(question: Question, kind: str) -> Turn:
    """The turn that has `question` answered with keys only, told as the keys are named `kind`."""
    asking = question.after(*said(words(CHANNEL)["keypad"][kind]))
    return replace(asking, collect=replace(question.collect, speech=False))


def _question(message: Said, asked: str | None) -> Question:
    offered = {choice["value"]: choice["title"] for choice in message.choices}
    if asked == "platform":
        offered = {name: name for name in words(CHANNEL)["platforms"]}
    if not asked and any(value.startswith(WAY_IN) for value in offered):
        offered[WITH_CODE] = words(CHANNEL)["with_code"]
    spoken = said(message.text)
    listed = choices(list(offered.values()), spoken[-1])
    return Question((*spoken, *prompts(listed)), asked, offered)
