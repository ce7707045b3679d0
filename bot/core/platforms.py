"""The directory of booking platforms: who they are, under any spelling."""

import csv
import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.normalise import normalise
from bot.core.paths import PLATFORMS

UNKNOWN = "inconnu"
FUZZY_LENGTH = 6  # shorter names only match letter for letter
LONG_LENGTH = 11  # from here on two slips are forgiven instead of one
LONGEST_NAME = 4  # words
LONGEST_SPELLING = 25  # letters
ORDINARY = frozenset(
    (
        "therapeute",
        "therapeutes",
        "rosa",
        "roza",
        "maya",
        "maia",
        "quel doc",
        "quelle doc",
        "libre rdv",
    )
)  # the name of a site only when the words around say so
ENDINGS = "fr|com|net|org|info|io|eu|be|de|ch|lu|app|pro|care"
HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)*"
ADDRESS = re.compile(
    rf"(?:https?://(?:www\.)?|\bwww\.)({HOST}\.[a-z]{{2,}})"
    rf"|(?<![\w.@-])({HOST}\.(?:{ENDINGS}))\b",
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
    return _exact(name) or _near(_squeeze(_domain(name)))


@lru_cache(maxsize=8192)
def _exact(name: str) -> Platform | None:
    domain = _domain(name)
    main = ".".join(domain.split(".")[-2:])  # without "pro." or "annuaire."
    exact = _spellings(_letters).get(_letters(domain)) or _spellings(_letters).get(_letters(main))
    return exact or _spellings(_squeeze).get(_squeeze(domain))


@lru_cache(maxsize=8192)
def _near(squeezed: str) -> Platform | None:
    """The platform whose spelling is a slip or two away from `squeezed`, or None."""
    if not FUZZY_LENGTH <= len(squeezed) <= LONGEST_SPELLING:
        return None
    match = process.extractOne(squeezed, _long_spellings(), scorer=OSA.distance, score_cutoff=2)
    if match is None or (match[1] > 1 and min(len(squeezed), len(match[0])) < LONG_LENGTH):
        return None
    return _spellings(_squeeze)[match[0]]


@cache
def _long_spellings() -> tuple[str, ...]:
    spellings = _spellings(_squeeze)
    return tuple(name for name in spellings if len(name) >= FUZZY_LENGTH and name not in ORDINARY)


@dataclass(frozen=True)
class Mention:
    """A platform named by the words `start` to `end` of a text.

    `ordinary`: those words are also everyday words or a first name ("rosa", "thérapeutes").
    """

    platform: Platform
    start: int
    end: int
    ordinary: bool


def mentions(words: Sequence[str], small: Container[str] = ()) -> list[Mention]:
    """The platforms that normalised `words` name, in order, the longest name first.

    Args:
        words: the words of a text, normalised.
        small: words which are no part of a misspelt name ("à la docteur" is no "allodocteur").
    """
    found: list[Mention] = []
    start = 0
    while start < len(words):
        mention = _mention_at(words, start, small)
        if mention:
            found.append(mention)
        start = mention.end if mention else start + 1
    return found


def _mention_at(words: Sequence[str], start: int, small: Container[str]) -> Mention | None:
    for size in range(min(LONGEST_NAME, len(words) - start), 0, -1):
        part = words[start : start + size]
        platform = _spelt(part) or (
            None if any(word in small for word in part) else _misspelt(part)
        )
        if platform:
            return Mention(platform, start, start + size, " ".join(part) in ORDINARY)
    return None


def _spelt(part: Sequence[str]) -> Platform | None:
    name = "".join(part)
    return _exact(" ".join(part)) if "." in name else _spellings(_letters).get(name)


def _misspelt(part: Sequence[str]) -> Platform | None:
    name = "".join(part)
    return _near(_squeeze(_domain(name)) if "." in name else name)


def site_mentioned(text: str) -> str | None:
    """The first domain name in `text`: "www.kine-rdv.fr/x" gives "kine-rdv.fr"."""
    match = ADDRESS.search(re.sub(r"\S+@\S+", " ", text))
    return (match.group(1) or match.group(2)).lower() if match else None
