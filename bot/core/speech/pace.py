"""How long words last when they are spoken, and words cut into prompts of that length."""

import re
from typing import Final

from bot.core.cutting import cut
from bot.core.speech.tables import LETTER

LONGEST: Final = 25.0  # seconds: what nobody listens beyond
AIMED: Final = 22.5  # seconds of a prompt by the estimate, which may be a tenth too short
BREATH, LETTERS, PAUSE, STOP = 0.57, 0.0663, 0.416, 0.469  # seconds
PLACES: Final = tuple((place, " ") for place in (r"(?<=[.?!]) ", "(?<=[;:]) ", "(?<=,) ", " "))


def seconds(spoken: str) -> float:
    """The estimated length of `spoken` in seconds, at the pace of a phone line.

    That pace is espeak-ng's French voice at 135, which says 157 words a minute; the constants are
    a least-squares fit over the responses and the legal register. Over the prompts of the domain
    that last five seconds or more, the estimate is 3.6 % away on average and at most 17 %; from
    fifteen seconds on, at most 10 %. A lone word may be 30 % away.

    Args:
        spoken: what `speak` returns.
    """
    letters = len(re.findall(rf"[{LETTER}]", spoken))
    pauses, stops = len(re.findall("[,;:]", spoken)), len(re.findall("[.?!] ", spoken))
    return BREATH + LETTERS * letters + PAUSE * pauses + STOP * stops if letters else 0.0


def prompts(text: str) -> list[str]:
    """A spoken `text` cut into prompts under 25 seconds, at ends of sentences where it can be.

    A sentence that is longer alone is cut at a pause, else between two words.
    """
    return cut(text, lambda piece: seconds(piece) <= AIMED, PLACES) if text else []
