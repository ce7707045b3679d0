"""Writing first about a time limit, to who asked for it: when, and what is said.

Of reminders, only the wish for them and the last one told are kept. All else follows from the case
and from today's date: a corrected date moves them, an answer cancels them.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from bot.core import labels, profile, texts
from bot.core.advice import Line
from bot.core.calendar_file import WAITING
from bot.core.case import Facts
from bot.core.dates import say_date
from bot.core.deadlines import Deadline
from bot.core.steps import next_step

REMINDING: Final = ("telegram",)  # channels that can write first
SOON, EXPIRED = "soon", "expired"
SAID: Final = "said"  # the days were said, nothing was told since
BEFORE: Final = dt.timedelta(days=7)


def days(facts: Facts, today: dt.date) -> dict[str, dt.date]:
    """The days still to come on which one will be written, by kind, in order.

    Seven days before the time limit, then the day after it (DELAI-06); empty when none is running.
    """
    step = next_step(facts, today)
    if step is None or step.deadline is None or step.name not in WAITING:
        return {}
    planned = {SOON: step.deadline.due - BEFORE, EXPIRED: step.deadline.complaint_from}
    return {kind: day for kind, day in planned.items() if day > today}


def due(facts: Facts, today: dt.date, told: str = "") -> str | None:
    """The reminder to tell now, "soon 2026-12-24": its kind and the last day of the time limit.

    None when there is none, or when it is the one that was `told`. One that could not be told on
    its day is due until the next one is.
    """
    limit = _awaited(facts, today)
    kind = _reached(limit, today) if limit else None
    mark = f"{kind} {limit.due}" if limit and kind else None
    return None if mark == told else mark


def told_after_turn(facts: Facts, today: dt.date, told: str = "") -> str:
    """What counts as told once somebody who wants reminders has talked with the assistant.

    The days of a new time limit were just said: a reminder whose day has come already is not told
    besides. Nothing changes while the time limit is the one that `told` names.
    """
    limit = _awaited(facts, today)
    if limit is None or told.endswith(f" {limit.due}"):
        return told
    return f"{_reached(limit, today) or SAID} {limit.due}"


def lines(kind: str, facts: Facts, today: dt.date) -> list[Line]:
    """The responses that tell the reminder `kind`, in order, each with all its fields.

    Raises:
        ValueError: no answer is awaited.
    """
    limit = _awaited(facts, today)
    if limit is None:
        raise ValueError("no answer is awaited")
    fields = {
        "council_name": profile.fields()["council_name"],
        "platform": labels.platform(facts),
        "due": say_date(limit.due, weekday=True),
        "complaint_from": say_date(limit.complaint_from, weekday=True),
    }
    return [(f"utter_reminder_{kind}{'_provisional' if limit.provisional else ''}", fields)]


def offer(facts: Facts, today: dt.date, kept: int, asked: bool = True) -> Line | None:
    """The response that offers reminders, or None when no time limit is running.

    Args:
        kept: days a silent conversation is kept (BOT-05).
        asked: whether it is put as a question, which another question must not follow.
    """
    fields = _fields(facts, today, kept)
    return (f"utter_reminder_{'offer' if asked else 'possible'}", fields) if fields else None


def promise(facts: Facts, today: dt.date, kept: int) -> Line | None:
    """The response that says when one will be written, or None when no time limit is running.

    What would come after the conversation is erased is not promised.

    Args:
        kept: days a silent conversation is kept (BOT-05).
    """
    fields = _fields(facts, today, kept)
    if not fields:
        return None
    return f"utter_reminder_{'set' if fields['coming'] else 'set_later'}", fields


def _fields(facts: Facts, today: dt.date, kept: int) -> dict[str, Any]:
    planned, erased_on = days(facts, today), today + dt.timedelta(days=kept)
    coming = {kind: day for kind, day in planned.items() if day < erased_on}
    lost = {kind: day for kind, day in planned.items() if day >= erased_on}
    unless = texts.say("utter_reminder_unless", lost=_said(lost), kept=kept) if lost else ""
    said = {"days": _said(planned), "coming": _said(coming), "unless": unless}
    return said if planned else {}


def _said(planned: Mapping[str, dt.date]) -> str:
    said = {kind: say_date(day, weekday=True) for kind, day in planned.items()}
    return texts.say(f"utter_reminder_days_{'_'.join(said)}", **said) if said else ""


def _awaited(facts: Facts, today: dt.date) -> Deadline | None:
    """The time limit of a request still without an answer, running or run out."""
    step = next_step(facts, today)
    if step is None or step.deadline is None or step.name not in (*WAITING, "complain"):
        return None
    extended = facts["reply"] == "extended" and step.deadline.extended
    return step.deadline if facts["reply"] == "none" or extended else None


def _reached(limit: Deadline, today: dt.date) -> str | None:
    """The kind of the last reminder whose day has come."""
    if today >= limit.complaint_from:
        return EXPIRED
    return SOON if today >= limit.due - BEFORE else None
