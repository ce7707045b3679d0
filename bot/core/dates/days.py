"""Days that can be facts: they exist, are not too old, and are not to come."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

Doubt = Literal["ambiguous", "future", "impossible", "none"]
Outcome = dt.date | Doubt
DayOfYear = Callable[[int], dt.date | None]

FIRST_YEAR = 2000
LAST_EASTER = 4099  # what `easter` computes
LEAP_CYCLE = 8  # years without a 29 February, at most
LONGEST_WAIT = 63  # days until the same day of a month comes back, at most
MONTHS_SEARCHED = 26


@dataclass(frozen=True)
class Limits:
    """The days that some words may mean; what is None is free. `first` and `last` are included."""

    year: int | None = None
    months: frozenset[int] | None = None
    day: int | None = None
    weekday: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None

    def allow(self, day: dt.date) -> bool:
        """Whether `day` is one of them."""
        checks = (
            self.year in (None, day.year),
            self.months is None or day.month in self.months,
            self.day in (None, day.day),
            self.weekday in (None, day.weekday()),
            self.first is None or self.first <= day,
            self.last is None or day <= self.last,
        )
        return all(checks)


NO_DAY = Limits(day=0)  # of what contradicts itself, or tells two days: nothing can settle it


@dataclass(frozen=True)
class Said:
    """What some words say of a day.

    Attributes:
        outcome: the date they mean when they stand alone, or a doubt.
        limits: the days they allow; None when nobody can tell.
        shift: days to count from another date, which the words do not give.
        anchored: whether the words after name that other date ("le lendemain de mon envoi").
    """

    outcome: Outcome
    limits: Limits | None = None
    shift: int | None = None
    anchored: bool = False


def exactly(outcome: Outcome) -> Said:
    """Words that mean that one day, or one doubt."""
    if isinstance(outcome, dt.date):
        return Said(outcome, Limits(first=outcome, last=outcome))
    return Said(outcome)


def vaguely(limits: Limits | None = None) -> Said:
    """Words that are too vague to tell a day by themselves."""
    return Said("ambiguous", limits)


def near(said: Said, days: int) -> Said:
    """`said` made approximate, give or take some `days`."""
    if not isinstance(said.outcome, dt.date):
        return replace(said, limits=None)
    first, last = plus(said.outcome, -days), plus(said.outcome, days)
    return vaguely(Limits(first=first, last=last))


def date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None when it does not exist."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def plus(day: dt.date, days: int) -> dt.date | None:
    """`days` after `day`, or None beyond what the calendar holds."""
    try:
        return day + dt.timedelta(days)
    except OverflowError:
        return None


def settled(day: dt.date | None, today: dt.date) -> Outcome:
    """`day` if it can be a fact."""
    if day is None or day.year < FIRST_YEAR:
        return "impossible"
    return day if day <= today else "future"


def latest(day_of: DayOfYear, today: dt.date) -> Outcome:
    """The most recent of the days that `day_of` gives for each year."""
    days = (day_of(year) for year in range(today.year, today.year - LEAP_CYCLE - 1, -1))
    return settled(next((day for day in days if day and day <= today), None), today)


def latest_day(number: int, today: dt.date) -> Outcome:
    """The most recent day that has `number` in its month."""
    days = range(today.toordinal(), max(0, today.toordinal() - LONGEST_WAIT), -1)
    dates = map(dt.date.fromordinal, days)
    return settled(next((day for day in dates if day.day == number), None), today)


def same_day(number: int, base: dt.date, forward: bool) -> dt.date | None:
    """The first day `number` of a month from `base` on, or the last one up to it."""
    step = 1 if forward else -1
    days = (plus(base, step * count) for count in range(LONGEST_WAIT))
    return next((day for day in days if day and day.day == number), None)


def month_before(today: dt.date, months: int = 1) -> Limits:
    """The month that was so many `months` before that of `today`."""
    first = today.replace(day=1)
    try:
        first -= relativedelta(months=months)
    except ValueError:
        return Limits(first=today, last=today)
    return Limits(year=first.year, months=frozenset([first.month]))


def ranked(rank: int, weekday: int | None, year: int, month: int) -> dt.date | None:
    """The first (1), second… or last (-1) such weekday, or day, of a month."""
    days = [date(year, month, number) for number in range(1, 32)]
    found = [day for day in days if day and weekday in (None, day.weekday())]
    return found[rank if rank < 0 else rank - 1] if abs(rank) <= len(found) else None


def feast_day(feast: str, year: int) -> dt.date | None:
    """The day of a feast in a year: `feast` is "month-day", or "easter" and a number of days."""
    if not feast.startswith("easter"):
        month, day = map(int, feast.split("-"))
        return date(year, month, day)
    if not FIRST_YEAR <= year <= LAST_EASTER:
        return None
    sunday: dt.date = easter(year)
    return sunday + dt.timedelta(int(feast.removeprefix("easter")))


def full_year(digits: str) -> int:
    """Two digits are 20xx; a year of any other length than four is no year."""
    return {2: 2000 + int(digits[-2:]), 4: int(digits[-4:])}.get(len(digits), 0)


def agreed(limits: Iterable[Limits], today: dt.date) -> dt.date | None:
    """The one past day that all `limits` allow, or the latest when they tell day and month."""
    limits = list(limits)
    day = next((limit.day for limit in limits if limit.day), None)
    days = [d for d in _possible(limits, day, today) if all(limit.allow(d) for limit in limits)]
    one_month = any(limit.months and len(limit.months) == 1 for limit in limits)
    return days[0] if len(days) == 1 or (days and day and one_month) else None


def _possible(limits: list[Limits], day: int | None, today: dt.date) -> Iterator[dt.date]:
    """The past days worth trying, the latest first: those of a short period, or of one number."""
    first = max((limit.first for limit in limits if limit.first), default=dt.date.min)
    last = min((limit.last for limit in limits if limit.last), default=today)
    last = min(last, today)
    if (last - first).days <= LONGEST_WAIT:
        yield from (plus(last, -count) or last for count in range((last - first).days + 1))
    elif day:
        months = range(last.year * 12 + last.month - 1, FIRST_YEAR * 12, -1)[:MONTHS_SEARCHED]
        dates = (date(month // 12, month % 12 + 1, day) for month in months)
        yield from (found for found in dates if found and found <= last)
