"""The street of an address: where it begins in a text, and what of the text is no part of it."""

import re
from dataclasses import dataclass
from functools import cache

from bot.core.normalise import normalise
from bot.core.reading.vocabulary import is_common, pattern, read_words, words

LONGEST_STREET = 120  # characters
LONGEST_PLACE = 7  # words
CLAUSE = re.compile(
    r"\s*(?:[,;:!?()\n…•→]|\.(?=\s)(?<!\b\w\.)(?<!\b\w\w\.)(?<!\b\w\w\w\.)|\s[-–—]+\s)+\s*"
)
TRAILING = re.compile(
    r"(?:[\s,;:(.-]|\b(?:à|a|au|aux|dans|en|sur|et|est|c['’]est|le|de)\b)+\Z", re.I
)
NUMBER = (
    r"(?:n[°o]\.?\s*|num[ée]ro\s+)?\d{1,4}(?:\s?(?:bis|ter|quater)\b|\s?[a-d]\b(?!['’]))?"
    r"(?:\s?[-/&]\s?\d{1,4}(?:\s?(?:bis|ter)\b)?)?"
)
WORD_START = r"(?<![\w'’-])"
PLAIN_NUMBER = re.compile(rf"{WORD_START}{NUMBER}\s*,?\s+(?=[^\W\d_])", re.I)


def is_place_name(text: str) -> bool:
    """Whether `text` reads as the name of a place: short, and not everyday words."""
    parts = read_words(text)
    large = [word for word in parts if word.plain not in words("place_particles")]
    if not large or len(parts) > LONGEST_PLACE or re.search(r"[?!:]", text):
        return False
    return not any(is_common(word) for word in large)


@cache
def _anchors() -> dict[str, re.Pattern[str]]:
    """How a street begins: a number and its kind, its kind alone, a building or a hamlet."""
    kinds, places = _any_of("streets"), _any_of("buildings")
    size = rf"(?:{pattern('addresses', 'size').pattern}[ -])"
    spoken = rf"(?:{pattern('addresses', 'spoken_number').pattern}[- ]){{1,5}}"
    kind = rf"{size}?(?:{kinds})\b(?!['’-])\.?"
    alone = rf"(?:{size}(?:{kinds})\b|(?:{kinds})\b(?=\.?\s+\w))(?!['’-])\.?"
    forms = {
        "numbered": rf"(?:{NUMBER}|{spoken})\s*,?\s*(?:(?:de\s)?(?:la|le)\s)?{kind}",
        "kind": rf"(?<!\ben )(?<!\bsur ){alone}",
        "building": rf"(?:{places})\b",
    }
    article = {"building": r"(?:\A(?:L[ea]s?\s|L['’]))?"}
    return {
        name: re.compile(article.get(name, "") + WORD_START + form, re.I)
        for name, form in forms.items()
    }


def _any_of(name: str) -> str:
    return "|".join(sorted(map(_accented, words(name)), key=len, reverse=True))


def _accented(word: str) -> str:
    """A pattern for `word`, which is written without accents."""
    loose = re.escape(word).replace(r"\ ", "[ -]").replace(r"\-", "[ -]")
    return loose.replace("e", "[eéèêë]").replace("a", "[aàâ]").replace("o", "[oôö]")


def _anchor(clause: str, loose: bool = False) -> int | None:
    """Where the street begins in `clause`, or None when there is none."""
    found = {name: form.search(clause) for name, form in _anchors().items()}
    starts = {name: match.start() for name, match in found.items() if match}
    if not starts:
        return _loose_anchor(clause) if loose else None
    first = min(starts.values())
    opens = not clause[:first].strip()
    return first if opens else starts.get("numbered", first)


def _loose_anchor(clause: str) -> int | None:
    """ "14 Les Blaches", "Les Blaches": a place with no word that says what it is."""
    number = PLAIN_NUMBER.search(clause)
    if number and is_place_name(clause[number.end() :]):
        return number.start()
    return 0 if is_place_name(clause) else None


@dataclass(frozen=True)
class Clause:
    """A part of a text between two punctuation marks, with its place in it."""

    text: str
    start: int
    end: int


def _clauses(text: str) -> list[Clause]:
    """The clauses of `text`; what leads to an address ("c’est au…") is cut from it."""
    cuts = [(match.start(), match.end()) for match in CLAUSE.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [Clause(text[s:e], s, e) for s, e in zip(starts, ends, strict=True) if s < e]


def street_before(before: str, loose: bool) -> tuple[str, int]:
    """The street that ends `before`, and where it begins."""
    text = TRAILING.sub("", before)
    parts: list[tuple[Clause, int]] = []
    start = len(text)
    for clause in reversed(_clauses(text)):
        begins = _begins(clause.text, loose and not parts)
        if begins is None:
            begins = _begins_around(clause.text, bool(parts))
        if begins is None and parts:
            break
        if begins is None:
            continue
        parts.append((clause, begins))
        start = clause.start + begins
        if begins > 0:
            break
    return _assembled(text, parts, start, loose)


def _assembled(
    text: str, parts: list[tuple[Clause, int]], start: int, loose: bool
) -> tuple[str, int]:
    if not any(_begins(clause.text, loose) is not None for clause, _ in parts):
        return "", len(text)
    kept = [clause.text[begins:].strip(" .,;") for clause, begins in reversed(parts)]
    street = ", ".join(kept)
    return (street, start) if len(street) <= LONGEST_STREET else ("", len(text))


def _begins(clause: str, loose: bool) -> int | None:
    """Where the street begins in `clause`, after the last words that lead to it."""
    pivot = 0
    for match in re.finditer(rf"{WORD_START}(?:{_pivots()})\b", clause, re.I):
        pivot = match.end()
    found = _anchor(clause[pivot:], loose)
    if found is None:
        return None if pivot or not loose else _anchor(clause, loose)
    return pivot + found


@cache
def _pivots() -> str:
    return pattern("addresses", "pivot").pattern


def _begins_around(clause: str, street_follows: bool) -> int | None:
    """The same for what goes with a street: its number alone, a floor, the name of a building."""
    number = re.search(rf"{WORD_START}{NUMBER}\Z", clause, re.I)
    if street_follows and number:
        return number.start()
    if street_follows:
        return 0 if pattern("addresses", "complement").match(normalise(clause)) else None
    return None if _is_remark(clause) else 0


def _is_remark(clause: str) -> bool:
    plain = normalise(clause)
    opening = pattern("addresses", "remark").match(plain)
    return opening is not None or pattern("addresses", "pivot").search(clause.lower()) is not None


def street_in(text: str) -> tuple[str, int, int]:
    """The first street that stands in `text`, where it begins and where it ends."""
    for clause in _clauses(text):
        begins = _begins(clause.text, loose=False)
        if begins is not None:
            return _extended(text, clause, begins)
    return "", 0, 0


def _extended(text: str, clause: Clause, begins: int) -> tuple[str, int, int]:
    """The street with the clauses of it that follow: "Résidence X, 3 allée Y"."""
    kept, end = clause.text[begins:], clause.end
    for following in _clauses(text):
        if following.start > clause.start:
            if _begins(following.text, loose=False) != 0:
                break
            kept, end = f"{kept}, {following.text}", following.end
    kept = re.split(r"\s+(?:et|mais)\s+(?:mon|ma|le|la|mes|c)\b", kept, flags=re.I)[0]
    return TRAILING.sub("", kept).strip(" .,;"), clause.start + begins, end


def has_street(text: str) -> bool:
    """Whether a street is named in `text`."""
    return _anchor(text) is not None
