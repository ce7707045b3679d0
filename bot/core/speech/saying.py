"""Any sentence of the assistant in words that a synthesiser reads well."""

import re
import unicodedata
from functools import cache

from bot.core.speech import addresses, days, figures, references
from bot.core.speech.addresses import VOWEL
from bot.core.speech.figures import Rule
from bot.core.speech.tables import LETTER, any_of, table

CAPITALS = "A-ZÀ-ÖØ-ÞŒŸ"
PAUSES = ".?!:;,"
STRONGEST = "?!.:;,"
SIGN = re.compile(rf"[^{LETTER}{PAUSES}' -]")
SIGN_INSIDE = re.compile(rf"(?<![{LETTER}])['-]|['-](?![{LETTER}])")
PAUSE = re.compile(rf"\s*((?:[{PAUSES}]\s*)+)")
QUOTED = re.compile(r"«\s*((?:[^«»\s]+\s+){2,}[^«»]*)»")  # heard apart from three words on
STUMBLES = (
    re.compile(r"\b(?:https?|www)\b\S*"),
    re.compile(r"\S*\d\S*"),
    re.compile(rf"[{CAPITALS}]{{2,}}"),
    SIGN,
    SIGN_INSIDE,
)


def speak(text: str) -> str:
    """`text` as it is said: no figure, no sign but the pauses , ; : . ? !, nothing to spell out.

    Speech is plain French text with spaces between the words; spoken again, it stays the same.

    >>> speak("le 1er mars 2026, art. 17 du RGPD")
    'le premier mars deux mille vingt-six, article dix-sept du R G P D'
    """
    said = _clean(text)
    for pattern, said_as in _rules():
        said = pattern.sub(said_as, said)
    return _breathe(said)


def unspoken(spoken: str) -> list[str]:
    """What a synthesiser would stumble on: figures, addresses, signs, capitals; empty when none."""
    return [found for pattern in STUMBLES for found in pattern.findall(spoken)]


def _clean(text: str) -> str:
    """The letters and signs of `text` in their usual form, its lines and dashes as pauses."""
    text = unicodedata.normalize("NFKC", text.replace("…", ", "))
    text = QUOTED.sub(r" , \1 , ", text)
    text = re.sub(r"[’‘ʼ`´′]", "'", text)
    text = re.sub(r"[‐‑]", "-", text)
    text = re.sub(r"[ \t]*\n\s*(?:[-•–] ?)?", "\n", text)
    text = re.sub(rf"(?<=[{PAUSES}])\n", " ", text).replace("\n", ". ")
    return re.sub(r"\s+", " ", re.sub(r" [-–—] |[–—()\[\]|→]|\.{2,}", " , ", text))


@cache
def _rules() -> tuple[Rule, ...]:
    return (
        *addresses.rules(),
        (_abbreviated(), _abbreviation),
        *references.rules(),
        *days.rules(),
        (re.compile(rf"(?<=[{LETTER}])-?(?=\d)"), lambda _: " "),
        *figures.rules(),
        (_whole_words(), _word),
        (re.compile(rf"[{CAPITALS}]{{2,}}"), _capitals),
        (_abbreviated(), _abbreviation),  # those that spelling has uncovered
        (re.compile(rf"(?<=[{LETTER}])/(?=[{LETTER}])"), lambda _: ", "),
        (re.compile(any_of(table("signs"))), lambda match: f" {table('signs')[match[0]]} "),
    )


def _whole_words() -> re.Pattern[str]:
    return re.compile(rf"(?<![{LETTER}])(?:{any_of(table('words'))})(?![{LETTER}])")


def _word(match: re.Match[str]) -> str:
    return table("words")[match[0]]


def _abbreviated() -> re.Pattern[str]:
    written = any_of(table("abbreviations"))
    return re.compile(rf"(?<![{LETTER}])(?:{written})(?:(?<![{LETTER}])|(?![{LETTER}]))", re.I)


def _abbreviation(match: re.Match[str]) -> str:
    return f"{table('abbreviations')[match[0].lower()]} "


def _capitals(match: re.Match[str]) -> str:
    return match[0].capitalize() if VOWEL.search(match[0]) else " ".join(match[0])


def _breathe(text: str) -> str:
    """`text` with what has no sound taken out, one pause at a time."""
    text = text.replace("’", "'")
    text = SIGN_INSIDE.sub(" ", SIGN.sub(" ", text))
    text = PAUSE.sub(_strongest, text)
    return " ".join(text.split()).lstrip(f"{PAUSES} ").rstrip(":;, ")


def _strongest(match: re.Match[str]) -> str:
    sign = next(sign for sign in STRONGEST if sign in match[1])
    return f"{sign} " if sign in ",." else f" {sign} "
