"""What the server accepts from the network, and the secret that signs sessions."""

import os
import secrets
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import yaml

from bot.core.paths import ROOT, state_dir

VARIABLE: Final = "ASSISTANT_WEB"  # names another file of settings
SECRET: Final = "ASSISTANT_SECRET"
SHORTEST_SECRET: Final = 32  # characters


class SecretMissing(RuntimeError):
    """Nothing to sign sessions with: anybody could then read anybody's conversation."""


@dataclass(frozen=True)
class WebSettings:
    """What the server accepts.

    Attributes:
        origins: the sites that may show the widget, as "https://host".
        proxies: how many trusted proxies stand in front of the server.
        sessions_of_an_address: new conversations, as "60/hour"; the two others likewise.
        counted_in: where they are counted, "memory://" or "redis://…".
        longest_message: in characters.
    """

    origins: list[str]
    proxies: int
    sessions_of_an_address: str
    messages_of_an_address: str
    messages_of_a_session: str
    counted_in: str
    longest_message: int


def load() -> WebSettings:
    """The settings in use.

    Raises:
        OSError: the file cannot be read.
        ValueError: a setting is missing, unknown or of the wrong kind; the message names it.
    """
    path = Path(os.environ.get(VARIABLE) or ROOT / "bot" / "web.yml")
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict):
        raise ValueError(path.name)
    kinds = {"origins": list, "proxies": int, "longest_message": int}
    expected = {field.name: kinds.get(field.name, str) for field in fields(WebSettings)}
    wrong = sorted(expected.keys() ^ told.keys()) or sorted(
        name for name, kind in expected.items() if type(told[name]) is not kind
    )
    if wrong:
        raise ValueError(", ".join(wrong))
    return WebSettings(**told)


def secret() -> str:
    """What sessions are signed with: `ASSISTANT_SECRET`, else the file that `make_secret` wrote.

    Raises:
        SecretMissing: there is none, or it is shorter than `SHORTEST_SECRET` characters.
    """
    told = os.environ.get(SECRET) or _kept()
    if len(told) < SHORTEST_SECRET:
        raise SecretMissing
    return told


def make_secret() -> Path:
    """Writes a secret of one's own, unless there is one; returns its file."""
    path = secret_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(SHORTEST_SECRET), encoding="ascii")
    return path


def secret_file() -> Path:
    """Where the secret is kept when no variable gives it."""
    return state_dir() / "secret"


def _kept() -> str:
    try:
        return secret_file().read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
