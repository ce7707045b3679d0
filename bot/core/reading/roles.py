"""Dates in a message, and which fact each one is."""

import datetime as dt
import re
from dataclasses import replace

from dateutil.relativedelta import relativedelta

from bot.core.case import DATES, UNKNOWN
from bot.core.dates import FoundDate, find_dates, read_date
from bot.core.normalise import normalise
from bot.core.reading import lexicon
from bot.core.reading.message import Context, Findings


def read_dates(text: str, context: Context) -> Findings:
    """The date facts that `text` gives, and the doubts about them."""
    found = _completed(text, find_dates(text, context.today), context.today)
    asked = context.asked if context.asked in DATES else None
    if asked and len({_role(text, found, index, asked) for index in range(len(found))}) <= 1:
        return _single(text, context.today, _role(text, found, 0, asked) if found else None)
    findings = Findings()
    for index, date in enumerate(found):
        role = _role(text, found, index, asked) or _corrected(text, context)
        findings.take(_finding(role, date))
    return findings


WHICH_DATE = "which_date"
BARE_DAY = re.compile(r"(?:le|du|au)?\s*(\d{1,2})(?:er)?", re.I)


def _completed(text: str, found: list[FoundDate], today: dt.date) -> list[FoundDate]:
    """ "le 3 septembre, ... le 5": a bare day after a full date takes its month, or the next."""
    completed: list[FoundDate] = []
    for date in found:
        day = BARE_DAY.fullmatch(text[date.start : date.end].strip())
        before = completed[-1].date if completed else None
        if day and before and (guess := _following(before, int(day.group(1)), today)):
            date = replace(date, date=guess, doubt=None)
        completed.append(date)
    return completed


def _following(before: dt.date, day: int, today: dt.date) -> dt.date | None:
    month = before if day >= before.day else before + relativedelta(months=1)
    try:
        guess = month.replace(day=day)
    except ValueError:
        return None
    return guess if guess <= today else None


def _corrected(text: str, context: Context) -> str | None:
    """ "en fait c’était le 5 mars": the one date already known is the one that changes."""
    known = [fact for fact in DATES if context.facts.get(fact, UNKNOWN) != UNKNOWN]
    correcting = lexicon.table("controls", "correction")["correction"]
    if not correcting.search(normalise(text)):
        return None
    return known[0] if len(known) == 1 else WHICH_DATE if known else None


def _single(text: str, today: dt.date, role: str | None) -> Findings:
    """One fact, said once or said again better ("le 3, enfin non le 5")."""
    if role is None:
        return Findings()
    reading = read_date(text, today)
    if reading.date:
        return Findings(facts={role: reading.date.isoformat()})
    return Findings(doubts={role: reading.doubt or "none"})


def _finding(role: str | None, found: FoundDate) -> Findings:
    if role is None:
        return Findings()
    if role == WHICH_DATE:
        return Findings(doubts={role: WHICH_DATE})
    if found.date:
        return Findings(facts={role: found.date.isoformat()})
    return Findings(doubts={role: found.doubt or "none"})


def _role(text: str, found: list[FoundDate], index: int, asked: str | None) -> str | None:
    start = found[index - 1].end if index else 0
    end = found[index + 1].start if index + 1 < len(found) else len(text)
    before = normalise(text[start : found[index].start] + " le")
    after = normalise(text[found[index].end : end])
    return _cued(before) or asked or _weakly_cued(before) or _cued(after) or _weakly_cued(after)


def _cued(segment: str) -> str | None:
    roles = lexicon.table("facts", "date_role")
    silent = lexicon.first(lexicon.table("facts", "reply"), segment) == "none"
    usable = {role: cue for role, cue in roles.items() if not (silent and role == "replied_on")}
    return lexicon.first(usable, segment)


def _weakly_cued(segment: str) -> str | None:
    return lexicon.first(lexicon.table("facts", "date_role_weak"), segment)
