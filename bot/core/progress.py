"""How far a case is: which of its few stages is being asked about."""

from typing import Final

from bot.core import case

STAGES: Final[dict[str, tuple[str, ...]]] = {
    "site": ("platform",),
    "contract": ("contract_signed", "contract_sent", "wants_removal"),
    "request": ("has_written", "written_on", "sent_by", "received_on"),
    "reply": ("reply", "replied_on", "reply_ground"),
    "author": ("document", *case.IDENTITY),
    "letter": ("confirmed", "fact_to_change"),
}


def stage(asked: str | None) -> tuple[str, int] | None:
    """The stage in which `asked` is asked, and its number from 1; None outside a case."""
    for number, (name, slots) in enumerate(STAGES.items(), start=1):
        if asked in slots:
            return name, number
    return None
