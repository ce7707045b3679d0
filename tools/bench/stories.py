"""The dialogues, and the driver that answers the question it was last asked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from bot.core import labels, texts

STORIES: Final = Path(__file__).with_name("stories.yml")
WAYS_IN: Final = "intent"  # what the first question asks for
DOCUMENT: Final = "document"  # the slot that asks which document to write
ASKING: Final = "utter_ask_"  # starts the names of the responses that ask

Reply = list[dict[str, Any]]
Say = Callable[[str], Awaitable[Reply]]


@dataclass(frozen=True)
class Story:
    """A dialogue: the step it leads to, and what answers each question on the way."""

    step: str
    answers: dict[str, str]

    def about(self, site: str) -> "Story":
        """The same dialogue about another site."""
        return replace(self, answers={**self.answers, "platform": site})

    def without_documents(self) -> "Story":
        """The same dialogue, that stops where a document is proposed."""
        return replace(self, answers={s: said for s, said in self.answers.items() if s != DOCUMENT})


@dataclass(frozen=True)
class Script:
    """What is said to both sides, from `stories.yml`."""

    greeting: str
    opening: str
    closing: str
    again: str
    crowd: str
    stories: tuple[Story, ...]


@dataclass(frozen=True)
class Ending:
    """Where a dialogue ended: equal on two sides means the same facts, step and documents.

    Attributes:
        turns: how many messages it took.
        texts: the advice or the document's message, then the recap of the facts with the step.
        documents: the names of the files given on the way.
    """

    turns: int
    texts: tuple[str, ...]
    documents: tuple[str, ...]


@cache
def load() -> Script:
    """The script of `stories.yml`."""
    read = yaml.safe_load(STORIES.read_text(encoding="utf-8"))
    opening = {WAYS_IN: read["opening"]}
    stories = (Story(told["step"], {**opening, **told["answers"]}) for told in read["stories"])
    said = {name: read[name] for name in ("greeting", "opening", "closing", "again", "crowd")}
    return Script(**said, stories=tuple(stories))


async def tell(story: Story, say: Say) -> list[Reply]:
    """Has the whole dialogue, saying each message with `say`; returns every reply."""
    script, answers = load(), dict(story.answers)
    replies = [await say(script.greeting)]
    while (slot := asked(replies[-1])) in answers:
        replies.append(await say(answers.pop(slot or "")))
    replies.append(await say(script.closing))
    return replies


def asked(reply: Reply) -> str | None:
    """The slot that the last message of `reply` asks, by its buttons or else its words."""
    if not reply:
        return None
    last = reply[-1]
    for button in last.get("buttons") or []:
        return str(button["payload"]).partition("=")[0]
    return _open_questions().get(last.get("text") or "")


@cache
def _open_questions() -> dict[str, str]:
    questions = {n: found for n, found in texts.responses().items() if n.startswith(ASKING)}
    return {
        said["text"]: name.removeprefix(ASKING)
        for name, found in questions.items()
        for said in found
    }


def ending(replies: list[Reply]) -> Ending:
    """Where the dialogue that gave `replies` ended."""
    files = (message.get("custom", {}).get("document") for reply in replies for message in reply)
    names = tuple(str(file["name"]) for file in files if file)
    return Ending(len(replies), tuple(words(reply) for reply in replies[-2:]), names)


def words(reply: Reply) -> str:
    """Everything that a reply says."""
    return "\n".join(message["text"] for message in reply if message.get("text"))


def has_arrived(story: Story, end: Ending) -> bool:
    """Whether the dialogue ended at the step of `story`, as its recap names it."""
    return texts.say("utter_where_step", step=labels.step(story.step)) in end.texts[-1]
