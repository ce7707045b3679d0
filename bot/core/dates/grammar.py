"""What a rule of the grammar is: a pattern of the plain copy, and how what it matches is read."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.core.dates import days
from bot.core.dates.days import Limits, Said, vaguely
from bot.core.dates.patterns import FEAST, PREFIX, SUFFIX
from bot.core.dates.words import SHORT_WEEKDAYS, hyphenable, listed

Reader = Callable[[re.Match[str], dt.date], Said | None]
APPROXIMATE = 10  # days around what is said to be about
DOUBTED = ("about", "bound", "unsure", "afterthought")  # groups that make a day uncertain


@dataclass(frozen=True)
class Rule:
    """A pattern of the copy, and how what it matches is read.

    `bare` marks a day whose month is understood; `loose` a day told otherwise than by its number.
    """

    pattern: re.Pattern[str]
    read: Reader
    bare: bool
    loose: bool


@dataclass(frozen=True)
class Grammar:
    """Rules in order: of two that match alike, the first one reads."""

    drafts: list[tuple[str, Reader, bool, bool]] = field(default_factory=list)

    def rule(
        self, pattern: str, bare: bool = False, loose: bool = False
    ) -> Callable[[Reader], Reader]:
        """Adds the decorated reading, for what `pattern` matches."""

        def add(read: Reader) -> Reader:
            self.drafts.append((pattern, read, bare, loose))
            return read

        return add

    def dated(
        self, pattern: str, bare: bool = False, loose: bool = False, prefix: str = PREFIX
    ) -> Callable[[Reader], Reader]:
        """Adds a reading whose date may be denied, hedged, or contradicted by its weekday."""

        def add(read: Reader) -> Reader:
            def careful(match: re.Match[str], today: dt.date) -> Said | None:
                said = read(match, today)
                return None if said is None else _weighed(match, said)

            self.rule(prefix + pattern + SUFFIX, bare, loose)(careful)
            return read

        return add

    def compiled(self) -> tuple[Rule, ...]:
        """The rules, with the names of the feasts.

        Raises:
            OSError, yaml.YAMLError, KeyError: the words of the dates cannot be read.
        """
        feasts = hyphenable(listed("feasts"))
        return tuple(
            Rule(re.compile(pattern.replace(FEAST, feasts)), read, bare, loose)
            for pattern, read, bare, loose in self.drafts
        )


def _weighed(match: re.Match[str], said: Said) -> Said:
    """`said`, given its weekday and what the words around it hesitate about."""
    groups = match.groupdict()
    weekday = groups.get("weekday")
    if weekday and said.limits:
        said = _on_weekday(said, said.limits, SHORT_WEEKDAYS[weekday[:3]])
    doubted = {doubt for doubt in DOUBTED if groups.get(doubt)}
    if not doubted or (said.shift is None and not isinstance(said.outcome, dt.date)):
        return said
    if said.shift is not None or "bound" in doubted:
        return vaguely()
    return (
        replace(said, outcome="ambiguous")
        if doubted == {"unsure"}
        else days.near(said, APPROXIMATE)
    )


def _on_weekday(said: Said, limits: Limits, weekday: int) -> Said:
    limits = replace(limits, weekday=weekday)
    wrong = isinstance(said.outcome, dt.date) and said.outcome.weekday() != weekday
    return Said("ambiguous" if wrong else said.outcome, limits)
