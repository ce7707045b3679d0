"""Today's date, from the one place that may be frozen."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager

VARIABLE = "ASSISTANT_TODAY"


def today() -> dt.date:
    """Today in local time, or the ISO date held by `ASSISTANT_TODAY`.

    Raises:
        ValueError: the variable holds something other than an ISO date.
    """
    frozen = os.environ.get(VARIABLE)
    return dt.date.fromisoformat(frozen) if frozen else dt.date.today()  # noqa: DTZ011


@contextmanager
def frozen(day: dt.date) -> Iterator[None]:
    """Holds today at `day`, in this process, until the end of the block."""
    before = os.environ.get(VARIABLE, "")
    os.environ[VARIABLE] = day.isoformat()
    try:
        yield
    finally:
        os.environ[VARIABLE] = before
