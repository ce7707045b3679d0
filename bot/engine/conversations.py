"""Where conversations are kept: SQLite by default, another SQL database by its address."""

import os
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.core.paths import state_dir

ADDRESS = "ASSISTANT_DATABASE"  # for example postgresql://user:password@host/name
SECONDS_A_DAY = 86_400


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store, which can also forget: on request, and by itself (BOT-05)."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        address = os.environ.get(ADDRESS) or host
        kwargs.setdefault("db", str(_sqlite_file()))
        super().__init__(domain=domain, host=address, event_broker=event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Saves the new events, or erases the conversation when its owner asked for it."""
        if tracker.get_slot("erase_requested"):
            self.erase(tracker.sender_id)
        else:
            await super().save(tracker)

    def erase(self, sender: str) -> int:
        """Deletes everything `sender` said; returns the number of events deleted."""
        return self._delete(self.SQLEvent.sender_id == sender)

    def purge(self, days: int) -> int:
        """Deletes the conversations silent for `days`; returns the number of events deleted."""
        latest = sa.func.max(self.SQLEvent.timestamp)
        silent = sa.select(self.SQLEvent.sender_id).group_by(self.SQLEvent.sender_id)
        silent = silent.having(latest < time.time() - days * SECONDS_A_DAY)
        return self._delete(self.SQLEvent.sender_id.in_(silent))

    def ping(self) -> None:
        """Reads the store.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: it cannot be read.
        """
        with self.session_scope() as session:
            session.query(self.SQLEvent.id).limit(1).all()

    def _delete(self, condition: Any) -> int:
        with self.session_scope() as session:
            deleted = session.query(self.SQLEvent).filter(condition)
            count = int(deleted.delete(synchronize_session=False))
            session.commit()
            return count


def _sqlite_file() -> Path:
    folder = state_dir()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / "conversations.db"
