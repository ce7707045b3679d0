"""What happened in a case, and what is due, in order of date."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from bot.core import case, steps
from bot.core.case import Facts
from bot.core.checks import CHECKS, check_days
from bot.core.dates import say_date
from bot.core.deadlines import Deadline

KINDS: Final = ("written", "received", "replied", "due", "complaint", *CHECKS)
Event = dict[str, str | bool]


def events(facts: Facts, today: dt.date) -> list[Event]:
    """The dated events of the case, for `templates/chronology.docx`.

    Each has its `day` in words, whether it is still to come (`ahead`), whether the time limit is
    that of the rule before 25 May 2018 (`former`), and one condition for each of `KINDS`, of which
    one is true.
    """
    limit = steps.limit_of(facts)
    former = limit is not None and limit.former
    dated = sorted(_dated(facts, limit, today), key=lambda dated: (dated[1], KINDS.index(dated[0])))
    return [
        {"day": say_date(day), "ahead": day > today, "former": former, **_kinds(kind)}
        for kind, day in dated
    ]


def _kinds(kind: str) -> dict[str, bool]:
    return {name: name == kind for name in KINDS}


def _dated(facts: Facts, limit: Deadline | None, today: dt.date) -> Iterator[tuple[str, dt.date]]:
    for fact in case.DATES:
        day = case.day(facts, fact)
        if day and not (fact == "received_on" and facts.get("reply") == "undelivered"):
            yield fact.removesuffix("_on"), day
    if limit and _counts(facts, limit):
        yield "due", limit.due
        if facts.get("reply") != "deleted":
            yield "complaint", limit.complaint_from
    if facts.get("reply") == "deleted":
        yield from check_days(facts, today).items()


def _counts(facts: Facts, limit: Deadline) -> bool:
    """An answer in time ends the time limit; a request for identity suspends it (DELAI-09)."""
    return facts.get("reply") == "none" or limit.extended or steps.is_late(facts, limit)
