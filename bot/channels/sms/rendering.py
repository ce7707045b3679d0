"""How the assistant's messages are written by SMS: plain signs, two SMS at most for each."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.channels import listing
from bot.channels.wording import words
from bot.core import gsm
from bot.core.cutting import cut
from bot.engine.turns import Reply, Said

CHANNEL: Final = "sms"
MOST: Final = 2  # SMS in a message
MARK: Final = "({number}/{total}) "  # before each of several messages, which may come in any order
WIDEST_MARK: Final = MARK.format(number=10, total=10)
PLACES: Final = (
    ("\n", "\n"),
    (r"(?<=[.?!]) (?!\d)", " "),  # "L. 4113-9" is no end of a sentence
    ("(?<=[;:]) ", " "),
    ("(?<=,) ", " "),
    (" ", " "),
    ("", ""),
)


def written(messages: Iterable[Said]) -> list[str]:
    """The messages that carry `messages`, in order, each marked with its place when several.

    Files, links and texts to copy are for the site: what is said names them.
    """
    found = packed([text_of(message) for message in messages if message.text])
    if len(found) == 1:
        return found
    marks = (MARK.format(number=n, total=len(found)) for n in range(1, len(found) + 1))
    return [f"{mark}{text}" for mark, text in zip(marks, found, strict=True)]


def text_of(message: Said) -> str:
    """A message with its choices, in the signs of an SMS."""
    return gsm.plain("\n".join([message.text, *listing.choices(message)]))


def packed(texts: Sequence[str]) -> list[str]:
    """`texts` in as few messages as there can be; one that fits in a message is never cut."""
    messages: list[str] = []
    for text in texts:
        for piece in cut(text, fits, PLACES):
            if messages and fits(f"{messages[-1]}\n{piece}"):
                messages[-1] += f"\n{piece}"
            else:
                messages.append(piece)
    return messages


def fits(text: str) -> bool:
    """Whether `text` is one message, with a mark before it."""
    return gsm.count(WIDEST_MARK + text) <= MOST


def told(name: str, **fields: str) -> Said:
    """The word `name` of SMS, its fields filled in."""
    return Said(str(words(CHANNEL)[name]).format(**fields))


def with_code(reply: Reply, code: Said) -> list[Said]:
    """What a reply that gives documents says, and where they wait, before what it asks."""
    asking = 1 if reply.asked or reply.messages[-1].choices else 0
    place = len(reply.messages) - asking
    return [*reply.messages[:place], code, *reply.messages[place:]]
