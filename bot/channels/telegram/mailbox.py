"""What came in and is not answered yet, what is written and not sent yet, and little else.

One SQLite file. An update is kept before Telegram is told that it arrived, and leaves in the
transaction that keeps its answer: a process killed at any moment loses nothing and answers once.
Contents are deleted as soon as they have served (BOT-05).
"""

import contextlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.channels.telegram.parcels import Parcel
from bot.core.paths import state_dir

KEPT: Final = 2 * 86_400  # seconds; Telegram repeats an update for a day at most
TABLES: Final = """
create table if not exists updates (id integer primary key, chat integer, content text, at real);
create table if not exists outgoing (
    id integer primary key autoincrement, chat integer, content text, at real);
create table if not exists chats (
    id integer primary key, sender text unique, buttons integer, expects text,
    reminders integer, told text);
create table if not exists answers (
    chat integer, message integer, fact text, primary key (chat, message));
create table if not exists seen (one integer primary key check (one = 1), message integer);
create table if not exists tries (parcel integer primary key, since integer);
"""


@dataclass
class Chat:
    """What is remembered of a chat beside its conversation.

    Attributes:
        id: as Telegram numbers it.
        sender: its conversation.
        buttons: the message whose buttons can still be pressed.
        expects: the fact that the next words answer, when the assistant wrote first.
        reminders: whether its person wants reminders.
        told: the last reminder told.
        new: whether nothing was answered in it yet.
    """

    id: int
    sender: str
    buttons: int | None = None
    expects: str | None = None
    reminders: bool = False
    told: str = ""
    new: bool = False


