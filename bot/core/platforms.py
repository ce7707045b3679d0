"""The directory of booking platforms: who they are, under any spelling."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.normalise import normalise
from bot.core.paths import PLATFORMS

UNKNOWN = "inconnu"
FUZZY_LENGTH = 6  # shorter names only match letter for letter
LONG_LENGTH = 10  # from here on two slips are forgiven instead of one
LONGEST_NAME = 4  # words
ORDINARY = frozenset(("therapeute", "therapeutes", "rosa", "quel doc"))  # a name when alone only
HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)*"
ADDRESS = re.compile(
    rf"(?:https?://(?:www\.)?|\bwww\.)({HOST}\.[a-z]{{2,}})"
    rf"|(?<![\w.@-])({HOST}\.(?:fr|com|net|org|info|io|eu|be|de|ch|lu|app|pro|care))\b",
    re.I,
)


@dataclass(frozen=True)
class Platform:
    """A row of the directory; an empty string is a detail nobody has established (PLAT-03)."""

    name: str
    website: str
    legal_entity: str
    postal_address: str
    privacy_email: str
    source_url: str
    checked_on: str
    confidence: str
    aliases: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name as it is said: "Doctolib (France)" is said "Doctolib"."""
        return re.sub(r"\s*\(.*\)$", "", self.name)


@cache
def directory(path: Path = PLATFORMS) -> tuple[Platform, ...]:
    """Every platform of the directory at `path`."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(_platform(row) for row in csv.DictReader(lines))


def _platform(row: dict[str, str]) -> Platform:
    known = {key: "" if value.startswith(UNKNOWN) else value for key, value in row.items()}
    return Platform(**{**known, "aliases": tuple(filter(None, row["aliases"].split("|")))})  # type: ignore[arg-type]


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", normalise(text))


def _domain(text: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?([^/]*).*$", r"\1", text.strip(), flags=re.I | re.S)


def _squeeze(text: str) -> str:
    return _letters(re.sub(r"\.(fr|com|net|be|de)$", "", normalise(text)))


@cache
def _spellings(form: Callable[[str], str]) -> dict[str, Platform]:
    spellings: dict[str, Platform] = {}
    for platform in directory():
        for spelling in (platform.name, platform.title, platform.website, *platform.aliases):
            spellings.setdefault(form(_domain(spelling)), platform)
    spellings.pop("", None)
    return spellings


def find(name: str) -> Platform | None:
    """The platform called `name`, under any spelling, or None.

    >>> find("allo docteur").name
    'allodocteur.fr'
    """
    domain, spellings = _domain(name), _spellings(_squeeze)
    exact = _spellings(_letters).get(_letters(domain)) or spellings.get(_squeeze(domain))
    return exact or _near(_squeeze(domain), spellings)


def _near(squeezed: str, spellings: dict[str, Platform]) -> Platform | None:
    if len(squeezed) < FUZZY_LENGTH:
        return None
    slips = 1 if len(squeezed) < LONG_LENGTH else 2
    candidates = [name for name in spellings if len(name) >= FUZZY_LENGTH and name not in ORDINARY]
    match = process.extractOne(squeezed, candidates, scorer=OSA.distance, score_cutoff=slips)
    return spellings[match[0]] if match else None


def mentioned(text: str) -> Platform | None:
    """The first platform that `text` mentions, longest name first, or None."""
    words = normalise(text).split()
    for size in range(LONGEST_NAME, 0, -1):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            if (part not in ORDINARY or size == len(words)) and (platform := find(part)):
                return platform
    return None


def site_mentioned(text: str) -> str | None:
    """The first domain name in `text`: "www.kine-rdv.fr/x" gives "kine-rdv.fr"."""
    match = ADDRESS.search(re.sub(r"\S+@\S+", " ", text))
    return (match.group(1) or match.group(2)).lower() if match else None
