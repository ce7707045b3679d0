"""Where conversations are kept: SQLite by default, another SQL database by its address.

Of a conversation only the case and the last exchange are kept: what was said before has become
facts, so a long conversation costs no more than a short one, and no older text lies in a database.
"""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.core.cases import ADDRESS
from bot.core.paths import state_dir

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
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _write_ahead)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """What is kept of a conversation; its first turn begins with the welcome, said before."""
        return await self.retrieve_full_tracker(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Saves where the conversation stands, or erases it when its owner asked for it."""
        if tracker.get_slot("erase_requested"):
            self.erase(tracker.sender_id)
            return
        mine = self.SQLEvent.sender_id == tracker.sender_id
        rows = [_row(tracker.sender_id, event) for event in checkpoint(tracker)]
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(mine).delete(synchronize_session=False)
            session.bulk_insert_mappings(self.SQLEvent, rows)
            session.commit()

    def erase(self, sender: str) -> int:
        """Deletes everything `sender` said; returns the number of events deleted."""
        return self._delete(self.SQLEvent.sender_id == sender)

    def purge(self, days: int) -> int:
        """Deletes the conversations silent for `days`; returns the number of events deleted."""
        latest = sa.func.max(self.SQLEvent.timestamp)
        silent = sa.select(self.SQLEvent.sender_id).group_by(self.SQLEvent.sender_id)
        silent = silent.having(latest < time.time() - days * SECONDS_A_DAY)
        return self._delete(self.SQLEvent.sender_id.in_(silent))

    def senders(self) -> set[str]:
        """Those of whom something is kept."""
        with self.session_scope() as session:
            return {sender for (sender,) in session.query(self.SQLEvent.sender_id).distinct()}

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
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return count


def checkpoint(tracker: DialogueStateTracker) -> list[Event]:
    """The fewest events that lead where `tracker` stands: its state before the last turn, then it.

    Replaying them gives the same slots, the same form, the same last words.
    """
    events = list(tracker.events)
    turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) < 2:
        return events
    return [*_state_after(events[: turns[-1]], tracker), *events[turns[-1] :]]


def _state_after(events: list[Event], tracker: DialogueStateTracker) -> Iterator[Event]:
    past = DialogueStateTracker.from_events(tracker.sender_id, events, tracker.slots.values())
    yield SessionStarted(timestamp=events[0].timestamp)
    for name, slot in past.slots.items():
        if slot.value != slot.initial_value:
            yield SlotSet(name, slot.value, timestamp=events[-1].timestamp)
    if past.active_loop_name:
        yield ActiveLoop(past.active_loop_name, timestamp=events[-1].timestamp)
    yield ActionExecuted(ACTION_LISTEN_NAME, timestamp=events[-1].timestamp)


def _row(sender: str, event: Event) -> dict[str, Any]:
    return {
        "sender_id": sender,
        "type_name": event.type_name,
        "timestamp": event.timestamp,
        "data": json.dumps(event.as_dict()),
    }


def _write_ahead(connection: Any, record: object) -> None:
    """One disk write a turn: SQLite's write-ahead log, safe when the process is killed.

    What is deleted is overwritten; the log of it is emptied when somebody is erased.
    """
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")


def _sqlite_file() -> Path:
    folder = state_dir()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / "conversations.db"
