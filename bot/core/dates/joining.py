"""One day said in two expressions: "lundi dernier, le 16", "la veille de Noël"."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from bot.core.dates import days
from bot.core.dates.days import Limits, Outcome
from bot.core.dates.expressions import Expression, agree, days_of

ALTERNATIVE = re.compile(r",? ?(?:ou|ou bien|ou alors|ou peut.etre|voire|au|jusqu'au|-|/) ?")
BESIDE = re.compile(r",? ?")
FROM = re.compile(r" ?(?:de |de la |de l'|d')?(?:le |la |l')?")
LINK = re.compile(r"du|d[e']|avant")
CONFIRMING = {
    *("oui", "c", "est", "ca", "cela", "bien", "exactement", "exact", "precisement", "plus"),
    *("donc", "soit", "je", "crois", "pense", "d", "ailleurs", "etait", "il", "me", "semble"),
    *("voila", "quoi", "a", "savoir", "dirais", "confirme", "euh", "heu", "hein", "ben", "bah"),
    *("tiens", "tombait", "tombe", "le", "la", "sauf", "erreur", "si", "ma", "memoire", "bonne"),
    *("qui", "etant", "jour", "date", "du", "au", "ouais", "voyons", "bon", "alors", "disons"),
}


def joined(text: str, hits: Iterable[Expression], today: dt.date) -> list[Expression]:
    """`hits`, each with those that say the same day beside it.

    Args:
        text: the plain copy that they are in.
        hits: in order.
        today: nothing after it is a fact.
    """
    told: list[Expression] = []
    for hit in hits:
        merged = _merged(text, told[-1], hit, today) if told else None
        if merged:
            told[-1] = merged
        else:
            told.append(hit)
    return told


def _merged(text: str, first: Expression, second: Expression, today: dt.date) -> Expression | None:
    """Both as one: "le 3 ou le 4 mars", "lundi dernier, le 16", "la veille de Noël"; or None."""
    between = text[first.end : second.start]
    if first.denied or second.denied:
        return None
    if first.shift is not None and _counts_from(text, first, between, second):
        return _counted(first, second, today)
    if text.endswith((" avant", " apres"), first.start, first.end) and FROM.fullmatch(between):
        return _union(first, second, "ambiguous", None)
    if BESIDE.fullmatch(between) and text.startswith("au ", second.start):
        return _union(first, second, "ambiguous", (days.NO_DAY,))
    if ALTERNATIVE.fullmatch(between) or (
        text.startswith("entre", first.start) and between.strip() == "et"
    ):
        same = first.outcome == second.outcome and first.limits == second.limits
        return first if same else _union(first, second, "ambiguous", (days.NO_DAY,))
    confirmed = set(re.findall(r"\w+", between)) <= CONFIRMING
    agreement = _agreement(first, second, today) if confirmed else None
    if agreement:
        return agreement
    if BESIDE.fullmatch(between) and (first.loose or second.loose):
        return _union(first, second, "ambiguous", (days.NO_DAY,))
    return None


def _counts_from(text: str, first: Expression, between: str, second: Expression) -> bool:
    """Whether `first` counts from `second`: "deux jours après le 3 mars"."""
    linked = first.anchored or between.strip() or LINK.match(text, second.start)
    counted = text.endswith(("apres", "avant"), first.start, first.end)
    return bool((linked or counted) and FROM.fullmatch(between))


def _counted(first: Expression, second: Expression, today: dt.date) -> Expression:
    base = second.outcome
    if not isinstance(base, dt.date):
        return _union(first, second, base, None)
    outcome = days.settled(days.plus(base, first.shift or 0), today)
    limits = days.exactly(outcome).limits
    return _union(first, second, outcome, None if limits is None else (limits,))


def _agreement(first: Expression, second: Expression, today: dt.date) -> Expression | None:
    """Both as one when some day is allowed by both."""
    for shifted, other in ((first, second), (second, first)):
        if shifted.shift is not None and other.shift is None:
            kept = shifted.shift if other.bare or not isinstance(other.outcome, dt.date) else None
            merged = _union(first, second, other.outcome, other.limits)
            return replace(merged, shift=kept, anchored=shifted.anchored)
    agreed = agree([first, second], today, beside=True)
    if agreed is None:
        return None
    return _union(first, second, agreed, days_of(first) + days_of(second))


def _union(
    first: Expression, second: Expression, outcome: Outcome, limits: tuple[Limits, ...] | None
) -> Expression:
    return replace(
        first,
        end=second.end,
        outcome=outcome,
        limits=limits,
        shift=None,
        bare=first.bare and second.bare,
        loose=(first.loose or first.bare) and (second.loose or second.bare),
        year_given=first.year_given or second.year_given,
        unsure=False,
    )
