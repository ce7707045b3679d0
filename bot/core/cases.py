"""One case, every door: who follows which case, and the codes that open it.

A door names who comes by it ("web-…", "telegram-…"); as long as they give no code, that is also the
name of their case.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Collection
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.core import case_codes
from bot.core.paths import state_dir

ADDRESS: Final = "ASSISTANT_DATABASE"  # for example postgresql://user:password@host/name
TABLES: Final = sa.MetaData()
CODES: Final = sa.Table(
    "case_codes",
    TABLES,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("sender", sa.String(255), index=True),
    sa.Column("expires", sa.Float),
)
DOORS: Final = sa.Table(
    "case_doors",
    TABLES,
    sa.Column("door", sa.String(255), primary_key=True),
    sa.Column("sender", sa.String(255), index=True),
)


class TooManyTries(Exception):
    """Codes were tried too often for any more of them to be looked at now."""


class Cases:
    """The register of cases, in the database of the conversations or in a file beside it."""

    def __init__(self, address: str | None = None) -> None:
        self._engine = _engine(address or os.environ.get(ADDRESS) or _file())

    def code_of(self, sender: str) -> str:
        """A new code of the case `sender`; the one it had is no longer any good."""
        code = case_codes.new()
        row = {"digest": _digest(code), "sender": sender, "expires": _in(case_codes.DAYS)}
        with self._engine.begin() as connection:
            connection.execute(sa.delete(CODES).where(CODES.c.sender == sender))
            connection.execute(sa.insert(CODES).values(row))
        return code

    def code_for(self, door: str) -> str:
        """A new code of the case that who comes by `door` follows."""
        return self.code_of(self.case_of(door))

    def open(self, code: str, door: str) -> str | None:
        """The case of `code`, which who comes by `door` follows from now on; None without one.

        Raises:
            TooManyTries: by this door, or by all of them.
        """
        if not _tries().lets(door):
            raise TooManyTries
        alive = (CODES.c.digest == _digest(code)) & (CODES.c.expires > _in(0))
        with self._engine.begin() as connection:
            sender = connection.execute(sa.select(CODES.c.sender).where(alive)).scalar()
            if sender is None:
                return None
            connection.execute(sa.delete(DOORS).where(DOORS.c.door == door))
            if sender != door:
                connection.execute(sa.insert(DOORS).values(door=door, sender=sender))
        return str(sender)

    def is_open_elsewhere(self, sender: str) -> bool:
        """Whether the case `sender` can be reached by a door other than the one that began it."""
        queries = (sa.select(table).where(table.c.sender == sender) for table in (CODES, DOORS))
        with self._engine.connect() as connection:
            return any(connection.execute(query).first() for query in queries)

    def case_of(self, door: str) -> str:
        """The case that who comes by `door` follows."""
        query = sa.select(DOORS.c.sender).where(DOORS.c.door == door)
        with self._engine.connect() as connection:
            return str(connection.execute(query).scalar() or door)

    def doors_of(self, senders: Collection[str]) -> set[str]:
        """The doors by which one of these cases is followed."""
        query = sa.select(DOORS.c.door, DOORS.c.sender)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return {door for door, sender in rows if sender in senders}

    def erase(self, sender: str) -> int:
        """Forgets the codes of a case and who follows it; returns how many rows."""
        return self._delete(CODES.c.sender == sender, DOORS.c.sender == sender)

    def purge(self, living: Collection[str]) -> int:
        """Forgets codes past their time, and cases that are not `living`."""
        gone = [sender for sender in self._senders() if sender not in living]
        past = (CODES.c.expires <= _in(0)) | CODES.c.sender.in_(gone)
        return self._delete(past, DOORS.c.sender.in_(gone))

    def _senders(self) -> set[str]:
        query = sa.union(sa.select(CODES.c.sender), sa.select(DOORS.c.sender))
        with self._engine.connect() as connection:
            return {sender for (sender,) in connection.execute(query)}

    def _delete(self, codes: Any, doors: Any) -> int:
        with self._engine.begin() as connection:
            counts = [
                connection.execute(sa.delete(table).where(condition)).rowcount
                for table, condition in ((CODES, codes), (DOORS, doors))
            ]
        return int(sum(counts))


class _Tries:
    """Counts the codes tried, in this process."""

    def __init__(self) -> None:
        self._storage = MemoryStorage()  # the limiter only points at it
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._each, self._all = parse(case_codes.TRIES), parse(case_codes.TRIES_OF_ALL)

    def lets(self, door: str) -> bool:
        """Whether one more code is looked at."""
        return bool(self._limiter.hit(self._each, door) and self._limiter.hit(self._all))


@cache
def _tries() -> _Tries:
    return _Tries()


@cache
def _engine(address: str) -> Any:
    engine = sa.create_engine(address, future=True)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _forget_for_good)
    TABLES.create_all(engine)
    return engine


def _forget_for_good(connection: Any, record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA secure_delete=ON")


def _file() -> str:
    folder = state_dir()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return f"sqlite:///{folder / 'cases.db'}"


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _in(days: int) -> float:
    """The moment in so many days, in seconds of the Unix time."""
    return (dt.datetime.now(dt.timezone.utc) + dt.timedelta(days=days)).timestamp()
