"""Articles of law in words."""

import re

from bot.core.speech.figures import Rule, cardinal, said_with_dashes
from bot.core.speech.tables import form

EUROPEAN = re.compile(r"\bRGPD\b|\brèglement\b")  # whose articles have numbered paragraphs


def _code(match: re.Match[str]) -> str:
    return f"{match[1]} {said_with_dashes(match[2])}"


def _paragraph(match: re.Match[str]) -> str:
    if not EUROPEAN.search(match.string):
        return match[0]
    article, paragraph = (cardinal(int(match[group])) for group in (1, 2))
    if not match[3]:
        return form("paragraph", article=article, paragraph=paragraph)
    point = match[3].upper()
    return form("paragraph_point", article=article, paragraph=paragraph, point=point)


def rules() -> list[Rule]:
    """How the number of an article is said: by the code's letter, or by its paragraph."""
    return [
        (re.compile(r"\b([LRD])(?:\. ?| )(\d+(?:-\d+)*)"), _code),
        (
            re.compile(
                r"(?:(?<=[Aa]rticle )|(?<=[Aa]rticles )|(?<=, )|(?<= et )|(?<= ou ))"
                r"(\d{1,2})-(\d{1,2})(?![\d-])(?: ([a-h])\b)?"
            ),
            _paragraph,
        ),
    ]