class Mailbox:
    """The file `telegram.db` of the folder of state."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or state_dir() / "telegram.db"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._db = sqlite3.connect(path, check_same_thread=False, timeout=30)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma secure_delete = on")
        self._db.executescript(TABLES)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    # What comes in

    def take(self, update: dict[str, Any], chat: int, message: int | None = None) -> bool:
        """Keeps `update` of `chat` until it is answered; False when it was taken before.

        Args:
            message: the number of the message it tells of, when private chats count it.
        """
        kept = (update["update_id"], chat, json.dumps(update, ensure_ascii=False), time.time())
        with self._db:
            self._see(message)
            taken = self._db.execute("insert or ignore into updates values (?, ?, ?, ?)", kept)
        return taken.rowcount > 0

    def last_taken(self) -> int | None:
        """The highest number of an update taken lately."""
        return self._one("select max(id) from updates")

    def next_update(self, chat: int) -> dict[str, Any] | None:
        """The first update of `chat` that is not answered."""
        found = self._one("select content from updates where chat = ? order by id limit 1", chat)
        return dict(json.loads(found)) if found else None

    def answer(
        self,
        update: int,
        chat: Chat | None,
        parcels: Iterable[Parcel] = (),
        message: tuple[int, str] | None = None,
    ) -> None:
        """Keeps the answer to `update`, and what is remembered of its chat from now on.

        Args:
            chat: None forgets it.
            message: the number of the user's message, and the fact it answered.
        """
        (place,) = self._db.execute("select chat from updates where id = ?", (update,)).fetchone()
        with self._db:
            self._db.execute(
                "update updates set chat = null, content = null where id = ?", (update,)
            )
            if chat is None:
                self._forget(place)
            else:
                self._remember(chat)
            self._put(place, parcels)
            if chat and message:
                self._db.execute(
                    "insert or replace into answers values (?, ?, ?)", (chat.id, *message)
                )
        if chat is None:
            self._empty_log()

    # What goes out

    def next_parcel(self, chat: int) -> tuple[int, Parcel] | None:
        """The first parcel to send to `chat`, and its number."""
        rows = "select id, content from outgoing where chat = ? order by id limit 1"
        found = self._db.execute(rows, (chat,)).fetchone()
        return (found[0], Parcel.load(found[1])) if found else None

    def leaves(self, parcel: int) -> int | None:
        """Notes that a parcel is being sent.

        Returns:
            The last number that a message had when it was sent before, if that never ended.
        """
        tried = self._one("select since from tries where parcel = ?", parcel)
        if tried is None:
            with self._db:
                self._db.execute("insert into tries values (?, ?)", (parcel, self.last_seen()))
        return None if tried is None else int(tried)

    def stayed(self, parcel: int) -> None:
        """Notes that a parcel surely did not arrive."""
        with self._db:
            self._db.execute("delete from tries where parcel = ?", (parcel,))

    def sent(
        self, parcel: int, chat: int, message: int | None = None, buttons: bool = False
    ) -> None:
        """Forgets a parcel that has arrived, or never will.

        Args:
            message: the number it has, if any.
            buttons: whether it has buttons to press.
        """
        with self._db:
            self._db.execute("delete from outgoing where id = ?", (parcel,))
            self._forget_tries()
            self._see(message)
            if buttons:
                self._db.execute("update chats set buttons = ? where id = ?", (message, chat))

    def last_seen(self) -> int:
        """The highest number that a message in a private chat is known to have."""
        return self._one("select message from seen") or 0

    def remind(self, chat: Chat, parcels: Iterable[Parcel]) -> None:
        """Keeps a message that answers nothing, with what is remembered of its chat."""
        with self._db:
            self._remember(chat)
            self._put(chat.id, parcels)

    # Who is who

    def waiting(self) -> list[int]:
        """The chats that have something to answer or to send."""
        rows = self._db.execute(
            "select chat from updates where chat is not null union select chat from outgoing"
        )
        return [chat for (chat,) in rows]

    def chat(self, chat: int) -> Chat | None:
        """What is remembered of `chat`."""
        return next(self._chats("id = ?", chat), None)

    def reminding(self) -> list[Chat]:
        """The chats that want reminders."""
        return list(self._chats("reminders = ?", 1))

    def fact_of(self, chat: int, message: int) -> str | None:
        """The fact that a message of the user answered."""
        query = "select fact from answers where chat = ? and message = ?"
        return self._one(query, chat, message)

    # Forgetting

    def forget(self, chat: int) -> None:
        """Forgets all of `chat`, whatever waits for it included."""
        with self._db:
            self._forget(chat)
            done = "update updates set chat = null, content = null where chat = ?"
            self._db.execute(done, (chat,))
        self._empty_log()

    def let_go(self, sender: str) -> None:
        """Forgets the chat of the conversation `sender`, but for messages that wait in it."""
        with self._db:
            for chat in self._chats("sender = ?", sender):
                self._forget(chat.id)
        self._empty_log()

    def erase(self, sender: str) -> int:
        """Forgets the chat of the conversation `sender`; returns how many there were."""
        found = list(self._chats("sender = ?", sender))
        for chat in found:
            self.forget(chat.id)
        return len(found)

    def purge(self, living: Iterable[str]) -> int:
        """Forgets the chats whose conversation is not `living`, and what waited too long."""
        past, kept = time.time() - KEPT, set(living)
        gone = [chat for chat in self._chats("id > ?", 0) if chat.sender not in kept]
        for chat in gone:
            self.forget(chat.id)
        with self._db:
            self._db.execute("delete from updates where at < ?", (past,))
            self._db.execute("delete from outgoing where at < ?", (past,))
            self._forget_tries()
        self._empty_log()
        return len(gone)

    def _one(self, query: str, *values: Any) -> Any:
        found = self._db.execute(query, values).fetchone()
        return found[0] if found else None

    def _chats(self, condition: str, *values: Any) -> Iterator[Chat]:
        columns = "id, sender, buttons, expects, reminders, told"
        rows = self._db.execute(f"select {columns} from chats where {condition}", values)
        for number, sender, buttons, expects, reminders, told in rows.fetchall():
            yield Chat(number, sender, buttons, expects, bool(reminders), told)

    def _remember(self, chat: Chat) -> None:
        row = (chat.id, chat.sender, chat.buttons, chat.expects, chat.reminders, chat.told)
        self._db.execute("insert or replace into chats values (?, ?, ?, ?, ?, ?)", row)

    def _put(self, chat: int, parcels: Iterable[Parcel]) -> None:
        rows = [(chat, parcel.dump(), time.time()) for parcel in parcels]
        self._db.executemany("insert into outgoing (chat, content, at) values (?, ?, ?)", rows)

    def _forget(self, chat: int) -> None:
        for table, column in (("chats", "id"), ("answers", "chat"), ("outgoing", "chat")):
            self._db.execute(f"delete from {table} where {column} = ?", (chat,))
        self._forget_tries()

    def _empty_log(self) -> None:
        """Leaves nothing in SQLite's own log of what was deleted."""
        self._db.execute("pragma wal_checkpoint(truncate)")

    def _see(self, message: int | None) -> None:
        if message is not None and message > self.last_seen():
            self._db.execute("insert or replace into seen values (1, ?)", (message,))

    def _forget_tries(self) -> None:
        self._db.execute("delete from tries where parcel not in (select id from outgoing)")


@contextlib.contextmanager
def opened() -> Iterator[Mailbox]:
    """The mailbox, for as long as it is needed."""
    mailbox = Mailbox()
    try:
        yield mailbox
    finally:
        mailbox.close()
