"""Forgetting: on request, and when the time said to users has passed (BOT-05)."""

from bot.channels.telegram import mailbox
from bot.core import council
from bot.core.cases import Cases
from bot.core.store import DocumentStore
from bot.engine.conversations import ConversationStore


def erase(sender: str) -> dict[str, int]:
    """Erases the case of `sender`, by whatever doors it is followed; returns how many of each."""
    cases = Cases()
    case = cases.case_of(sender)
    with mailbox.opened() as telegram:
        chats = sum(telegram.erase(door) for door in {sender, case, *cases.doors_of([case])})
    return {
        "events": ConversationStore().erase(case),
        "documents": DocumentStore().erase(case),
        "codes": cases.erase(case),
        "chats": chats,
    }


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
