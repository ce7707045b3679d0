"""What is said about the next step: names of responses and the values of their fields."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from bot.core import case, labels, platforms, texts
from bot.core.case import Facts
from bot.core.checks import check_days
from bot.core.dates import say_date
from bot.core.deadlines import Deadline
from bot.core.steps import Step

Line = tuple[str, dict[str, Any]]


def advice(step: Step, facts: Facts, today: dt.date) -> list[Line]:
    """The responses that explain `step`, in order, each with its fields."""
    return [
        *_reason(step, facts),
        (f"utter_step_{step.name}", _check_days(facts, today)),
        *_notes(step, facts),
        *_time_limit(step, facts),
        ("utter_contract_rule", {}),
        *([("utter_cnil_link", {})] if step.name == "complain" else []),
    ]


def _reason(step: Step, facts: Facts) -> Iterator[Line]:
    if step.name == "complain":
        yield f"utter_why_complain_{facts['reply']}", {}


def addressee(facts: Facts) -> Line | None:
    """Where the address on a letter to the platform comes from, or how to find it (PLAT-03).

    None when the author gave it.
    """
    if "platform_address" in facts:
        return None
    known = platforms.find(facts["platform"])
    if known is None or not known.postal_address:
        return "utter_addressee_missing", {"platform": labels.platform(facts)}
    day = say_date(dt.date.fromisoformat(known.checked_on))
    found = {"entity": known.legal_entity, "source": known.source_url, "day": day}
    return "utter_addressee_found", found


def _check_days(facts: Facts, today: dt.date) -> dict[str, str]:
    return {name: say_date(day) for name, day in check_days(facts, today).items()}


def _notes(step: Step, facts: Facts) -> Iterator[Line]:
    if facts.get("reply") == "undelivered":
        yield "utter_note_undelivered", {}
    if step.name == "request_deletion" and facts["contract_signed"] in ("third_party", "unknown"):
        kind = "third_party" if facts["contract_signed"] == "third_party" else "contract_unknown"
        yield f"utter_note_{kind}", {}


def _time_limit(step: Step, facts: Facts) -> Iterator[Line]:
    if step.name in ("request_deletion", "terminate_and_delete"):
        yield "utter_deadline_request_deletion", {}
    if step.deadline and step.name != "close":
        yield deadline_line(step.deadline, start(facts))


def start(facts: Facts) -> dt.date:
    """The day the time limit is counted from: receipt, else sending (DELAI-01, DELAI-08)."""
    counted = case.day(facts, "received_on") or case.day(facts, "written_on")
    if counted is None:
        raise ValueError("no date to count from")
    return counted


def deadline_line(limit: Deadline, start: dt.date) -> Line:
    """The response that states a time limit with its rule, and its fields."""
    rules = ("former", "extended", "provisional")
    kind = "".join(f"_{rule}" for rule in rules if getattr(limit, rule))
    moved = texts.say("utter_deadline_moved", nominal=say_date(limit.nominal, True))
    fields = {
        "start": say_date(start, weekday=True),
        "due": say_date(limit.due, weekday=True),
        "complaint_from": say_date(limit.complaint_from, weekday=True),
        "two_months": say_date(limit.notice_two_months),
        "moved": moved if limit.moved else "",
    }
    return f"utter_deadline{kind}", fields
