"""The next step of a case: a pure function of its facts and of today's date."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from bot.core import case
from bot.core.case import NO, YES, Facts
from bot.core.deadlines import Deadline, deadline

STEPS: Final = (
    "request_deletion",
    "terminate_and_delete",
    "declare_contract",
    "wait",
    "wait_extended",
    "answer_identity",
    "complain",
    "close",
)
DOCUMENTS_OF: Final[dict[str, tuple[str, ...]]] = {
    "request_deletion": ("deletion_request",),
    "terminate_and_delete": ("termination_request",),
    "declare_contract": ("contract_transmittal",),
    "wait": (),
    "wait_extended": (),
    "answer_identity": ("reminder",),
    "complain": ("cnil_complaint", "reminder"),
    "close": (),
}


@dataclass(frozen=True)
class Step:
    """What to do next.

    Attributes:
        name: one of `STEPS`.
        deadline: the legal time limit that decides it, when a request was sent.
        documents: names of the documents offered, the most useful first.
    """

    name: str
    deadline: Deadline | None
    documents: tuple[str, ...]


def next_step(facts: Facts, today: dt.date) -> Step | None:
    """The one next step of the case, or None while a fact of the situation is missing."""
    if case.missing(facts):
        return None
    limit = limit_of(facts)
    name = _name(facts, limit, today)
    return Step(name, limit, _documents(name, facts))


def limit_of(facts: Facts) -> Deadline | None:
    """The time limit the platform has in this case (RGPD-12-3), or None when nothing was sent."""
    written, received = case.day(facts, "written_on"), case.day(facts, "received_on")
    if written is None or facts.get("reply") == "undelivered":
        return None
    first = deadline(received, written)
    if facts.get("reply") != "extended" or is_late(facts, first):
        return first
    return deadline(received, written, extended=True)


def is_late(facts: Facts, limit: Deadline) -> bool:
    """Whether the platform replied after its time limit (RGPD-12-3)."""
    replied = case.day(facts, "replied_on")
    return replied is not None and replied > limit.due


def _name(facts: Facts, limit: Deadline | None, today: dt.date) -> str:
    if facts.get("wants_removal") == NO:
        return "declare_contract"
    if limit is None:
        signed = facts["contract_signed"] == YES
        return "terminate_and_delete" if signed else "request_deletion"
    return _name_after_writing(facts, limit, today)


def _name_after_writing(facts: Facts, limit: Deadline, today: dt.date) -> str:
    reply = facts["reply"]
    if reply == "deleted":
        return "close"
    if reply == "identity_requested" and not is_late(facts, limit):
        return "answer_identity"  # the clock is stopped while they wait for it (DELAI-09)
    if reply in ("none", "extended") and today <= limit.due:
        return "wait_extended" if limit.extended else "wait"
    return "complain"


def _documents(name: str, facts: Facts) -> tuple[str, ...]:
    offered = DOCUMENTS_OF[name]
    unsent = facts.get("contract_signed") == YES and facts.get("contract_sent") != YES
    if unsent and "contract_transmittal" not in offered:
        return (*offered, "contract_transmittal")
    return offered
