"""What a text takes back: "le 5, non, le 6"; "enfin non"."""

import datetime as dt
import re
from dataclasses import replace
from functools import cache

from bot.core.dates import days
from bot.core.dates.expressions import Expression, beside, number_of
from bot.core.dates.words import MONTHS, WEEKDAYS, any_of, listed

FILLER = (
    r"(?:euh|heu|ah|oh|mais|ou|c|est|etait|ben|bah|pas|oui|et|bon|je|crois|pense|mince|zut|flute"
    r"|merde|punaise|oula)\b"
)
OTHER_MATTER = {"ils", "elle", "elles", "leur", "leurs", "on", "site", "dit", "repondu"}
LONGEST_ASIDE = 8  # words


@cache
def _correction() -> re.Pattern[str]:
    phrases = any_of(listed("correcting"))
    more = rf"(?=(?P<more>(?:\W|{phrases}\b|{FILLER})*))(?P=more)"
    return re.compile(
        r"(?!\W?[.!?] (?:enfin|finalement)|\W*c'est non\b)"
        rf"(?:\W|{FILLER})*\b{phrases}\b{more}(?P<aside>.*)",
        re.DOTALL,
    )


def superseded(first: Expression, second: Expression) -> bool:
    """Whether `second`, the next expression, says better what `first` said."""
    if first.denied or second.denied:
        return False
    match = _correction().match(second.before)
    aside = re.findall(r"\w+", match["aside"]) if match else []
    return match is not None and len(aside) <= LONGEST_ASIDE and not OTHER_MATTER & set(aside)


def standing(told: list[Expression], today: dt.date) -> list[Expression]:
    """`told` once each correction has replaced the expression before it, and without denials."""
    kept: list[Expression] = []
    for one in told:
        if kept and superseded(kept[-1], one):
            one = corrected(kept.pop(), one, today)
        if not one.denied:
            kept.append(one)
    return kept


def corrected(first: Expression, second: Expression, today: dt.date) -> Expression:
    """`second` said instead of `first`: a day alone is in the same month, when that is near."""
    number = number_of(second)
    if number is None:
        return second
    if number_of(first):
        return replace(second, outcome=days.latest_day(number, today), bare=False)
    if not isinstance(first.outcome, dt.date):
        return second
    return replace(second, outcome=beside(first.outcome, number, today), bare=False)


@cache
def _retraction() -> re.Pattern[str]:
    words = any_of([*MONTHS, *WEEKDAYS])
    return re.compile(rf"\W*(?:$|(?:(?:le|en|plutot) )?(?:\d|{words}\b)|(?:\w+ ){{1,3}}20\d\d\b)")


def is_retracted(told: Expression) -> bool:
    """Whether what follows `told` takes it back without a better date: "enfin non", "ou avril"."""
    match = _correction().match(told.after)
    return match is not None and _retraction().match(match["aside"]) is not None
