"""Which choices a question offers, in a given case."""

import datetime as dt

from bot.core import case, texts
from bot.core.case import Facts
from bot.core.steps import next_step

NONE = "none"


def offered(
    slot: str | None, facts: Facts, today: dt.date, written: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The values offered with the question that asks `slot`, in the order they are shown.

    Args:
        written: documents already written for this situation; they are not offered again.
    """
    if slot == "document":
        remaining = (name for name in documents(facts, today) if name not in written)
        return (*remaining, NONE)
    if slot == "fact_to_change":
        return tuple(fact for fact in texts.choices(slot) if fact in facts)
    return tuple(texts.choices(slot)) if slot else ()


def documents(facts: Facts, today: dt.date) -> tuple[str, ...]:
    """The documents that the next step offers."""
    step = next_step(facts, today)
    return step.documents if step else ()


def identity_needed(document: str) -> tuple[str, ...]:
    """The facts about the author that `document` needs, in the order they are asked."""
    listed = document != "contract_transmittal"
    return tuple(fact for fact in case.IDENTITY if listed or fact != "listing_url")


def next_of_situation(facts: Facts) -> str | None:
    """What `situation_form` asks next, or None when the situation is known."""
    return next(iter(case.missing(facts)), None)


def next_of_letter(
    facts: Facts, document: str | None, confirmed: str | None, advised: str | None, today: dt.date
) -> str | None:
    """What `letter_form` asks next, or None when it has nothing left to ask.

    Args:
        document: the document chosen, or "none".
        confirmed: the answer to the recap ("yes", "no", "change").
        advised: the step the user was told; a document is only written for that one.
    """
    if confirmed == "change":
        return "fact_to_change"
    if case.missing(facts):
        return next_of_situation(facts)
    step = next_step(facts, today)
    if step is None or step.name != advised:
        return None
    if document is None:
        return "document"
    if document not in step.documents or confirmed:
        return None
    unknown = (fact for fact in identity_needed(document) if fact not in facts)
    return next(unknown, "confirmed")


def previous(asked: str | None, facts: Facts, document: str | None) -> str | None:
    """The question answered just before the one that asks `asked`, or None at the start."""
    identity = identity_needed(document) if document and document != NONE else ()
    asked_in_order = (*case.situation(facts), "document", *identity, "confirmed")
    until = asked_in_order.index(asked) if asked in asked_in_order else len(asked_in_order)
    answered = (fact for fact in reversed(asked_in_order[:until]) if fact in facts)
    return next(answered, None)
