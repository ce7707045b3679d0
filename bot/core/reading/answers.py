"""The answer to the question being asked, when it is a closed one."""

from bot.core import texts
from bot.core.case import CHOICES, DECLINED, NO, OPTIONAL, UNKNOWN, YES
from bot.core.normalise import normalise
from bot.core.reading import lexicon
from bot.core.reading.message import Context, Findings

UNSURE = "unsure"
YES_MEANS = {"confirmed": YES, "reply": None, "sent_by": None, "reply_ground": None}
NO_MEANS = {
    "confirmed": "change",
    "received_on": UNKNOWN,
    "reply": "none",
    "document": "none",
    "reply_ground": UNKNOWN,
    "sent_by": None,
}
UNSURE_MEANS = {
    "contract_signed": UNKNOWN,
    "contract_sent": UNKNOWN,
    "received_on": UNKNOWN,
    "reply_ground": UNKNOWN,
}


def read_answer(text: str, context: Context) -> Findings:
    """What `text` answers to the question asked: a choice, yes, no, "don't know"."""
    asked, plain = context.asked, normalise(text)
    if asked is None:
        return Findings()
    value = numbered(text, context.offered) or _titled(plain, context)
    if value:
        return Findings(facts={asked: value})
    if _is_number(plain) and context.offered:
        return Findings(doubts={asked: "no_such_choice"})
    findings = _declined(plain, asked)
    if _polarity(plain) != UNSURE:
        findings.take(_worded(plain, asked))
    return findings if findings.facts else _yes_no(plain, context)


def numbered(text: str, values: tuple[str, ...]) -> str | None:
    """The one of `values` whose number `text` is, in digits or in words."""
    before = lexicon.table("answers", "before_number")["any"]
    bare = before.sub(" ", normalise(text)).strip()
    number = bare if bare.isdecimal() else lexicon.whole(_numbers(), bare)
    return values[int(number) - 1] if number and 0 < int(number) <= len(values) else None


def _numbers() -> lexicon.Patterns:
    return lexicon.table("answers", "numbers")


def is_choice(text: str, context: Context) -> bool:
    """Whether `text` is the number or the title of a choice offered."""
    found = numbered(text, context.offered) or _titled(normalise(text), context)
    return found is not None


def _is_number(plain: str) -> bool:
    return plain.isdigit() and len(plain) <= 2


def _titled(plain: str, context: Context) -> str | None:
    titles = texts.choices(context.asked or "")
    return next((value for value in context.offered if normalise(titles[value]) == plain), None)


def _declined(plain: str, asked: str) -> Findings:
    declines = lexicon.table("answers", "decline")
    if asked in OPTIONAL and (lexicon.whole(declines, plain) or _polarity(plain) in (NO, UNSURE)):
        return Findings(facts={asked: DECLINED})
    return Findings()


def _polarity(plain: str) -> str | None:
    table = lexicon.table("answers", "yes_no")
    return lexicon.whole(table, plain) or _leading(plain)


def _leading(plain: str) -> str | None:
    """ "oui ..." and "non ..." keep their sense whatever short words follow."""
    head, _, tail = plain.partition(" ")
    value = lexicon.whole(lexicon.table("answers", "yes_no"), head)
    return value if value and len(tail.split()) <= LONGEST_TAIL else None


LONGEST_TAIL = 4  # words


def _yes_no(plain: str, context: Context) -> Findings:
    polarity, asked = _polarity(plain), context.asked or ""
    if polarity is None:
        return Findings()
    value = _meaning(polarity, context)
    if value:
        return Findings(facts={asked: value})
    return Findings(doubts={asked: _doubt(polarity, context)})


def _doubt(polarity: str, context: Context) -> str:
    if polarity == UNSURE:
        return UNSURE
    return "which" if context.offered else "open"


def _meaning(polarity: str, context: Context) -> str | None:
    asked = context.asked or ""
    if polarity == YES and context.draft and asked == "platform":
        return context.draft
    if polarity == YES and asked == "document":
        return context.offered[0]
    if polarity == UNSURE:
        return UNSURE_MEANS.get(asked)
    known = CHOICES.get(asked, ())
    default = polarity if polarity in known else None
    return (YES_MEANS if polarity == YES else NO_MEANS).get(asked, default)


def _worded(plain: str, asked: str) -> Findings:
    sections, value = lexicon.sections("facts"), None
    if asked in sections and asked in CHOICES:
        value = lexicon.first(lexicon.table("facts", asked), plain)
    if value is None and f"{asked}_answer" in sections:
        value = lexicon.whole(lexicon.table("facts", f"{asked}_answer"), plain)
    return Findings(facts={asked: value}) if value else Findings()
