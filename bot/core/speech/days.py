"""Dates in words, however they are written."""

import datetime as dt
import re

from bot.core.dates.words import MONTH_NAMES
from bot.core.speech.figures import Rule, cardinal, figures, ordinal

MONTHS = "|".join(MONTH_NAMES.values())
CENTURY = 2000


def say_day(day: int) -> str:
    """The day of a month: "premier", "trois"."""
    return ordinal(1) if day == 1 else cardinal(day)


def _named(match: re.Match[str]) -> str:
    return f"{say_day(int(match[1]))} {match[2]}"


def _written(day: str, month: str, year: str) -> str:
    full = int(year) + (CENTURY if len(year) == len("26") else 0)
    try:
        date = dt.date(full, int(month), int(day))
    except ValueError:
        return ", ".join(figures(part) for part in (day, month, year))
    return f"{say_day(date.day)} {MONTH_NAMES[date.month]} {cardinal(full)}"


def _in_order(match: re.Match[str]) -> str:
    return _written(match["day"], match["month"], match["year"])


def _day_and_month(match: re.Match[str]) -> str:
    month = int(match[2])
    return f"{say_day(int(match[1]))} {MONTH_NAMES[month]}" if month in MONTH_NAMES else match[0]


def rules() -> list[Rule]:
    """How dates are said, in order."""
    return [
        (re.compile(rf"(?<![\d-])(\d{{1,2}})(?:er)? ({MONTHS})\b", re.I), _named),
        (
            re.compile(
                r"(?<![\d/.-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)"
                r"(?P<year>(?:19|20)\d{2})(?![\d/-])"
            ),
            _in_order,
        ),
        (
            re.compile(
                r"(?<![\d/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{2})(?![\d/-])"
            ),
            _in_order,
        ),
        (
            re.compile(
                r"(?<![\d/.-])(?P<year>(?:19|20)\d{2})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])"
            ),
            _in_order,
        ),
        (re.compile(r"(?<=\ble )(\d{1,2})/(\d{1,2})(?![\d/])"), _day_and_month),
    ]
