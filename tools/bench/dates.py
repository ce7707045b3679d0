"""The same dates read by the shipped grammar, by dateparser and by a spaCy matcher.

    .venv/bin/python -m tools.bench.dates

The messages are those of the frozen set that answer a question about a date, by a date or by what
is to be doubted. A reader that gives a day to come is taken to give none. dateparser is not among
the dependencies: where it cannot be imported, its line says so.
"""

import datetime as dt
import importlib
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

import spacy
from babel.dates import get_month_names
from dateutil import parser
from spacy.matcher import Matcher

from bot.core import case
from bot.core.dates import read_date
from bot.core.normalise import strip_accents
from tools.bench import frozen
from tools.bench.columns import aligned
from tools.bench.frozen import Item
from tools.bench.hearing import MS_A_SECOND
from tools.bench.processes import TODAY

OUTCOMES: Final = ("right", "doubted rightly", "wrong silently", "missed")
HEADER: Final = ("", *OUTCOMES, "ms/message")
NOT_INSTALLED: Final = "not installed"
LANGUAGE: Final = "fr"
DIGITS: Final = r"^\d{1,2}[/.]\d{1,2}([/.](20)?\d\d)?$"
NOW: Final = dt.datetime.fromisoformat(TODAY)
Read = Callable[[str], dt.date | None]


def shipped(text: str) -> dt.date | None:
    """What the assistant's grammar reads."""
    return read_date(text, NOW.date()).date


def with_dateparser() -> Read:
    """A parse of the whole text, else a search in it: the one day they give.

    Raises:
        ImportError: dateparser is not installed.
    """
    parse = importlib.import_module("dateparser").parse
    search = importlib.import_module("dateparser.search").search_dates
    settings = {
        "PREFER_DATES_FROM": "past",
        "RELATIVE_BASE": NOW,
        "DATE_ORDER": "DMY",
        "REQUIRE_PARTS": ["day", "month"],  # or a month alone is given a day
    }
    options: dict[str, Any] = {"languages": [LANGUAGE], "settings": settings}

    def read(text: str) -> dt.date | None:
        whole = parse(text, **options)
        found = [whole] if whole else [day for _, day in search(text, **options) or ()]
        return _only({day.date() for day in found})

    return read


def with_matcher() -> Read:
    """What spaCy's matcher finds in the shape of a date, read by dateutil: the one day it gives."""
    model, months = spacy.blank(LANGUAGE), _months()
    matcher = Matcher(model.vocab)
    day, month = {"TEXT": {"REGEX": r"^([0-3]?\d|1er)$"}}, {"TEXT": {"IN": list(months)}}
    year, digits = {"TEXT": {"REGEX": r"^(20)?\d\d$"}}, {"TEXT": {"REGEX": DIGITS}}
    matcher.add("date", [[day, month], [day, month, year], [digits]], greedy="LONGEST")

    def read(text: str) -> dt.date | None:
        spans = matcher(model(strip_accents(text).lower()), as_spans=True)
        found = ["/".join(months.get(token.text, token.text) for token in span) for span in spans]
        return _only({_latest(date.replace("er", "")) for date in found})

    return read


def _months() -> dict[str, str]:
    """The number of each month by its names, without accents."""
    named = [get_month_names(width, locale=LANGUAGE) for width in ("wide", "abbreviated")]
    pairs = [(strip_accents(name), str(number)) for n in named for number, name in n.items()]
    return {variant: number for name, number in pairs for variant in (name, name.rstrip("."))}


def _latest(text: str) -> dt.date | None:
    """The last day up to now that `text` may mean, its year being this one when it has none."""
    for year in (NOW.year, NOW.year - 1):
        try:
            day = parser.parse(text, dayfirst=True, default=dt.datetime(year, 1, 1)).date()
        except (ValueError, OverflowError):
            continue
        if day <= NOW.date():
            return day
    return None


def _only(days: set[dt.date | None]) -> dt.date | None:
    return days.pop() if len(days) == 1 else None


def dated(items: Sequence[Item]) -> list[Item]:
    """Those of `items` that answer a question about a date by a day or by what is doubtful."""
    asked = [item for item in items if item.asked in case.DATES]
    return [item for item in asked if _expected(item) or item.asked in item.doubts]


def _expected(item: Item) -> str | None:
    """The ISO date that answers the question asked, or None."""
    value = item.facts.get(item.asked or "")
    return None if value == case.UNKNOWN else value


def outcome(item: Item, day: dt.date | None) -> str:
    """How `day`, read in `item`, compares with the date it gives, if it gives one."""
    if day is None or day > NOW.date():
        return "missed" if _expected(item) else "doubted rightly"
    accepted = (_expected(item), item.may.get(item.asked or ""))
    return "right" if day.isoformat() in accepted else "wrong silently"


def row(name: str, make: Callable[[], Read], items: Sequence[Item]) -> tuple[str, ...]:
    """A line of the table: the outcomes of one reader on `items`, and the mean time of each."""
    try:
        read = make()
    except ImportError:
        return (name, *[NOT_INSTALLED] * len(HEADER[1:]))
    read(items[0].text)  # what is loaded once is not counted
    began = time.perf_counter()
    days = [read(item.text) for item in items]
    taken = (time.perf_counter() - began) * MS_A_SECOND / len(items)
    seen = Counter(outcome(item, day) for item, day in zip(items, days, strict=True))
    return (name, *(f"{seen[each]}" for each in OUTCOMES), f"{taken:.2f}")


def main() -> None:
    """Prints the table."""
    items = dated(frozen.load())
    doubtful = sum(not _expected(item) for item in items)
    print(f"{len(items)} messages, of which {doubtful} to be doubted")
    print(aligned([HEADER, *(row(name, make, items) for name, make in READERS.items())]))


READERS: Final[dict[str, Callable[[], Read]]] = {
    "shipped grammar": lambda: shipped,
    "dateparser": with_dateparser,
    "spaCy matcher + dateutil": with_matcher,
}

if __name__ == "__main__":
    main()
