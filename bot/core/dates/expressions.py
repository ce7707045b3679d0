"""What some words of a text say of one day, and what several such expressions say together."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.dates import days
from bot.core.dates.days import Limits, Outcome

NEAR = 15  # days


@dataclass(frozen=True)
class Expression:
    """What some words of a text say of one day.

    Attributes:
        start: where they start in the text.
        end: where they end.
        outcome: the date they mean, or a doubt.
        limits: the days they allow; None when nobody can tell.
        shift: days to count from another date, which the words do not give.
        anchored: whether the words after name that other date.
        bare: whether they give a day without its month.
        loose: whether they tell the day otherwise than by its number.
        denied: whether the text says that it is not that day.
        year_given: whether they give the year.
        unsure: whether the text hesitates: "peut-être le 3".
        before: the plain words since the expression before.
        after: the plain words until the next expression.
    """

    start: int
    end: int
    outcome: Outcome
    limits: tuple[Limits, ...] | None = None
    shift: int | None = None
    anchored: bool = False
    bare: bool = False
    loose: bool = False
    denied: bool = False
    year_given: bool = False
    unsure: bool = False
    before: str = ""
    after: str = ""

    def allows(self, day: dt.date) -> bool:
        """Whether the words may mean `day`."""
        return self.limits is not None and all(limits.allow(day) for limits in self.limits)


def days_of(told: Expression) -> tuple[Limits, ...]:
    """The limits of an expression, none when they are unknown."""
    return told.limits or ()


def number_of(told: Expression) -> int | None:
    """The day of the month that `told` gives alone."""
    numbers = [limits.day for limits in days_of(told) if limits.day]
    return numbers[0] if told.bare and numbers and not told.unsure else None


def beside(known: dt.date, number: int, today: dt.date) -> Outcome:
    """The day `number` of the month of `known`, when that is near."""
    day = days.date(known.year, known.month, number)
    close = day is not None and abs((day - known).days) <= NEAR and day <= today
    return day if day and close else "ambiguous"


def settle(told: Sequence[Expression], today: dt.date) -> Outcome:
    """The one date, or the doubt, that expressions of the same fact amount to together."""
    outcomes = {one.outcome for one in told}
    if len(told) > 1 and (len(outcomes) > 1 or outcomes == {"ambiguous"}):
        return agree(told, today) or "ambiguous"
    return outcomes.pop() if outcomes else "none"


def agree(told: Sequence[Expression], today: dt.date, beside: bool = False) -> dt.date | None:
    """The day that all of `told` allow, if it is the only one.

    Args:
        told: expressions that are of the same fact.
        today: nothing after it is a fact.
        beside: whether they stand side by side, so that a vague one leaves a precise one be.
    """
    certain = {one.outcome for one in told if isinstance(one.outcome, dt.date)}
    fitting = [day for day in certain if all(_fits(one, day, beside) for one in told)]
    if fitting:
        return fitting[0] if len(fitting) == 1 else None
    if any(one.limits is None for one in told) or _is_fixed(told):
        return None
    return days.agreed([limits for one in told for limits in days_of(one)], today)


def _fits(told: Expression, day: dt.date, beside: bool) -> bool:
    if told.limits is None and told.outcome == "ambiguous":
        return beside or told.shift is not None
    return told.outcome == day or told.allows(day)


def _is_fixed(told: Sequence[Expression]) -> bool:
    """Whether one of `told` gives day and month, and none can give it another year."""
    limits = [limits for one in told for limits in days_of(one)]
    return any(one.day and one.months for one in limits) and not any(one.year for one in limits)
