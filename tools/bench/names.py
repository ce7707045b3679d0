"""Names and addresses: the shipped reader beside spaCy's named entities.

    .venv/bin/python -m tools.bench.names [FILE.yml ...]    (default: tests/nlu/*.yml)

The files hold utterances with the facts expected of them, one flow mapping a line: `text`,
`asked`, `known`, `facts`. Of these the full names and practice addresses are compared: right,
wrong (another value was taken), missed (nothing was), and the time each message takes. An
utterance that gives neither, at either of the two questions, counts too: nothing is right there.
"""

import datetime as dt
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy

from bot.core.reading.identity import read_identity
from bot.core.reading.message import Context
from tools.bench import frozen
from tools.bench.frozen import Item

FACTS = ("full_name", "practice_address")
MODEL = "fr_core_news_md"
TODAY = dt.date(2026, 11, 24)
POSTCODE = re.compile(r"\b(\d{5})\b")
NUMBER = re.compile(r"\b\d{1,4}(?: bis| ter)?,? \S")
Reader = Callable[[Item], Mapping[str, str]]


@dataclass(frozen=True)
class Score:
    """How one reader did on one fact: counts by outcome, seconds spent, messages read."""

    outcomes: Counter[str]
    seconds: float
    messages: int

    def row(self, name: str) -> str:
        """The figures as a line of the table."""
        counts = [self.outcomes[outcome] for outcome in ("right", "wrong", "missed")]
        each = 1000 * self.seconds / max(self.messages, 1)
        return f"{name:34}" + "".join(f"{count:8}" for count in counts) + f"{each:12.2f}"


def bears(item: Item) -> bool:
    """Whether `item` bears on a name or an address."""
    return item.asked in FACTS or not item.facts.keys().isdisjoint(FACTS)


def shipped(item: Item) -> Mapping[str, str]:
    """What the assistant reads."""
    return read_identity(item.text, Context(TODAY, item.asked, item.known)).facts


def entities(model: Any) -> Reader:
    """What spaCy's entities give: the first person of two words, the place around a postcode."""

    def read(item: Item) -> Mapping[str, str]:
        found = model(item.text)
        people = [entity.text for entity in found.ents if entity.label_ == "PER"]
        places = [entity for entity in found.ents if entity.label_ == "LOC"]
        named = next((name for name in people if len(name.split()) > 1), None)
        address = _around_postcode(item.text, places)
        facts = {"full_name": named, "practice_address": address}
        return {fact: value for fact, value in facts.items() if value}

    return read


def _around_postcode(text: str, places: list[Any]) -> str | None:
    postcode, number = POSTCODE.search(text), NUMBER.search(text)
    if postcode is None:
        return None
    streets = [place.start_char for place in places if place.end_char <= postcode.start()]
    start = number.start() if number else min(streets, default=None)
    town = next((place.text for place in places if place.start_char >= postcode.end()), None)
    if start is None or town is None or start > postcode.start():
        return None
    return f"{text[start : postcode.start()].strip(' ,;-')}, {postcode.group()} {town}"


def score(read: Reader, items: list[Item], fact: str) -> Score:
    """How `read` does on `fact` over `items`."""
    outcomes: Counter[str] = Counter()
    start = time.perf_counter()
    given = [read(item).get(fact) for item in items]
    seconds = time.perf_counter() - start
    for item, value in zip(items, given, strict=True):
        outcomes[_outcome(value, item.facts.get(fact))] += 1
    return Score(outcomes, seconds, len(items))


def _outcome(given: str | None, expected: str | None) -> str:
    if given == expected:
        return "right" if expected else "rightly nothing"
    return "wrong" if given else "missed"


def main(arguments: list[str]) -> None:
    """Prints the table for the files named in `arguments`."""
    items = [item for item in frozen.load([Path(name) for name in arguments]) if bears(item)]
    model = spacy.load(MODEL)
    for item in items[:1]:  # what is loaded once is not counted
        shipped(item)
    print(f"{len(items)} messages\n{'':34}{'right':>8}{'wrong':>8}{'missed':>8}{'ms/message':>12}")
    for fact in FACTS:
        for name, read in (("shipped reader", shipped), ("spaCy entities", entities(model))):
            print(score(read, items, fact).row(f"{fact}: {name}"))


if __name__ == "__main__":
    main(sys.argv[1:])
