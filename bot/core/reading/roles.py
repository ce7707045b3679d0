"""Dates in a message, and which fact each one is."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.case import DATES, UNKNOWN, day
from bot.core.dates.corrections import corrected, is_retracted, superseded
from bot.core.dates.expressions import (
    Expression,
    beside,
    number_of,
    settle,
)
from bot.core.dates.reading import express
from bot.core.dates.timeline import Mention, resolve
from bot.core.normalise import normalise
from bot.core.reading import date_cues, lexicon
from bot.core.reading.date_cues import ASKED, OTHER, SAID, STRONG, UNSURE, WEAK, WRITTEN, Role
from bot.core.reading.message import Context, Findings

WHICH_DATE = "which_date"
LIMIT = re.compile(r"jusqu|d['’]ici", re.IGNORECASE)  # the end of a delay is no fact
RECAP = ("confirmed", "fact_to_change")


def read_dates(text: str, context: Context) -> Findings:
    """The date facts that `text` gives, and the doubts about them.

    Args:
        text: the whole message.
        context: the question asked and the facts known, that may tell which date is which.
    """
    told = express(text, context.today)
    if not told:
        return Findings()
    mentions = _replaced(_mentions(text, told, context), context.today)
    mentions = _Assigning(normalise(text), context).assigned(mentions)
    return _found(resolve(mentions, DATES, _known(context.facts), context.today), context)


def _known(facts: Mapping[str, str]) -> dict[str, dt.date]:
    return {fact: known for fact in DATES if (known := day(facts, fact))}


def _mentions(text: str, told: Sequence[Expression], context: Context) -> list[Mention]:
    """Each expression with the role that the words around it give."""
    mentions: list[Mention] = []
    before: tuple[date_cues.Around, Role | None] | None = None
    for index, one in enumerate(told):
        words = date_cues.around(text, told, index)
        role = _role(one, words, before, context)
        before = words, role
        name, level = role or (None, ASKED)
        if len(told) > 1 and LIMIT.match(text, one.start):
            name = OTHER
        mention = Mention(one, name, level, date_cues.base(one, words))
        future = date_cues.is_to_come(one, words)
        mentions.append(mention.dated("future") if future else mention)
    return mentions


def _role(
    told: Expression,
    words: date_cues.Around,
    before: tuple[date_cues.Around, Role | None] | None,
    context: Context,
) -> Role | None:
    """What the words around a date say, or those around the date before it."""
    continued = date_cues.continued(before[0], words) if before else None
    role = continued or date_cues.role(told, words, context)
    if role is None and before and before[1]:
        return date_cues.carried(before[0], before[1], words, context)
    return role


# --- corrections --------------------------------------------------------------------------------


def _replaced(mentions: Sequence[Mention], today: dt.date) -> list[Mention]:
    """`mentions` without those that the next one corrects."""
    kept: list[Mention] = []
    for mention in mentions:
        if kept and _replaces(kept[-1], mention):
            before = kept.pop()
            told = corrected(before.told, mention.told, today)
            mention = replace(mention, told=told, role=mention.role or before.role)
        kept.append(mention)
    if kept and not kept[-1].told.denied and is_retracted(kept[-1].told):
        kept[-1] = kept[-1].dated("ambiguous")
    return kept


def _replaces(before: Mention, mention: Mention) -> bool:
    same = None in (before.role, mention.role) or before.role == mention.role
    return same and superseded(before.told, mention.told)


@dataclass(frozen=True)
class _Assigning:
    """Gives the dates without a role to the question asked, or to the fact being corrected."""

    plain: str
    context: Context

    def assigned(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions that stand, each with its role."""
        refused = [m for m in mentions if m.told.denied or m.role == SAID]
        rest = [m for m in mentions if m not in refused]
        denied = self._denied(refused)
        if denied:
            rest = [replace(m, role=denied) if m.level < STRONG else m for m in rest]
        else:
            rest = [m for m in rest if not self._is_accidental(m)]
        correcting = bool(denied or self._is_correcting() or len(rest) == 1)
        default = denied or self._default()
        return [self._given(m, default, correcting) for m in rest]

    @property
    def _asked(self) -> str | None:
        return self.context.asked if self.context.asked in DATES else None

    def _denied(self, refused: list[Mention]) -> str | None:
        """The known fact whose date the message denies."""
        for fact, known in _known(self.context.facts).items():
            if any(m.told.allows(known) or m.day == known for m in refused):
                return fact
        return None

    def _default(self) -> str | None:
        if self._asked:
            return self._asked
        if self.context.asked == "has_written" and date_cues.begins("agrees", self.plain):
            return WRITTEN
        return self._corrected()

    def _corrected(self) -> str | None:
        """ "en fait c’était le 5 mars": the one date already known is the one that changes."""
        if not self._is_correcting():
            return None
        known = [fact for fact in DATES if self.context.facts.get(fact, UNKNOWN) != UNKNOWN]
        return known[0] if len(known) == 1 else WHICH_DATE if known else None

    def _is_correcting(self) -> bool:
        correcting = lexicon.table("dates", "date_correction")["correction"]
        return correcting.search(self.plain) is not None

    def _is_accidental(self, mention: Mention) -> bool:
        """Whether words that tell little would change a date that is known."""
        known = self.context.facts.get(mention.role or "", UNKNOWN) != UNKNOWN
        asking = self._asked or self.context.asked in RECAP
        return known and not asking and mention.level <= WEAK

    def _given(self, mention: Mention, default: str | None, correcting: bool) -> Mention:
        """`mention` with its role; a day alone that corrects a date is near it."""
        role = mention.role or default
        if role == WRITTEN and self._is_of_contract():
            role = OTHER
        known = _known(self.context.facts).get(role or "")
        number = number_of(mention.told)
        mention = replace(mention, role=role)
        if not (known and number) or role == self.context.asked:
            return mention
        if not correcting and number != known.day:
            return replace(mention, role=OTHER)
        return mention.dated(beside(known, number, self.context.today))

    def _is_of_contract(self) -> bool:
        """Whether what was sent is the contract that the question is about."""
        removal = lexicon.table("dates", "date_clause")["removal"]
        return self.context.asked == "contract_sent" and removal.search(self.plain) is None


# --- facts and doubts ---------------------------------------------------------------------------


def _found(mentions: Sequence[Mention], context: Context) -> Findings:
    findings = Findings()
    for role in (*DATES, UNSURE, WHICH_DATE):
        of_role = [m for m in mentions if m.role == role]
        if of_role:
            findings.take(_finding(role, of_role, context))
    return findings


def _finding(role: str, mentions: list[Mention], context: Context) -> Findings:
    if role == WHICH_DATE:
        return Findings(doubts={role: WHICH_DATE})
    if role == UNSURE:
        asked = context.asked if context.asked in DATES else None
        return Findings(doubts={asked: "ambiguous"} if asked else {})
    outcome = settle([m.told for m in _clearest(mentions)], context.today)
    if isinstance(outcome, dt.date):
        return Findings(facts={role: outcome.isoformat()})
    return Findings(doubts={role: outcome})


def _clearest(mentions: list[Mention]) -> list[Mention]:
    """Those that the words give most clearly; a day that counts from nothing known is left."""
    top = max(m.level for m in mentions)
    kept = [m for m in mentions if m.level == top or _is_answer(m)]
    dated = [m for m in kept if m.told.shift is None]
    return dated or kept


def _is_answer(mention: Mention) -> bool:
    """Whether a date that nothing tells is precise enough to rival the others."""
    return mention.level == ASKED and not date_cues.is_vague(mention.told)
