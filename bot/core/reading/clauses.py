"""The clauses of a message: each may give a fact of its own, or ask something."""

import datetime as dt
import re
from dataclasses import dataclass

from bot.core.dates import find_dates
from bot.core.normalise import normalise
from bot.core.reading import lexicon
from bot.core.reading.spelling import plain_words

EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
STOPS = re.compile(rf"[!?;:\n…{EMOJI}]+|\.(?!\w)|,(?!\d)|\s[-–—]\s|[()«»]")


@dataclass(frozen=True)
class Clause:
    """Some plain words of a message.

    Attributes:
        asking: whether they are those of a question.
    """

    text: str
    asking: bool


def undated(text: str, today: dt.date) -> str:
    """`text` without its dates, which say nothing of the rest."""
    for found in reversed(find_dates(text, today)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text


def clauses(text: str) -> list[Clause]:
    """The plain words of `text`, cut at its punctuation and at its linking words."""
    links = lexicon.table("controls", "links")["links"]
    ends = [*(stop.group() for stop in STOPS.finditer(text)), ""]
    found: list[Clause] = []
    for stretch, end in zip(STOPS.split(text), ends, strict=True):
        parts = [part for part in map(str.strip, links.split(plain_words(stretch))) if part]
        found += [Clause(part, is_interrogative(part)) for part in parts[:-1]]
        found += [Clause(part, "?" in end or is_interrogative(part)) for part in parts[-1:]]
    return found


def is_question(text: str) -> bool:
    """Whether `text` has a question mark, or begins as a question does."""
    return "?" in text or is_interrogative(normalise(text))


def is_interrogative(plain: str) -> bool:
    """Whether plain words begin as a question does."""
    return lexicon.table("controls", "question")["question"].match(plain) is not None
