"""What the rules match in a plain copy: leftmost, then longest, again and again."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from bot.core.dates import doubts, rules
from bot.core.dates.expressions import Expression
from bot.core.dates.grammar import Rule
from bot.core.dates.plain import Span
from bot.core.dates.words import (
    MONTHS,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    TELLING,
    WEEKDAYS,
    any_of,
    hyphenable,
    listed,
)

MARGIN = 80  # characters, more than any expression has beyond its telling words


def _windows(text: str) -> Iterator[Span]:
    """The stretches of text around the words without which there is no date."""
    start = end = 0
    for match in _telling().finditer(text):
        if match.start() - MARGIN > end:
            if end:
                yield start, end
            start = match.start() - MARGIN
        end = match.end() + MARGIN
    if end:
        yield start, min(end, len(text))


@cache
def _rules() -> tuple[Rule, ...]:
    return (*rules.RULES.compiled(), *doubts.RULES.compiled())


@cache
def _telling() -> re.Pattern[str]:
    names = any_of([*MONTHS, *SHORT_MONTHS, *SHORT_WEEKDAYS, *SEASONS, *TELLING])
    feasts = hyphenable([*listed("feasts"), *WEEKDAYS])
    return re.compile(rf"\d|\b(?:{names}|{feasts})\b")


def scan(text: str, today: dt.date) -> Iterator[Expression]:
    """The expressions of a plain copy, in order, at their places in it.

    Args:
        text: the plain copy.
        today: the day that "hier" counts from.
    """
    for start, end in _windows(text):
        yield from _hits_between(text, start, end, today)


def _hits_between(text: str, start: int, end: int, today: dt.date) -> Iterator[Expression]:
    found = ((rule.pattern.search(text, start, end), rule) for rule in _rules())
    upcoming = [(match, rule) for match, rule in found if match]
    while upcoming:
        match, rule = min(upcoming, key=lambda pair: (pair[0].start(), -pair[0].end()))
        hit = _hit(match, rule, today)
        if hit:
            yield hit
        upcoming = list(_beyond(match.end(), upcoming, text, end))


def _hit(match: re.Match[str], rule: Rule, today: dt.date) -> Expression | None:
    said = rule.read(match, today)
    if said is None:
        return None
    groups = match.groupdict()
    return Expression(
        match.start(),
        match.end(),
        said.outcome,
        None if said.limits is None else (said.limits,),
        said.shift,
        said.anchored,
        rule.bare,
        rule.loose,
        bool(groups.get("denied")),
        bool(groups.get("year")),
        bool(groups.get("unsure")),
    )


def _beyond(
    at: int, upcoming: list[tuple[re.Match[str], Rule]], text: str, end: int
) -> Iterator[tuple[re.Match[str], Rule]]:
    """The matches still to come from `at` on; a rule without any is dropped."""
    for match, rule in upcoming:
        later = match if match.start() >= at else rule.pattern.search(text, at, end)
        if later:
            yield later, rule
