"""A case: one practitioner facing one platform, as a mapping of facts.

Facts, their values and the order in which they are asked are those of the dialogue contract.
A fact that is absent is not known yet; dates are ISO strings.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final

Facts = Mapping[str, str]

YES, NO, UNKNOWN, DECLINED = "yes", "no", "unknown", "declined"

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "contract_signed": (YES, NO, UNKNOWN, "third_party"),
    "contract_sent": (YES, NO, UNKNOWN),
    "wants_removal": (YES, NO),
    "has_written": (YES, NO),
    "sent_by": ("registered_letter", "letter", "email", "web_form"),
    "reply": (
        "none",
        "refused",
        "partial",
        "extended",
        "deleted",
        "identity_requested",
        "undelivered",
    ),
    "reply_ground": (
        "legitimate_interest",
        "public_data",
        "account_required",
        "host_only",
        "fee",
        "other",
        UNKNOWN,
    ),
}
DATES: Final = ("written_on", "received_on", "replied_on")
SITUATION: Final = (
    "platform",
    "contract_signed",
    "contract_sent",
    "wants_removal",
    "has_written",
    "written_on",
    "sent_by",
    "received_on",
    "reply",
    "replied_on",
    "reply_ground",
)
IDENTITY: Final = ("full_name", "practice_address", "email", "rpps", "listing_url")
OPTIONAL: Final = ("email", "rpps", "listing_url")
FACTS: Final = SITUATION + IDENTITY
UNASKED: Final = ("platform_address",)  # kept when told, never asked: the letter is valid without
HELD: Final = FACTS + UNASKED
WRITING: Final = frozenset(
    ("written_on", "sent_by", "received_on", "reply", "replied_on", "reply_ground")
)
ANSWERED: Final = ("refused", "partial", "extended", "deleted", "identity_requested")
REQUIRES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "contract_sent": ("contract_signed", (YES,)),
    "wants_removal": ("contract_signed", (YES,)),
    "written_on": ("has_written", (YES,)),
    "sent_by": ("has_written", (YES,)),
    "received_on": ("sent_by", ("registered_letter",)),
    "reply": ("has_written", (YES,)),
    "replied_on": ("reply", ANSWERED),
    "reply_ground": ("reply", ("refused", "partial")),
}


def is_relevant(fact: str, facts: Facts) -> bool:
    """Whether the contract asks `fact` in the situation of `facts`."""
    if fact not in REQUIRES:
        return not (fact == "has_written" and _stays(facts))
    parent, values = REQUIRES[fact]
    return is_relevant(parent, facts) and facts.get(parent) in values


def is_excluded(fact: str, facts: Facts) -> bool:
    """Whether `facts` rule `fact` out; a fact given ahead of its question is not ruled out."""
    if fact not in REQUIRES:
        return fact == "has_written" and _stays(facts)
    parent, values = REQUIRES[fact]
    return is_excluded(parent, facts) or (parent in facts and facts[parent] not in values)


def _stays(facts: Facts) -> bool:
    return facts.get("wants_removal") == NO and is_relevant("wants_removal", facts)


def situation(facts: Facts) -> tuple[str, ...]:
    """The facts that the situation needs, in the order they are asked."""
    return tuple(fact for fact in SITUATION if is_relevant(fact, facts))


def missing(facts: Facts) -> tuple[str, ...]:
    """The facts of the situation still to ask, in order."""
    return tuple(fact for fact in situation(facts) if fact not in facts)


def refusal(fact: str, value: str, facts: Facts, today: dt.date) -> str | None:
    """Why `value` cannot be the value of `fact`, or None when it can.

    Returns:
        "invalid" (not a value of that fact), "future", "before_written" (received or answered
        before it was sent) or None.
    """
    if fact in CHOICES:
        return None if value in CHOICES[fact] else "invalid"
    if fact in DATES:
        return _date_refusal(fact, value, facts, today)
    return None if fact in HELD and value.strip() else "invalid"


def _date_refusal(fact: str, value: str, facts: Facts, today: dt.date) -> str | None:
    if fact == "received_on" and value == UNKNOWN:
        return None
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return "invalid"
    if day > today:
        return "future"
    written = facts.get("written_on")
    if fact != "written_on" and written and day < dt.date.fromisoformat(written):
        return "before_written"
    return None


def settle(facts: Facts, today: dt.date) -> dict[str, str]:
    """`facts` without what contradicts them or no longer applies.

    A corrected answer voids the answers that depended on it: they are asked again. An answer
    given ahead of the question that makes it relevant is kept.
    """
    settled = {fact: value for fact, value in facts.items() if value}
    for fact in SITUATION:
        value = settled.get(fact)
        if value is not None and _is_void(fact, value, settled, today):
            del settled[fact]
    return settled


def _is_void(fact: str, value: str, facts: Facts, today: dt.date) -> bool:
    return is_excluded(fact, facts) or refusal(fact, value, facts, today) is not None


def implied(given: Facts) -> dict[str, str]:
    """`given` with what it implies: a date or a means of sending, or a reply, means one wrote."""
    about_writing = [fact for fact in given if fact in WRITING]
    return {**({"has_written": YES} if about_writing else {}), **given}


def day(facts: Facts, fact: str) -> dt.date | None:
    """The date held by `fact`, or None when it is absent or unknown."""
    value = facts.get(fact)
    return dt.date.fromisoformat(value) if value and value != UNKNOWN else None
