"""Forgetting: on request, and when the time said to users has passed (BOT-05)."""

from bot.channels.telegram import mailbox
from bot.core import council
from bot.core.store import DocumentStore
from bot.engine.conversations import ConversationStore


def erase(sender: str) -> dict[str, int]:
    """Erases the conversation, documents and chat of `sender`; returns how many of each."""
    with mailbox.opened() as telegram:
        chats = telegram.erase(sender)
    return {
        "events": ConversationStore().erase(sender),
        "documents": DocumentStore().erase(sender),
        "chats": chats,
    }


def purge() -> dict[str, int]:
    """Erases silent conversations, their chats and expired documents; returns how many of each."""
    days = council.load().conversation_days
    conversations = ConversationStore()
    events = conversations.purge(days)
    with mailbox.opened() as telegram:
        chats = telegram.purge(conversations.senders())
    return {"events": events, "documents": DocumentStore().purge(), "chats": chats}
