"""A date said in French."""

import datetime as dt

from bot.core.dates.words import DAY_NAMES, MONTH_NAMES

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def say_date(day: dt.date, weekday: bool = False) -> str:
    """`day` in French, "1er mars 2026", its parts held together by no-break spaces.

    Args:
        day: any date.
        weekday: whether to start with the day of the week.
    """
    number = "1er" if day.day == 1 else str(day.day)
    date = NO_BREAK_SPACE.join([number, MONTH_NAMES[day.month], str(day.year)])
    return f"{DAY_NAMES[day.weekday()]} {date}" if weekday else date
