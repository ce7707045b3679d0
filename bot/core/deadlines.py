"""Legal time limits, counted as in parts C and D of the legal facts.

Dates are calendar dates in France; a limit ends at the end of its day.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta

SATURDAY = 5
ONE_MONTH_FROM = dt.date(2018, 5, 25)  # first day of RGPD-12-3; before it, DEC-94


@dataclass(frozen=True)
class Deadline:
    """A computed time limit.

    Attributes:
        due: last day for the platform to answer.
        complaint_from: first day on which a complaint is open (DELAI-06).
        notice_two_months: the limit of the rule before 25 May 2018 (DELAI-10, DEC-94).
        provisional: counted from sending because receipt is unknown (DELAI-08).
        extended: counted for an extension announced in time (DELAI-07).
        nominal: the day before it was moved off weekends and public holidays.
        rules: ids of the legal facts applied.
    """

    due: dt.date
    complaint_from: dt.date
    notice_two_months: dt.date
    provisional: bool
    extended: bool
    nominal: dt.date
    rules: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """True when a weekend or a public holiday moved the last day (DELAI-04)."""
        return self.due != self.nominal

    @property
    def former(self) -> bool:
        """True when the rule before 25 May 2018 applies: two months (DEC-94, DELAI-10)."""
        return "DEC-94" in self.rules


def is_working_day(day: dt.date, country: str = "FR") -> bool:
    """True unless `day` is a Saturday, a Sunday or a public holiday (DELAI-04, DELAI-05)."""
    return day.weekday() < SATURDAY and day not in _public_holidays(country, day.year)


@cache
def _public_holidays(country: str, year: int) -> holidays.HolidayBase:
    return holidays.country_holidays(country, years=year)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, clamped to that month's end (DELAI-02, DELAI-03)."""
    return day + relativedelta(months=months)


def roll_forward(day: dt.date, country: str = "FR") -> dt.date:
    """`day`, or the first working day after it (DELAI-04)."""
    while not is_working_day(day, country):
        day += dt.timedelta(days=1)
    return day


def deadline(
    received: dt.date | None, written: dt.date | None, extended: bool = False, country: str = "FR"
) -> Deadline:
    """The time limit of a request (RGPD-12-3), one month or three when extended.

    Before 25 May 2018 it is two months, neither extended nor moved (DEC-94, DELAI-10).

    Args:
        received: day the platform received it, if known.
        written: day it was sent; used, provisionally, when `received` is unknown.
        extended: an extension was announced within the first month (DELAI-07).
        country: ISO code whose public holidays count (DELAI-05).

    Raises:
        ValueError: neither date is known.
    """
    start = received or written
    if start is None:
        raise ValueError("a deadline needs the date of receipt or of sending")
    former = start < ONE_MONTH_FROM
    extended = extended and not former
    nominal = add_months(start, 2 if former else 3 if extended else 1)
    due = nominal if former else roll_forward(nominal, country)
    return Deadline(
        due=due,
        complaint_from=due + dt.timedelta(days=1),
        notice_two_months=add_months(start, 2),
        provisional=received is None,
        extended=extended,
        nominal=nominal,
        rules=_rules(start, nominal, due, received is None, extended),
    )


def _rules(
    start: dt.date, nominal: dt.date, due: dt.date, provisional: bool, extended: bool
) -> tuple[str, ...]:
    applied = {
        "RGPD-12-3": start >= ONE_MONTH_FROM,
        "DEC-94": start < ONE_MONTH_FROM,
        "DELAI-01": True,
        "DELAI-02": True,
        "DELAI-03": nominal.day != start.day,
        "DELAI-04": due != nominal,
        "DELAI-05": due != nominal,
        "DELAI-06": True,
        "DELAI-07": extended,
        "DELAI-08": provisional,
        "DELAI-10": True,
    }
    return tuple(rule for rule, applies in applied.items() if applies)
