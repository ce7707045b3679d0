"""Words as they are meant: SMS spellings and abbreviations written out, on normalised text."""

from functools import cache

import yaml

from bot.core.normalise import normalise
from bot.core.paths import READING


@cache
def _words() -> dict[str, str]:
    content = yaml.safe_load((READING / "spelling.yml").read_text(encoding="utf-8"))
    return {str(short): str(long) for short, long in content["words"].items()}


def plain_words(text: str) -> str:
    """`text` normalised, each word in its full spelling; the same for training and live text.

    >>> plain_words("G rien signé avc eux")
    'j ai rien signe avec eux'
    """
    words = _words()
    return " ".join(filter(None, (words.get(word, word) for word in normalise(text).split())))
