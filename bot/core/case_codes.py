"""Case codes: twelve digits, read aloud by twos, that resume a case from any door.

How hard they are to guess: there are 9 × 10¹¹, each alive for `DAYS`; one visitor may try `TRIES`,
all together `TRIES_OF_ALL`. With a thousand codes alive, a whole year of guessing at that pace
finds one with a probability of 300 × 24 × 365 × 1,000 / (9 × 10¹¹), 0.3 %. No telephone, RPPS or
SIRET number has twelve digits.
"""

import re
import secrets
from typing import Final

from bot.core.normalise import normalise
from bot.core.reading import lexicon

DIGITS: Final = 12
DAYS: Final = 7  # a code lives
TRIES: Final = "5/hour"  # of one visitor, in the terms of `limits`
TRIES_OF_ALL: Final = "300/hour"
FORM: Final = re.compile(rf"(?<![\d.,])([1-9](?:[\s.-]?\d){{{DIGITS - 1}}})(?![\s.-]?\d)")


def new() -> str:
    """A code that nobody can guess."""
    return str(secrets.randbelow(9 * 10 ** (DIGITS - 1)) + 10 ** (DIGITS - 1))


def read(text: str) -> str | None:
    """The code that `text` gives, alone or after words such as "reprendre"."""
    found = FORM.search(text)
    if found is None:
        return None
    around = normalise(text[: found.start()] + " " + text[found.end() :])
    named = lexicon.whole(lexicon.table("controls", "code"), around)
    return re.sub(r"\D", "", found[1]) if named or not around else None


def written(code: str) -> str:
    """A code as it is read: two digits at a time, on one line.

    >>> written("482107359614").replace(chr(160), " ")
    '48 21 07 35 96 14'
    """
    return "\N{NO-BREAK SPACE}".join(re.findall("..", code))
