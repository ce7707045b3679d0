"""French dates as people write and dictate them, read against a given day.

The text is first rewritten in a plain copy that remembers where each character comes from: no
accent, numbers in digits, months well spelt (`plain`). Rules, each a pattern and its reading, are
tried on the copy: leftmost, then longest, wins (`rules`, `doubts`, `scanning`). What is said
twice, once more vaguely, is one date (`joining`); what is corrected is replaced (`corrections`);
what counts from another date waits for it (`timeline`). Dates are facts that already happened:
what has no year is in the most recent past. What is vague, impossible, to come or contradictory
is a doubt, never a date.
"""

from bot.core.dates.days import Doubt
from bot.core.dates.reading import DateReading, FoundDate, find_dates, read_date
from bot.core.dates.saying import say_date

__all__ = [
    "DateReading",
    "Doubt",
    "FoundDate",
    "find_dates",
    "read_date",
    "say_date",
]
