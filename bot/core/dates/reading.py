"""What a text says of days: every date in it, or the one date it tells."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.core.dates import days
from bot.core.dates.corrections import is_retracted, standing
from bot.core.dates.days import Doubt, Outcome
from bot.core.dates.expressions import Expression, beside, number_of, settle
from bot.core.dates.joining import joined
from bot.core.dates.plain import Copy, canonical
from bot.core.dates.scanning import scan


@dataclass(frozen=True)
class FoundDate:
    """One date expression: its span in the original text, and either its date or a doubt."""

    start: int
    end: int
    date: dt.date | None
    doubt: Doubt | None


@dataclass(frozen=True)
class DateReading:
    """The answer to "what date?": one date, or why there is none."""

    date: dt.date | None
    doubt: Doubt | None


def express(text: str, today: dt.date) -> list[Expression]:
    """What `text` says of days, in order, without overlap, denials included; never raises.

    Args:
        text: any text.
        today: the day that "hier" or "le 3 mars" count from.
    """
    copy = canonical(text)
    told = _contrasted(joined(copy.text, scan(copy.text, today), today), today)
    doubted = [_unsettled(one, told, today) for one in told]
    told = [
        replace(one, outcome="ambiguous") if doubtful else one
        for one, doubtful in zip(told, doubted, strict=True)
    ]
    return list(_placed(copy, told))


def _split(outcome: Outcome) -> tuple[dt.date | None, Doubt | None]:
    return (outcome, None) if isinstance(outcome, dt.date) else (None, outcome)


def find_dates(text: str, today: dt.date) -> list[FoundDate]:
    """The date expressions of `text`, in order, without overlap; never raises.

    Args:
        text: any text.
        today: the day that "hier" or "le 3 mars" count from; nothing after it is a date.
    """
    told = (one for one in express(text, today) if not one.denied)
    return [FoundDate(one.start, one.end, *_split(one.outcome)) for one in told]


def read_date(text: str, today: dt.date) -> DateReading:
    """The one date that `text` tells, or why not; a correction ("non, le 5") has the last word.

    Args:
        text: the answer to "what date?".
        today: the day of the answer.
    """
    told = express(text, today)
    if told and is_retracted(told[-1]):
        return DateReading(None, "ambiguous")
    return DateReading(*_split(settle(standing(told, today), today)))


# --- what the other dates of the text change ---------------------------------------------------


def _contrasted(told: list[Expression], today: dt.date) -> list[Expression]:
    """ "le 12 et pas le 10 octobre": a day alone is in the month of the one denied beside it."""
    contrasted = list(told)
    for index, one in enumerate(told):
        beside_it = [*told[max(0, index - 1) : index], *told[index + 1 : index + 2]]
        denied = [o.outcome for o in beside_it if o.denied and not o.bare]
        number = number_of(one)
        if number and not one.denied and denied and isinstance(denied[0], dt.date):
            day = beside(denied[0], number, today)
            contrasted[index] = replace(one, outcome=day, bare=False)
    return contrasted


OLDEST_CASE = 2  # years


def _unsettled(told: Expression, others: list[Expression], today: dt.date) -> bool:
    """Whether the other dates of the text may give `told` another month or year."""
    if told.bare:
        return any(_is_rival(told, other) for other in others)
    day = told.outcome
    if not isinstance(day, dt.date) or told.year_given or told.loose:
        return False
    years = {o.outcome.year for o in others if o.year_given and isinstance(o.outcome, dt.date)}
    years = {year for year in years if year >= today.year - OLDEST_CASE}
    rivals = (days.date(year, day.month, day.day) for year in years)
    return any(rival and rival != day and rival <= today for rival in rivals)


def _is_rival(told: Expression, other: Expression) -> bool:
    return other.limits != told.limits and other.shift is None and not other.denied


def _placed(copy: Copy, told: list[Expression]) -> Iterator[Expression]:
    """`told` at their places in the original text, with the words around them."""
    edges = [0, *(edge for one in told for edge in (one.start, one.end)), len(copy.text)]
    for index, one in enumerate(told):
        start, end = copy.origin(one.start, one.end)
        before = copy.text[edges[2 * index] : one.start]
        after = copy.text[one.end : edges[2 * index + 3]]
        yield replace(one, start=start, end=end, before=before, after=after)
