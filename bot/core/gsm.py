"""Text as an SMS carries it: 160 signs of GSM 03.38 for a message, or 70 of any other alphabet."""

import re
import unicodedata
from typing import Final

ALPHABET: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED: Final = frozenset("\f^{}\\[~]|€")  # each takes the room of two
ALONE, LINKED = 160, 153  # septets of an SMS by itself, and of one of several
WIDE_ALONE, WIDE_LINKED = 70, 67  # the same of UTF-16 units, for a text with any other sign
SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ´`", "'"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("–—‐‑−", "-"),
        **{"…": "...", "œ": "oe", "Œ": "OE", "•": "-", "·": ".", "×": "x"},
    }
)
QUOTES: Final = re.compile(r"«\s*|\s*»")


def plain(text: str) -> str:
    """`text` in the GSM alphabet, as far as its signs have a plainer form there.

    >>> plain("« J’ai reçu »…")
    '"J\\'ai recu"...'
    """
    return "".join(map(_plain, QUOTES.sub('"', text).translate(SIGNS)))


def _plain(sign: str) -> str:
    if sign in ALPHABET or sign in EXTENDED:
        return sign
    parts = unicodedata.normalize("NFKD", sign)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare if bare and ALPHABET.issuperset(bare) else sign


def foreign(text: str) -> str:
    """The signs of `text` that the GSM alphabet lacks, each once, in order."""
    return "".join(dict.fromkeys(sign for sign in text if sign not in ALPHABET | EXTENDED))


def count(text: str) -> int:
    """How many SMS carry `text`."""
    if foreign(text):
        return _parts(len(text.encode("utf-16-le")) // 2, WIDE_ALONE, WIDE_LINKED)
    return _parts(len(text) + sum(sign in EXTENDED for sign in text), ALONE, LINKED)


def _parts(length: int, alone: int, linked: int) -> int:
    return 1 if length <= alone else -(-length // linked)
