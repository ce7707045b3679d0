"""Dates told by the others: a day without its month, a day counted from another one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.dates import days
from bot.core.dates.days import Outcome
from bot.core.dates.expressions import NEAR, Expression, beside, number_of


@dataclass(frozen=True)
class Mention:
    """An expression and the fact it is of.

    Attributes:
        told: the expression.
        role: the fact, another name for what is of no fact, or None when nothing tells.
        level: how clearly the words give the role, from 0 (only the question asked does).
        base: the fact that a shift counts from by name; "" when the name is of no fact.
    """

    told: Expression
    role: str | None
    level: int = 0
    base: str | None = None

    @property
    def day(self) -> dt.date | None:
        """The date told, if it is one."""
        return self.told.outcome if isinstance(self.told.outcome, dt.date) else None

    def dated(self, outcome: Outcome) -> "Mention":
        """The mention, its date replaced."""
        return replace(self, told=replace(self.told, outcome=outcome, bare=False, shift=None))


def resolve(
    mentions: Sequence[Mention],
    order: Sequence[str],
    known: Mapping[str, dt.date],
    today: dt.date,
) -> list[Mention]:
    """`mentions` with the days that the others, or the facts already known, complete.

    Args:
        mentions: in the order of the text.
        order: the roles that are facts, the earliest first.
        known: dates already known, by role.
        today: nothing after it is a fact.
    """
    line = _Line(order, known, today)
    completed = line.completed(list(mentions))
    resolved: list[Mention] = []
    for mention in completed:
        resolved.append(line.counted(mention, resolved))
    return [line.checked(mention, resolved) for mention in resolved]


@dataclass(frozen=True)
class _Line:
    order: Sequence[str]
    known: Mapping[str, dt.date]
    today: dt.date

    def rank(self, mention: Mention) -> int | None:
        return self.order.index(mention.role) if mention.role in self.order else None

    def completed(self, mentions: list[Mention]) -> list[Mention]:
        """A day without month takes that of the full dates around it, on the right side of them."""
        bare = {m.told.start for m in mentions if number_of(m.told) is not None}
        if not bare:
            return mentions
        anchors = [m for m in mentions if m.day and m.told.start not in bare]
        if not anchors:
            mentions = self._anchored(mentions, bare)
            anchors = [m for m in mentions if m.told.start in bare and not m.told.bare]
        settled = {m.told.start for m in anchors}
        return [self._placed(m, anchors) if m.told.start in bare - settled else m for m in mentions]

    def _anchored(self, mentions: list[Mention], starts: set[int]) -> list[Mention]:
        """Without any full date, the day of the latest fact is the most recent one."""
        bare = [m for m in mentions if m.told.start in starts]
        last = max(bare, key=lambda m: -1 if self.rank(m) is None else self.rank(m) or 0)
        vague = any(m not in bare and m.told.shift is None for m in mentions)
        doubtful = vague or any(self._latest(m) == "ambiguous" for m in bare)
        anchor = last.dated("ambiguous" if doubtful else self._latest(last))
        return [anchor if mention is last else mention for mention in mentions]

    def _latest(self, mention: Mention) -> Outcome:
        """The most recent such day; a receipt follows the sending, and two months are a doubt."""
        number, sent = number_of(mention.told) or 0, self.known.get(self.order[0])
        recent = days.latest_day(number, self.today)
        if not isinstance(recent, dt.date):
            return recent
        if not self._fits(mention, recent):
            return "ambiguous"
        if mention.role != self.order[1] or sent is None or recent < sent:
            return recent
        return recent if days.same_day(number, sent, True) == recent else "ambiguous"

    def _fits(self, mention: Mention, day: dt.date) -> bool:
        return day <= self.today and mention.told.allows(day)

    def _placed(self, mention: Mention, anchors: list[Mention]) -> Mention:
        """The day as the date before tells it; as those on both sides do, if that is no fact."""
        before = [a for a in anchors if a.told.start < mention.told.start][-1:]
        after = [a for a in anchors if a.told.start > mention.told.start][:1]
        known = before if before and self.rank(before[0]) is not None else [*before, *after]
        found = {self._beside(mention, anchor) for anchor in known}
        return mention.dated(found.pop() if len(found) == 1 else "ambiguous")

    def _beside(self, mention: Mention, anchor: Mention) -> Outcome:
        """The day of `mention`, given that of `anchor`."""
        if anchor.day is None:
            return "ambiguous"
        number, forward = number_of(mention.told) or 0, self._is_after(mention, anchor)
        day: Outcome | None
        if forward is not None:
            day = days.same_day(number, anchor.day, forward)
        else:
            day = beside(anchor.day, number, self.today)
            if isinstance(day, dt.date) and day < anchor.day and self.rank(anchor) is None:
                day = self._after_sending(mention, anchor.day, number)
        return day if isinstance(day, dt.date) and self._fits(mention, day) else "ambiguous"

    def _after_sending(self, mention: Mention, near: dt.date, number: int) -> Outcome:
        """The first such day from the sending on, for a receipt told about `near`."""
        sent = self.known.get(self.order[0])
        day = days.same_day(number, sent, True) if sent and mention.role == self.order[1] else None
        return day if day and abs((day - near).days) <= NEAR else "ambiguous"

    def checked(self, mention: Mention, mentions: list[Mention]) -> Mention:
        """A day without year is a doubt when another year too would come after the sending."""
        told, first = mention.told, self.order[0]
        if mention.day is None or not self.rank(mention) or told.year_given or told.loose:
            return mention
        sent = next((m.day for m in mentions if m.role == first and m.day), self.known.get(first))
        earlier = days.date(mention.day.year - 1, mention.day.month, mention.day.day)
        return mention.dated("ambiguous") if sent and earlier and earlier >= sent else mention

    def _is_after(self, mention: Mention, anchor: Mention) -> bool | None:
        """Whether the fact of `mention` comes after that of `anchor`; None: about then."""
        mine, other = self.rank(mention), self.rank(anchor)
        if mine is not None and other is not None and mine != other:
            return mine > other
        return None

    def counted(self, mention: Mention, before: list[Mention]) -> Mention:
        """A day counted from another one, once that one is known."""
        shift = mention.told.shift
        if shift is None:
            return mention
        base = self._base(mention, before)
        if base is None:
            return mention
        outcome = days.settled(days.plus(base, shift), self.today)
        limits = mention.told.limits
        wrong = isinstance(outcome, dt.date) and limits and not mention.told.allows(outcome)
        return mention.dated("ambiguous" if wrong else outcome)

    def _base(self, mention: Mention, before: list[Mention]) -> dt.date | None:
        if mention.base is not None:
            named = [m.day for m in before if m.role == mention.base and m.day]
            return named[-1] if named else self.known.get(mention.base)
        told = [m.day for m in before if m.day]
        if told:
            return told[-1]
        rank = self.rank(mention) or 0
        possible = {self.known[role] for role in self.order[:rank] if role in self.known}
        return possible.pop() if len(possible) == 1 else None
