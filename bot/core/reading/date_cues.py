"""Which fact the words around a date say that it is."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.core.case import DATES
from bot.core.dates.expressions import Expression
from bot.core.normalise import normalise
from bot.core.reading import lexicon
from bot.core.reading.message import Context

STRONG, NOUN, WEAK, ON_PAPER, ASKED = 4, 3, 2, 1, 0  # how clearly words tell what a date is
SECTIONS = {"date_role": STRONG, "date_role_noun": NOUN, "date_role_weak": WEAK}
WRITTEN, RECEIVED, REPLIED = DATES
ABOUT_REPLY = ("reply", REPLIED, "reply_ground")
OTHER, SAID = "other", "said"  # of no fact; of a fact, but being corrected
UNSURE = "unsure"  # of the question asked, but not surely
OURS = "ours"  # of our letter, without a word on when it left
PAPER = ("draft", "dated")  # the day that a paper was written, or bears
OF = re.compile(r"(?:en date )?d(?:u|e|')\b", re.IGNORECASE)
BOUNDARY = re.compile(
    r"[.;!?…\n()]+(?=\s|$)|[,]| [-–—] "
    r"|\b(?:mais|et|é|puis|donc|car|bref|alors|sauf|or|tandis|parce|depuis|suite)\b",
    re.IGNORECASE,
)


class Role(NamedTuple):
    """The fact that a date is of, or OTHER, SAID, UNSURE, OURS; and how clearly it is told."""

    name: str
    level: int


@dataclass(frozen=True)
class Around:
    """The words around a date.

    Attributes:
        before: the clauses before it, the nearest last, back to the date before.
        after: the clauses after it, the nearest first, up to the next date.
        shared: whether the clause after goes on to the next date.
        of: whether the date completes the noun before: "du 3 mars".
    """

    before: list[str]
    after: list[str]
    shared: bool
    of: bool

    @property
    def own(self) -> str:
        """The beginning of the clause of the date."""
        return self.before[-1]

    @property
    def rest(self) -> list[str]:
        """The end of the clause of the date, when it is not that of another date too."""
        return [] if self.shared else self.after[:1]


def around(text: str, told: Sequence[Expression], index: int) -> Around:
    """The words of `text` around the expression of `told` at `index`."""
    start = told[index - 1].end if index else 0
    last = index + 1 == len(told)
    end = len(text) if last else told[index + 1].start
    before = _clauses(text[start : told[index].start])
    after = _clauses(text[told[index].end : end])
    of = OF.match(text, told[index].start) is not None
    return Around(before, after, not last and len(after) == 1, of)


def _clauses(text: str) -> list[str]:
    return [normalise(part) for part in BOUNDARY.split(text)]


def says(what: str, clause: str) -> bool:
    """Whether `clause` is wholly of the kind `what` of `date_clause`."""
    return lexicon.table("dates", "date_clause")[what].fullmatch(clause) is not None


def begins(what: str, clause: str) -> bool:
    """Whether `clause` begins as the kind `what` of `date_clause` does."""
    return lexicon.table("dates", "date_clause")[what].match(clause) is not None


# --- cues ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Cue:
    """Words that tell what a date is, at their place in a clause."""

    name: str
    level: int
    start: int
    end: int


def _cues(clause: str) -> list[_Cue]:
    """The cues of a clause, in order, without overlap: leftmost, then longest."""
    kept: list[_Cue] = []
    for cue in sorted(_matches(clause), key=lambda cue: (cue.start, -cue.end)):
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    return kept


def _matches(clause: str) -> Iterator[_Cue]:
    for section, level in SECTIONS.items():
        for name, pattern in lexicon.table("dates", section).items():
            for match in pattern.finditer(clause):
                yield _Cue(name, level, match.start(), match.end())


# --- what a cue means ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sense:
    """What surrounds a cue: the cues before it in its clause, the words, the conversation."""

    earlier: Sequence[str]
    around: Around
    context: Context

    @property
    def about_reply(self) -> bool:
        return self.context.asked in ABOUT_REPLY

    @property
    def at_receipt(self) -> bool:
        return self.context.asked == RECEIVED

    def received(self) -> str | None:
        """ "reçu", by them or by us: as what was received, else the question, tells."""
        if REPLIED in self.earlier or ("mail" in self.earlier and WRITTEN not in self.earlier):
            return REPLIED
        if WRITTEN in self.earlier or RECEIVED in self.earlier:
            return RECEIVED
        return REPLIED if self.about_reply else RECEIVED

    def got(self) -> str | None:
        """ "j’ai reçu": their reply, or the notice of our letter when that is asked."""
        return UNSURE if self.at_receipt and REPLIED not in self.earlier else REPLIED

    def unsure(self) -> str | None:
        """The notice of receipt that came back: not the day they received the letter."""
        return UNSURE

    def read(self) -> str | None:
        return REPLIED if self.about_reply or REPLIED in self.earlier else None

    def removed(self) -> str | None:
        """ "retiré": the letter from the post office, or the page from the site."""
        return RECEIVED if self.at_receipt else REPLIED

    def signed(self) -> str | None:
        """ "signé": a contract, or the receipt of a letter when one is spoken of."""
        said = {cue.name for clause in self.around.before for cue in _cues(clause)}
        posted = {"letter", WRITTEN, RECEIVED} & {*said, *self.earlier}
        return RECEIVED if posted or self.context.asked in (*DATES, "sent_by") else OTHER

    def carried(self) -> str | None:
        """What the post office did on the way."""
        return WRITTEN if self.context.asked == WRITTEN else OTHER

    def letter(self) -> str | None:
        """A letter is ours, unless the message, or the question, speaks of theirs."""
        if self.context.asked in DATES:
            return OURS if self.at_receipt else self.context.asked
        clauses = (*self.around.before, *self.around.after)
        said = [cue.name for clause in clauses for cue in _cues(clause)]
        theirs = REPLIED in said or self.context.facts.get(WRITTEN)
        return REPLIED if self.about_reply and theirs else WRITTEN

    def drafted(self) -> str | None:
        return OTHER if self.about_reply or self.at_receipt else WRITTEN

    def dated(self) -> str | None:
        return self.context.asked if self.context.asked in DATES else self.letter()


MEANINGS: dict[str, Callable[[_Sense], str | None]] = {
    "receiving": _Sense.received,
    "got": _Sense.got,
    "card": _Sense.unsure,
    "reading": _Sense.read,
    "removing": _Sense.removed,
    "signing": _Sense.signed,
    "transit": _Sense.carried,
    "letter": _Sense.letter,
    "mail": _Sense.letter,
    "means": _Sense.letter,
    "draft": _Sense.drafted,
    "dated": _Sense.dated,
}


def _meaning(name: str, sense: _Sense) -> str | None:
    return MEANINGS[name](sense) if name in MEANINGS else name


# --- the role of a date -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Clause:
    """A clause to search: `first` its first cue or its last, none weaker than `weakest`."""

    text: str
    first: bool = False
    weakest: int = WEAK
    own: bool = False


def role(told: Expression, words: Around, context: Context) -> Role | None:
    """The role that `words` give the date `told`, if any."""
    found = _in_clause(words, context)
    if found or context.asked in DATES:
        return found or _inherited(words, context)
    return None if is_vague(told) else _far(words, context)


def is_vague(told: Expression) -> bool:
    """Whether words tell a time of the year rather than a day: "depuis 2019"."""
    return told.loose and told.shift is None and told.outcome == "ambiguous"


def carried(before: Around, known: Role, words: Around, context: Context) -> Role | None:
    """The role of a date that stands beside one whose words and role are `before` and `known`.

    It is the same; but beside the date that a paper bears, it is that of the verb.
    """
    if any(words.before):
        return None
    if known.level != ON_PAPER:
        return known
    verbs = [cue.name for cue in _cues(before.own) if cue.level == STRONG]
    name = _meaning(verbs[-1], _Sense([known.name], before, context)) if verbs else None
    return Role(name, STRONG) if name else None


def continued(before: Around, words: Around) -> Role | None:
    """ "ils m’ont appelé le 3 et écrit le 5": the verb goes on with the same subject, them."""
    joined = len(words.before) == 2 and not words.before[0]
    theirs = joined and says("theirs", before.own) and says("continues", words.own)
    return Role(REPLIED, STRONG) if theirs else None


def is_to_come(told: Expression, words: Around) -> bool:
    """Whether the verb is in the future, and no year says otherwise: "je l’enverrai le 2"."""
    future = lexicon.table("dates", "date_future")
    clauses = [words.own, *words.rest]
    return not told.year_given and any(lexicon.first(future, clause) for clause in clauses)


def base(told: Expression, words: Around) -> str | None:
    """The fact that a day counts from when the words name it, "" when it is no fact."""
    if not told.anchored:
        return None
    return lexicon.first(lexicon.table("dates", "date_base"), words.after[0]) or ""


def _in_clause(words: Around, context: Context) -> Role | None:
    """What the clause of the date says: before it, else after it when it tells that day."""
    own = _Clause(words.own, own=True)
    if not words.shared and begins("disowns", " ".join(words.after[:2]).strip()):
        return _picked(_Clause(" ".join(words.after[:3]), first=True), words, context)
    tells = [rest for rest in words.rest if begins("tells", rest)]
    if tells and says("cleft", words.own):
        return _picked(_Clause(tells[0], first=True), words, context)
    found = _picked(own, words, context)
    if found is None and tells:
        return _picked(_Clause(tells[0], first=True, weakest=STRONG), words, context)
    return found


def _inherited(words: Around, context: Context) -> Role | None:
    """Once a date is asked: what the clause before says, when that of the date says nothing."""
    if len(words.before) < 2 or (words.own and not says("copula", words.own)):
        return None
    found = _picked(_Clause(words.before[-2], weakest=STRONG), words, context)
    return found if found and (words.own or found.name in DATES) else None


def _far(words: Around, context: Context) -> Role | None:
    """When no date is asked: what the nearest clauses say, before first, then after."""
    before = words.before[-2::-1]
    clauses = [
        *(_Clause(text, first=True, weakest=NOUN) for text in words.rest),
        *(_Clause(text, weakest=NOUN) for text in before),
        *(_Clause(text) for text in before),
        *(_Clause(text, first=True) for text in words.rest),
        *(_Clause(text, first=True, weakest=NOUN) for text in words.after[1:]),
    ]
    found = (_picked(clause, words, context) for clause in clauses)
    return next((one for one in found if one), None)


def _picked(clause: _Clause, words: Around, context: Context) -> Role | None:
    """The nearest of the strongest cues of a clause, and what it means here."""
    cues = _cues(clause.text)
    silent = ("neutral",) if clause.own else ("neutral", "none")
    told = [cue for cue in cues if cue.name not in silent and cue.level >= clause.weakest]
    if not told:
        return None
    of = clause.own and words.of
    if of and told[-1].level == NOUN and told[-1].end == len(clause.text):
        return Role(told[-1].name, ON_PAPER)
    told = [cue for cue in told if cue.name not in PAPER] or told
    top = max(cue.level for cue in told)
    cue = [cue for cue in told if cue.level == top][0 if clause.first else -1]
    earlier = [other.name for other in cues if other.start < cue.start]
    name = _meaning(cue.name, _Sense(earlier, words, context))
    return Role(name, _level(cue, cues, earlier, of)) if name else None


def _level(cue: _Cue, cues: list[_Cue], earlier: list[str], of: bool) -> int:
    """How clear a cue is: the day that a paper bears is not that of its sending or receipt."""
    on_paper = any(other.name in PAPER for other in cues)
    if on_paper or cue.name == "reading" or (of and cue.name in ("letter", "mail")):
        return ON_PAPER
    return WEAK if cue.name == "receiving" and not earlier else cue.level
