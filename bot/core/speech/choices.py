"""The choices of a question as they are said."""

from collections.abc import Sequence
from typing import Any

from bot.core.speech.figures import cardinal
from bot.core.speech.pace import AIMED, seconds
from bot.core.speech.saying import speak
from bot.core.speech.tables import read


def choices(titles: Sequence[str], question: str = "") -> str:
    """What offers `titles`, numbered from one, after the spoken `question`.

    The fullest wording of `data/speech/choices.yml` that leaves the whole under 25 seconds, else
    the shortest; nothing when there is no choice.

    >>> choices(["Oui", "Non"])
    'Pour oui, dites oui ou tapez un. Pour non, dites non ou tapez deux.'
    """
    if not titles:
        return ""
    if len(titles) == 1:
        return _worded({"opening": "", "choice": read("choices")["alone"]}, titles)
    longest = max(len(title.split()) for title in titles)
    wordings = [found for found in read("choices")["wordings"] if longest <= found["most"]]
    said = [_worded(wording, titles) for wording in wordings] or [""]
    room = AIMED - seconds(question)
    return next((words for words in said if seconds(words) <= room), said[-1])


def _worded(wording: dict[str, Any], titles: Sequence[str]) -> str:
    numbered = (
        wording["choice"].format(title=_inside(title), Title=title, number=cardinal(number))
        for number, title in enumerate(titles, start=1)
    )
    return speak(" ".join([wording["opening"].format(first=_inside(titles[0])), *numbered]))


def _inside(title: str) -> str:
    """`title` as it stands inside a sentence."""
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"
