"""Documents kept for download: unguessable names, and nothing kept past its time (BOT-05)."""

import datetime as dt
import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.core.paths import state_dir

TOKEN = re.compile(r"[\w-]{43}")
TOKEN_BYTES = 32
DETAILS = "details.json"


@dataclass(frozen=True)
class Stored:
    """A stored document.

    Attributes:
        token: what names it to the outside; 256 random bits.
        path: its file, under its own name.
        expires: when it stops being available, in UTC.
    """

    token: str
    path: Path
    expires: dt.datetime


def _now() -> dt.datetime:
    return dt.datetime.now(dt.timezone.utc)


def _owner_key(owner: str) -> str:
    return hashlib.sha256(owner.encode()).hexdigest()


class DocumentStore:
    """A folder of documents, one sub-folder a token; nothing in a path comes from a user."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or state_dir() / "documents"

    def put(self, content: bytes, name: str, owner: str, hours: int) -> Stored:
        """Keeps `content` for `hours` under a new token.

        Args:
            name: the file name offered to the user; only its last part is used.
            owner: the conversation it belongs to; only a digest of it is written.
        """
        token, expires = secrets.token_urlsafe(TOKEN_BYTES), _now() + dt.timedelta(hours=hours)
        place = self.folder / token
        place.mkdir(parents=True, mode=0o700)
        path = place / Path(name).name
        path.write_bytes(content)
        details = {"name": path.name, "expires": expires.isoformat(), "owner": _owner_key(owner)}
        (place / DETAILS).write_text(json.dumps(details), encoding="utf-8")
        return Stored(token, path, expires)

    def get(self, token: str) -> Stored | None:
        """The document named `token`, or None when there is none, or no longer."""
        if not TOKEN.fullmatch(token):
            return None
        stored = self._open(self.folder / token)
        return stored if stored and stored.expires > _now() else None

    def of(self, owner: str) -> list[Stored]:
        """The documents of `owner` that are available, oldest first."""
        mine = (p for p in self.folder.glob("*") if _read(p).get("owner") == _owner_key(owner))
        found = (self.get(place.name) for place in mine)
        return sorted(filter(None, found), key=lambda stored: stored.expires)

    def erase(self, owner: str) -> int:
        """Deletes the documents of `owner`; returns how many."""
        return self._delete(lambda place: _read(place).get("owner") == _owner_key(owner))

    def purge(self) -> int:
        """Deletes what has expired, and what was left half-written; returns how many."""
        return self._delete(
            lambda place: not (found := self._open(place)) or found.expires <= _now()
        )

    def _open(self, place: Path) -> Stored | None:
        details = _read(place)
        if not {"name", "expires"} <= details.keys():
            return None
        expires = dt.datetime.fromisoformat(details["expires"])
        return Stored(place.name, place / details["name"], expires)

    def _delete(self, condemned: Callable[[Path], bool]) -> int:
        places = [place for place in self.folder.glob("*") if place.is_dir() and condemned(place)]
        for place in places:
            shutil.rmtree(place)
        return len(places)


def _read(place: Path) -> dict[str, str]:
    try:
        return dict(json.loads((place / DETAILS).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
