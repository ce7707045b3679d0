"""What a person reads, in which words are looked for whatever their signs and their line ends."""

import re

from bot.core import gsm


class Received(str):
    """Words as they were received; `in` and `count` forgive accents that no SMS carries."""

    def __contains__(self, words):
        return _bare(words) in _bare(self)

    def count(self, words):
        return _bare(self).count(_bare(words))


def _bare(text):
    return re.sub(r"\s+", " ", gsm.plain(str(text))).strip()
