"""When to look again for a listing that was deleted."""

import datetime as dt
from typing import Final

from bot.core import case
from bot.core.case import Facts

CHECKS: Final = {"check_30": 30, "check_90": 90}  # days after the deletion was announced


def check_days(facts: Facts, today: dt.date) -> dict[str, dt.date]:
    """The days on which to check that the listing did not come back (RPPS-04, ARG-08).

    They are counted from the day the deletion was announced, else from `today`; a check whose day
    has passed is to be made today.
    """
    announced = case.day(facts, "replied_on") or today
    return {name: max(today, announced + dt.timedelta(days=days)) for name, days in CHECKS.items()}
