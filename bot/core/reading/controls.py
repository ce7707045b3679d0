"""Commands to the assistant, recognised when they are the whole message."""

import re

from bot.core.normalise import normalise
from bot.core.reading import lexicon

CONTROLS = (
    "restart",
    "back",
    "stop",
    "human",
    "erase",
    "repeat",
    "help",
    "why",
    "where_am_i",
    "remind",
    "no_reminder",
    "my_code",
    "thanks",
    "greet",
    "goodbye",
)
OWN_NAME = ("thanks", "greet", "goodbye", "resume")  # commands whose intent is their name


def read_control(text: str) -> str | None:
    """The command that `text` is, polite words left aside, or None."""
    plain, commands = normalise(text), lexicon.table("controls", "commands")
    return lexicon.whole(commands, plain) or lexicon.whole(commands, undecorated(plain))


def undecorated(plain: str) -> str:
    """Normalised words without the polite ones: "non merci" is "non"."""
    polite = lexicon.table("controls", "decorations")["polite"]
    return re.sub(r"\s+", " ", polite.sub(" ", plain)).strip()
