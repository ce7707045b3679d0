"""The legal register: what stands behind every legal sentence."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from dateutil.relativedelta import relativedelta

from bot.core import texts
from bot.core.paths import LAW

CONFIDENCES: Final = ("seen", "seen-2", "known")
UNVERIFIED: Final = "known"
NATURES: Final = ("rule", "practice")
SCOPES: Final = (
    "deadline",
    "erasure",
    "access",
    "identity",
    "complaint",
    "contract",
    "communication",
    "case_law",
    "remedies",
    "practice",
    "former_rule",
    "assistant",
)
FRESH_MONTHS: Final = 12  # after which a source is to be read again
USABLE_MONTHS: Final = 24  # after which nobody should rely on what was read


@dataclass(frozen=True)
class Source:
    """A legal fact; the head of `bot/law.yml` says what each field means.

    Attributes:
        since: ISO date of its first day, or a year; empty when it does not apply.
        until: ISO date of its last day; empty while it is in force.
        checked_on: ISO date of the last reading.
    """

    statement: str
    reference: str
    sources: tuple[str, ...]
    confidence: str
    checked_on: str
    scope: tuple[str, ...]
    since: str = ""
    until: str = ""
    nature: str = "rule"
    detail: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuses what the register does not know.

        Raises:
            ValueError: an unknown confidence, nature or scope, or a date that is none.
        """
        wrong = {self.confidence} - {*CONFIDENCES} | {self.nature} - {*NATURES}
        wrong |= {*self.scope} - {*SCOPES}
        if wrong or not self.scope:
            raise ValueError(", ".join(sorted(wrong)) or "scope")
        for day in filter(None, (_first_day(self.since), self.until, self.checked_on)):
            dt.date.fromisoformat(day)

    def is_in_force(self, today: dt.date) -> bool:
        """Whether it applies on that day."""
        day = today.isoformat()
        return _first_day(self.since) <= day and (not self.until or day <= self.until)

    def is_unverified_rule(self) -> bool:
        """Whether it is a rule of law that nobody could read: never stated as certain."""
        return self.confidence == UNVERIFIED and self.nature == "rule"

    def is_stale(self, today: dt.date, months: int = FRESH_MONTHS) -> bool:
        """Whether it was last read more than `months` ago."""
        checked = dt.date.fromisoformat(self.checked_on)
        return checked + relativedelta(months=months) < today


def _first_day(since: str) -> str:
    return f"{since}-01-01" if len(since) == len("2008") else since


@cache
def register(path: Path = LAW) -> dict[str, Source]:
    """The legal facts by id.

    Raises:
        TypeError, KeyError: an entry has a field that is missing or unknown.
        ValueError: a field has a value that means nothing.
    """
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: _source(name, entry) for name, entry in entries.items()}


def _source(name: str, entry: dict[str, Any]) -> Source:
    try:
        lists = {key: tuple(entry[key]) for key in ("sources", "scope")}
        return Source(**{**entry, **lists})
    except (KeyError, TypeError, ValueError) as error:
        raise type(error)(f"{name}: {error}") from error


def behind(names: Iterable[str]) -> list[Source]:
    """The rules of law that the responses `names` rest on, each once, in order."""
    variants = (variant for name in names for variant in texts.responses().get(name, ()))
    cited = (fact for variant in variants for fact in texts.law(variant))
    known = register()
    found = [known[fact] for fact in dict.fromkeys(cited) if fact in known]
    return [source for source in found if source.nature == "rule"]
