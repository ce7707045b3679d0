"""The exact answers to the question asked: a choice, its number, its title, a plain yes or no."""

from collections.abc import Mapping

from bot.core import texts
from bot.core.questions import NONE
from bot.core.reading import lexicon
from bot.core.reading.controls import read_control, undecorated
from bot.core.reading.evidence import AFFIRM, DENY, DONT_KNOW, meaning
from bot.core.reading.message import Context, Findings
from bot.core.reading.spelling import plain_words

UNSURE = "unsure"
NEEDED = "needed"  # why a question cannot be skipped
SKIPPED = {"document": NONE}  # beside what not knowing gives
INTENTS = {"yes": AFFIRM, "no": DENY, UNSURE: DONT_KNOW}
LONGEST_NUMBER = 2  # digits


def read_answer(text: str, context: Context) -> Findings:
    """What `text` answers, word for word, to the question asked; why not when it cannot."""
    asked, plain = context.asked, plain_words(text)
    if asked is None:
        return Findings()
    value = numbered(text, context.offered) or _titled(plain, context) or _worded(plain, asked)
    if value:
        return Findings(facts={asked: value})
    if plain.isdigit() and len(plain) <= LONGEST_NUMBER and context.offered:
        return Findings(doubts={asked: "no_such_choice"})
    said = _polarity(plain)
    return _yes_no(said, context) if said else Findings()


def read_skip(text: str, asked: str | None) -> Findings | None:
    """What skipping the question asked gives, or that it is needed; None for any other words."""
    words = lexicon.table("answers", "skip")
    if asked is None or not lexicon.whole(words, undecorated(plain_words(text))):
        return None
    value = SKIPPED.get(asked) or meaning(DONT_KNOW, asked)
    return Findings(facts={asked: value}) if value else Findings(doubts={asked: NEEDED})


def numbered(text: str, values: tuple[str, ...]) -> str | None:
    """The one of `values` whose number `text` is, in digits or in words."""
    before = lexicon.table("answers", "before_number")["any"]
    bare = before.sub(" ", plain_words(text)).strip()
    number = bare if bare.isdecimal() else lexicon.whole(lexicon.table("answers", "numbers"), bare)
    return values[int(number) - 1] if number and 0 < int(number) <= len(values) else None


def pressed(text: str, shown: Mapping[str, str]) -> str | None:
    """What the shown button sends that `text` names, or agrees to unless it is a command."""
    return named(text, shown) or (None if read_control(text) else agreed(text, shown))


def named(text: str, shown: Mapping[str, str]) -> str | None:
    """What the shown button sends that `text` names, by its number or its title.

    What follows the yes or the no of a title, when it is several words, names it too.
    """
    plain = plain_words(text)
    titled = (sent for sent, title in shown.items() if plain in _titles(plain_words(title)))
    return numbered(text, tuple(shown)) or next(titled, None)


def _titles(plain: str) -> tuple[str, ...]:
    first, _, rest = plain.partition(" ")
    return (plain, rest) if " " in rest and _polarity(first) else (plain,)


def agreed(text: str, shown: Mapping[str, str]) -> str | None:
    """What the shown button sends that a plain yes or no presses, polite words left aside."""
    plain = plain_words(text)
    said = _polarity(plain) or _polarity(undecorated(plain))
    return button_of(said, shown) if said else None


def button_of(intent: str, shown: Mapping[str, str]) -> str | None:
    """What the shown button sends whose title begins with the yes or the no that `intent` is."""
    firsts = {sent: plain_words(title).partition(" ")[0] for sent, title in shown.items()}
    return next((sent for sent, first in firsts.items() if _polarity(first) == intent), None)


def _polarity(plain: str) -> str | None:
    """The intent of plain words that are a yes, a no or "I don't know" and nothing else."""
    found = lexicon.whole(lexicon.table("answers", "yes_no"), plain)
    return INTENTS[found] if found else None


def is_choice(text: str, context: Context) -> bool:
    """Whether `text` is the number or the title of a choice offered."""
    found = numbered(text, context.offered) or _titled(plain_words(text), context)
    return found is not None


def _titled(plain: str, context: Context) -> str | None:
    titles = texts.choices(context.asked or "")
    return next((value for value in context.offered if plain_words(titles[value]) == plain), None)


def _worded(plain: str, asked: str) -> str | None:
    if asked not in lexicon.sections("answers"):
        return None
    return lexicon.whole(lexicon.table("answers", asked), plain)


def _yes_no(intent: str, context: Context) -> Findings:
    """What "oui", "non", "je ne sais pas" mean for the question asked."""
    asked = context.asked or ""
    value = _drafted(intent, context) or _agreed(intent, context)
    if value:
        return Findings(facts={asked: value})
    if intent == DONT_KNOW:
        return Findings(doubts={asked: UNSURE})
    return Findings(doubts={asked: "which" if context.offered else "open"})


def _agreed(intent: str, context: Context) -> str | None:
    """The value that yes, no or "don't know" gives to the question asked, if any."""
    asked = context.asked or ""
    if intent == AFFIRM and asked == "document":
        return context.offered[0]
    return meaning(intent, asked)


def _drafted(intent: str, context: Context) -> str | None:
    """The value proposed for confirmation, when it is agreed to."""
    awaited = context.asked == "platform" or context.draft in context.offered
    return context.draft if intent == AFFIRM and awaited else None
