"""How the name of a person is written: its order and its capitals, as in French use."""

import re
from collections.abc import Sequence

from bot.core.reading.vocabulary import Word, words

ARTICLES = frozenset(("la", "le", "les", "l"))


def write_name(name: Sequence[Word], surname_first: bool = False) -> str:
    """The words of a name as "Prénom Nom": "DE LA TOUR Anne" gives "Anne de la Tour"."""
    ordered = _given_first(list(name), surname_first)
    written, before = "", None
    for word in ordered:
        joint = "" if before is None or before.tied else " "
        written += joint + _write(word, before)
        before = word
    return written


def join_names(draft: str, word: str) -> str:
    """A first name and a surname given one after the other, in either order."""
    given = words("given_names") - words("given_or_surname")
    plain, kept = word.lower(), draft.lower()
    return f"{word} {draft}" if plain in given and kept not in given else f"{draft} {word}"


def is_particle(word: Word) -> bool:
    """Whether `word` only introduces a part of a name: "de", "Le", "El", "d’", "O’"."""
    if word.tied:
        return word.plain in ("d", "l", "o") or (word.plain in ("m", "n") and word.capital)
    return word.plain in words("particles_low") or word.plain in words("particles_high")


def _given_first(name: list[Word], surname_first: bool) -> list[Word]:
    shouted = [word for word in name if word.shouted]
    spoken = [word for word in name if not word.shouted]
    if any(not is_particle(word) for word in shouted) and any(
        not is_particle(word) for word in spoken
    ):
        return [*spoken, *shouted] if name[0].shouted else name
    if surname_first or _looks_reversed(name):
        return [name[-1], *name[:-1]]
    return name


def _looks_reversed(name: list[Word]) -> bool:
    """ "Dupont Marie": only the last word can be a first name, and nothing else."""
    given, last = words("given_names"), name[-1].plain
    certain = last in given and last not in words("given_or_surname")
    return certain and not any(_is_given(word.plain) for word in name[:-1])


def _is_given(plain: str) -> bool:
    return any(part in words("given_names") for part in plain.split())


def _write(word: Word, before: Word | None) -> str:
    typed = word.text
    if is_particle(word) and not (word.tied and word.plain not in ("d", "l")):
        return _write_particle(word, before)
    if typed != typed.lower() and typed != typed.upper():
        return typed
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), typed)


def _write_particle(word: Word, before: Word | None) -> str:
    typed = word.text
    is_mixed = typed[0].isupper() and not word.shouted
    if is_mixed:
        return typed
    low = word.plain in words("particles_low") or (
        word.plain in ARTICLES and before is not None and before.plain in ("de", "du")
    )
    return typed.lower() if low or word.plain == "d" else typed.lower().capitalize()
