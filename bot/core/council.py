"""The council whose assistant this is, read from its profile."""

from dataclasses import dataclass, fields
from pathlib import Path

import yaml

from bot.core.paths import COUNCIL


@dataclass(frozen=True)
class Council:
    """A departmental council; an empty string is a detail the council has not filled in (PRAT-05).

    Attributes:
        conversation_days: days a silent conversation is kept (BOT-05).
        document_hours: hours a rendered document can be downloaded (BOT-05).
    """

    name: str
    short_name: str
    department: str
    address: str
    postcode_town: str
    email: str
    phone: str
    website: str
    find_your_council: str
    dpo: str
    conversation_days: int
    document_hours: int


def load(path: Path = COUNCIL) -> Council:
    """The council of the profile at `path`.

    Raises:
        ValueError: a field is missing, unknown, of the wrong kind or a time of zero; the message
            names it.
    """
    profile = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(profile, dict):
        raise ValueError(path.name)
    expected = {field.name: field.type for field in fields(Council)}
    wrong = sorted(expected.keys() ^ profile.keys()) or sorted(
        name for name, kind in expected.items() if not _fits(profile[name], kind)
    )
    if wrong:
        raise ValueError(", ".join(wrong))
    return Council(**profile)


def _fits(value: object, kind: object) -> bool:
    """A text, or a time longer than none; YAML reads "yes" as a truth value, not as a number."""
    return type(value) is kind and (not isinstance(value, int) or value > 0)
