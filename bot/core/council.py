"""The council whose assistant this is, read from its profile."""

import os
import re
from dataclasses import dataclass, fields
from pathlib import Path

import yaml

from bot.core.paths import COUNCIL

VARIABLE = "ASSISTANT_COUNCIL"  # names another council's profile
COLOUR = re.compile(r"#[0-9a-f]{6}", re.I)
LEAST_CONTRAST = 4.5  # of white text (WCAG 2.2, 1.4.3)


@dataclass(frozen=True)
class Council:
    """A departmental council; an empty string is a detail the council has not filled in (PRAT-05).

    Attributes:
        colour: "#rrggbb", dark enough for white text.
        logo: a picture file beside the profile.
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
    colour: str
    logo: str
    conversation_days: int
    document_hours: int


def profile_path() -> Path:
    """The profile in use: the one that `ASSISTANT_COUNCIL` names, or the project's."""
    return Path(os.environ.get(VARIABLE) or COUNCIL)


def load(path: Path | None = None) -> Council:
    """The council of the profile at `path`, by default the one in use.

    Raises:
        ValueError: a field is missing, unknown, of the wrong kind, a time of zero, a colour that
            white text cannot be read on, or a logo that is not there; the message names it.
    """
    path = path or profile_path()
    profile = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(profile, dict):
        raise ValueError(path.name)
    expected = {field.name: field.type for field in fields(Council)}
    wrong = sorted(expected.keys() ^ profile.keys()) or sorted(
        name for name, kind in expected.items() if not _fits(profile[name], kind)
    )
    if wrong:
        raise ValueError(", ".join(wrong))
    council = Council(**profile)
    if not takes_white(council.colour):
        raise ValueError("colour")
    if council.logo and not (path.parent / council.logo).is_file():
        raise ValueError("logo")
    return council


def takes_white(colour: str) -> bool:
    """Whether `colour` is "#rrggbb", and white text can be read on it (WCAG 2.2)."""
    return bool(COLOUR.fullmatch(colour)) and contrast(colour) >= LEAST_CONTRAST


def contrast(colour: str) -> float:
    """The contrast of white text on `colour`, "#rrggbb": 1 to 21 (WCAG 2.2)."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _fits(value: object, kind: object) -> bool:
    """A text, or a time longer than none; YAML reads "yes" as a truth value, not as a number."""
    return type(value) is kind and (not isinstance(value, int) or value > 0)
