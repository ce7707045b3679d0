"""A plain rewriting of a text that remembers where each of its characters comes from."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from text_to_num import find_numbers

from bot.core.dates.words import MONTHS, WEEKDAYS, listed
from bot.core.normalise import APOSTROPHES, strip_accents

Edit = tuple[int, int, str]
Span = tuple[int, int]

MENDABLE = [word for word in (*MONTHS, *WEEKDAYS) if len(word) >= 7 or word == "avril"]
WIDELY_MISSPELT = {"septembre", "octobre", "novembre", "decembre", "juillet"}
TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s-]")


@dataclass(frozen=True)
class Copy:
    """A rewriting of a text, and the span in the original of each of its characters."""

    text: str
    spans: list[Span]

    def origin(self, start: int, end: int) -> Span:
        """The span of the original text that `start` to `end` of the copy comes from."""
        return self.spans[start][0], self.spans[end - 1][1]

    def edited(self, edits: Iterable[Edit]) -> "Copy":
        """The copy with each (start, end, word) replaced by its word."""
        pieces, spans, at = [], [], 0
        for start, end, word in edits:
            pieces += [self.text[at:start], word]
            spans += self.spans[at:start] + [self.origin(start, end)] * len(word)
            at = end
        return Copy("".join(pieces) + self.text[at:], spans + self.spans[at:])


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character.isspace():
        return " "
    kind = unicodedata.category(character)
    if kind == "Cf":
        return ""
    return "-" if kind == "Pd" else strip_accents(character.translate(APOSTROPHES)).lower()


def _plain_copy(text: str) -> Copy:
    """`text` without accents, capitals, doubled spaces or fancy punctuation."""
    characters: list[str] = []
    spans: list[Span] = []
    for index, character in enumerate(text):
        for plain in _plain_character(character):
            if plain != " " or characters[-1:] != [" "]:
                characters.append(plain)
                spans.append((index, index + 1))
    return Copy("".join(characters), spans)


@dataclass(frozen=True)
class _Token:
    """A word of the copy, as `find_numbers` wants it; "3 sept" is no number seven."""

    match: re.Match[str]
    after_digits: bool

    def text(self) -> str:
        return "zéro" if self.match[0] == "zero" else self.match[0]

    def nt_separated(self, previous: "_Token") -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self.match[0] == "sept" and self.after_digits


def _tokens(text: str) -> list[_Token]:
    matches = list(TOKEN.finditer(text))
    after_digits = [False, *(match[0].isdigit() for match in matches)]
    return [_Token(match, after) for match, after in zip(matches, after_digits, strict=False)]


def _numbers(tokens: list[_Token]) -> Iterator[Edit]:
    for number in find_numbers(tokens, "fr", 0):
        if not number.is_ordinal:
            first, last = tokens[number.start], tokens[number.end - 1]
            yield first.match.start(), last.match.end(), number.text


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    """The month or weekday that `word` misspells beyond doubt, else `word` itself."""
    mended = listed("misspelt").get(word)
    if mended is not None:
        return "" if mended == "kept" else mended
    if len(word) < 5:
        return ""
    begun = [month for month in MONTHS if month.startswith(word)]
    if begun:
        return begun[0] if begun[0] != word else ""
    distances = {name: OSA.distance(word, name) for name in MENDABLE}
    nearest, next_nearest = sorted(distances, key=distances.__getitem__)[:2]
    clear = 0 < distances[nearest] < distances[next_nearest]
    return nearest if clear and _misspells(word, nearest, distances[nearest]) else ""


def _misspells(word: str, name: str, distance: int) -> bool:
    allowed = 2 if name in WIDELY_MISSPELT and len(word) >= 6 else 1
    return word[0] == name[0] and abs(len(word) - len(name)) <= 1 and distance <= allowed


def _mendings(tokens: list[_Token]) -> Iterator[Edit]:
    for token in tokens:
        mended = _mended(token.match[0])
        if mended:
            yield token.match.start(), token.match.end(), mended


def canonical(text: str) -> Copy:
    """The plain copy of `text`, its numbers in digits and its months well spelt."""
    copy = _plain_copy(text)
    tokens = _tokens(copy.text)
    return copy.edited(sorted([*_numbers(tokens), *_mendings(tokens)]))
