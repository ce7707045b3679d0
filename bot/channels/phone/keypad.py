"""What the keys mean.

No key ends an entry, so that each is heard as what it is: "#" alone ends the call, and after
digits it says nothing more. An entry ends with its last possible key, or with a pause.
"""

from collections.abc import Sequence
from typing import Final

from bot.core import case_codes

REPEAT, HUMAN, BACK, END = "control=repeat", "control=human", "control=back", "control=goodbye"
KEYS: Final = {"*": REPEAT, "0": HUMAN}
ENDING: Final = "#"
BACK_KEY: Final = "9"
DAY: Final = 8  # digits of a date, JJMMAAAA
CODE: Final = case_codes.DIGITS
MOST_KEYS: Final = 2  # of the number of a choice
MOST_CHOICES: Final = 9  # that one key tells apart


def read(digits: str, choices: Sequence[str], entry: int = 0) -> str | None:
    """What the dialogue hears of `digits`, or None when they mean nothing here.

    Args:
        digits: the keys that were pressed, at least one.
        choices: what each number says, from one on.
        entry: how many digits are asked: `DAY`, `CODE`, or none.

    >>> read("03112026#", (), DAY)
    '03/11/2026'
    """
    typed = digits.rstrip(ENDING)
    if not typed:
        return END
    if typed in KEYS:
        return KEYS[typed]
    if not (typed.isascii() and typed.isdecimal()):
        return None
    if entry and len(typed) == entry:
        return f"{typed[:2]}/{typed[2:4]}/{typed[4:]}" if entry == DAY else typed
    if len(typed) <= MOST_KEYS and 1 <= int(typed) <= len(choices):
        return choices[int(typed) - 1]
    return BACK if typed == BACK_KEY else None


def longest(choices: int, entry: int = 0) -> int:
    """How many keys an answer has at most, with the "#" that may follow several digits."""
    if entry:
        return entry + len(ENDING)
    return 1 if choices <= MOST_CHOICES else len(f"{choices}{ENDING}")
