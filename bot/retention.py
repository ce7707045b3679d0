"""Forgetting: on request, and when the time said to users has passed (BOT-05)."""

from bot.core import council
from bot.core.store import DocumentStore
from bot.engine.conversations import ConversationStore


def erase(sender: str) -> dict[str, int]:
    """Erases the conversation and documents of `sender`; returns how many of each."""
    return {
        "events": ConversationStore().erase(sender),
        "documents": DocumentStore().erase(sender),
    }


def purge() -> dict[str, int]:
    """Erases silent conversations and expired documents; returns how many of each."""
    days = council.load().conversation_days
    return {"events": ConversationStore().purge(days), "documents": DocumentStore().purge()}
