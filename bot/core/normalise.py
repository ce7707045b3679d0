"""The one text normaliser, for training text and live messages alike."""

import re
import unicodedata

APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´′＇", "'"))
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
SIGNS = str.maketrans({**dict.fromkeys("👍👌✅✔", " oui "), **dict.fromkeys("👎❌✖", " non ")})
SEPARATORS = re.compile(r"[^\w@.]+|_|(?<!\w)\.|\.(?!\w)")


def strip_accents(text: str) -> str:
    """`text` without its combining marks: "réponse" gives "reponse"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def normalise(text: str) -> str:
    """Lower case, no accent, words separated by one space, no punctuation.

    Dots inside a word (addresses of sites) and "@" are kept.

    >>> normalise("J’ai écrit à Doctolib.fr !")
    'j ai ecrit a doctolib.fr'
    """
    plain = strip_accents(text.translate(APOSTROPHES).translate(SIGNS)).lower()
    return SEPARATORS.sub(" ", plain).strip()


def well_formed(text: str) -> str:
    """`text` with a question mark in place of each half of a character, which no file can hold.

    >>> well_formed("non\\ud800")
    'non?'
    """
    return text.encode("utf-8", "replace").decode("utf-8")
