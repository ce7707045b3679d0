"""Today's date, from the one place that may be frozen."""

import datetime as dt
import os

VARIABLE = "ASSISTANT_TODAY"


def today() -> dt.date:
    """Today in local time, or the ISO date held by `ASSISTANT_TODAY`.

    Raises:
        ValueError: the variable holds something other than an ISO date.
    """
    frozen = os.environ.get(VARIABLE)
    return dt.date.fromisoformat(frozen) if frozen else dt.date.today()  # noqa: DTZ011
