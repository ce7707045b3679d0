"""The words of `data/reading/identity.yml`, and the words of a message with their place in it."""

import re
from dataclasses import dataclass
from functools import cache

import yaml

from bot.core.normalise import normalise
from bot.core.paths import READING
from bot.core.reading import lexicon

LEXICON = "identity"
COMMON = ("grammar", "ordinary", "jobs", "titles", "particles_low")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:['’](?=[^\W\d_]))?")
PRONOUNS = frozenset(
    ("moi", "vous", "toi", "nous", "ce", "je", "tu", "il", "ils", "elle", "elles", "on", "y", "en")
)
SMS = re.compile(r"j[bcdfglmnpqrstvxz]\w*")  # "jveux", "jsais"
SIGN = re.compile(r"[^\s'’]")


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists = yaml.safe_load((READING / f"{LEXICON}.yml").read_text(encoding="utf-8"))["words"]
    return {
        name: frozenset(re.split(r"[|\s]*\|[|\s]*", "|".join(lines).strip()))
        for name, lines in lists.items()
    }


@cache
def words(*names: str) -> frozenset[str]:
    """The words of the lists called `names`, together.

    Raises:
        KeyError: no such list.
    """
    return frozenset().union(*(_lists()[name] for name in names))


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """The expressions called `name` in `section`, as one pattern on normalised text.

    Raises:
        KeyError: no such section or name.
    """
    return lexicon.table(LEXICON, section)[name]


@cache
def ending(section: str, name: str) -> re.Pattern[str]:
    """The same expressions, for a text that ends with one of them."""
    return re.compile(rf"{pattern(section, name).pattern}$")


@dataclass(frozen=True)
class Word:
    """A word of a message.

    Attributes:
        text: as typed, with the apostrophe that ties it to the next one ("d’").
        plain: normalised.
        start: where it begins in the message.
        end: where it ends.
        opens: whether punctuation, a digit or the start of the message comes before.
    """

    text: str
    plain: str
    start: int
    end: int
    opens: bool

    @property
    def tied(self) -> bool:
        """Whether it is written in one with the next word."""
        return self.text.endswith(("'", "’"))

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is all in capitals."""
        return self.text.isupper() and (len(self.plain) > 1 or self.tied)


def read_words(text: str) -> list[Word]:
    """The words of `text`, in order."""
    found: list[Word] = []
    for match in WORD.finditer(text):
        before = found[-1] if found else None
        opens = before is None or _is_cut(text[before.end : match.start()], before)
        found.append(
            Word(match.group(), normalise(match.group()), match.start(), match.end(), opens)
        )
    return found


def _is_cut(between: str, before: Word) -> bool:
    dotted = before.plain in words("titles") or before.plain in words("particles_high")
    return SIGN.search(between.removeprefix(".") if dotted else between) is not None


def is_common(word: Word) -> bool:
    """Whether `word` is an everyday word rather than a name, whatever stands around it."""
    plain = word.plain
    if plain in words("grammar", "jobs", "titles"):
        return True
    if word.capital and plain in words("given_names"):
        return False
    if len(plain) == 1 or (not word.capital and SMS.fullmatch(plain)):
        return True
    return plain in words("ordinary") or _is_common_compound(plain.split())


def _is_common_compound(parts: list[str]) -> bool:
    if len(parts) < 2:
        return False
    if all(len(part) == 1 for part in parts):
        return True
    if parts[-1] in PRONOUNS and parts[0] not in words("given_names"):
        return True
    return words(*COMMON).issuperset(parts)
