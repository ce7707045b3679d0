"""Forgetting: on request, and when the time said to users has passed (BOT-05)."""

from bot.channels.telegram import mailbox
from bot.core import council
from bot.core.cases import Cases
from bot.core.store import DocumentStore
from bot.engine.conversations import ConversationStore


def erase(sender: str) -> dict[str, int]:
    """Erases the case of `sender`, by whatever doors it is followed; returns how many of each."""
    case = Cases().case_of(sender)
    with mailbox.opened() as telegram:
        chats = sum(telegram.erase(door) for door in {sender, *_doors(case)})
    events = ConversationStore().erase(case)
    return {"events": events, "chats": chats, **erase_beside(case)}


def erase_beside(case: str) -> dict[str, int]:
    """Erases what is kept of a case beside its conversation; returns how many of each.

    Messages that wait for an answer stay: they begin another conversation.
    """
    with mailbox.opened() as telegram:
        for door in _doors(case):
            telegram.let_go(door)
    return {"documents": DocumentStore().erase(case), "codes": Cases().erase(case)}


def _doors(case: str) -> set[str]:
    return {case, *Cases().doors_of([case])}


def purge() -> dict[str, int]:
    """Erases silent cases, and documents and codes past their time; returns how many of each."""
    days = council.load().conversation_days
    conversations = ConversationStore()
    events = conversations.purge(days)
    living, cases = conversations.senders(), Cases()
    codes = cases.purge(living)
    with mailbox.opened() as telegram:
        chats = telegram.purge(living | cases.doors_of(living))
    return {
        "events": events,
        "documents": DocumentStore().purge(),
        "codes": codes,
        "chats": chats,
    }
