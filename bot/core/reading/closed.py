"""Closed facts said in free words: contract, means, reply, reason, in the whole or in a clause."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.core.case import (
    CHOICES,
    DATES,
    NO,
    REQUIRES,
    SITUATION,
    UNKNOWN,
    YES,
    implied,
)
from bot.core.reading import lexicon
from bot.core.reading.answers import UNSURE
from bot.core.reading.clauses import clauses, is_question, undated
from bot.core.reading.evidence import (
    DONT_KNOW,
    NOTHING,
    best,
    families,
    meaning,
    outcomes_of_clause,
    outcomes_of_whole,
)
from bot.core.reading.message import Classify, Context, Findings, Scores
from bot.core.reading.spelling import plain_words

TAKEN = 0.8  # probability from which an answer to the question asked is taken
PROPOSED = 0.3  # probability from which it is proposed, to be confirmed
RIVAL = 0.8  # probability from which another answer in the same message makes it doubtful
VOLUNTEERED = 0.94  # probability from which a fact nobody asked for is taken
CORRECTED = 0.6  # the same when the message says that it corrects
SURELY = 0.98  # the same when the question asked is another kind of fact, or a question is put
OFF_SUBJECT = 0.6  # probability from which a message is off the subject, and gives no fact
TELLING = 0.5  # probability that a message tells a case, from which its clauses are believed
NOT_KNOWING = 0.4  # probability from which somebody who does not know is told so
CLOSED = (*CHOICES, "document", "confirmed")  # questions that a yes, a no or a choice answers
ANSWERABLE = (*CLOSED, "received_on")  # and the date that one may not know
COMING_WITH = {"third_party": (NO,), "partial": ("deleted", "refused")}  # "not I, my employer"
CONFIRM = "confirm"


@dataclass(frozen=True)
class Part:
    """A clause as the classifier sees it.

    Attributes:
        shares: its outcomes, given the pending question.
        asking: whether its words are those of a question.
    """

    shares: Scores
    asking: bool


@dataclass(frozen=True)
class Utterance:
    """A message as the classifier sees it.

    Attributes:
        plain: its plain words, without dates.
        asking: whether its words are those of a question.
        kinds: how likely each kind of message is, whatever was asked.
        whole: the outcomes of the whole, given the pending question.
        parts: its clauses.
    """

    plain: str
    asking: bool
    kinds: Scores
    whole: Scores
    parts: tuple[Part, ...]

    @cached_property
    def correcting(self) -> bool:
        """Whether it takes back something said before."""
        return is_correcting(self.plain)

    @cached_property
    def leanings(self) -> Scores:
        """How likely each kind of message is, given the pending question."""
        return families(self.whole)


def utterance(text: str, classify: Classify, context: Context) -> Utterance:
    """`text` and its clauses, classified in one call."""
    bare = undated(text, context.today)
    plain, parts = plain_words(bare), clauses(bare)
    whole, *scores = classify([plain, *(part.text for part in parts)])
    asked, asking = context.asked, is_question(text)
    correcting = is_correcting(plain)
    heard = (
        Part(outcomes_of_clause(score, asked, part.asking, correcting), part.asking)
        for part, score in zip(parts, scores, strict=True)
    )
    alone = families({intent: score for intent, score in whole.items() if intent != NOTHING})
    return Utterance(plain, asking, alone, outcomes_of_whole(whole, asked, asking), tuple(heard))


def read_closed(said: Utterance, found: Findings, context: Context) -> Findings:
    """The closed facts that the message gives: the one asked for, and those volunteered.

    Args:
        found: what else was read in the message.
    """
    if is_off_subject(said):
        return Findings()
    findings = _asked(said, found, context)
    answered = context.asked in {**found.facts, **findings.facts}
    if answered or is_telling(said):
        volunteered = _volunteered(said, answered, context)
        if "reply_ground" in volunteered and _is_refused(volunteered, found, findings, context):
            volunteered["reply"] = "refused"
        findings.take(Findings(facts=_coherent(volunteered, findings, context)))
    return findings


def _is_refused(
    volunteered: Mapping[str, str], found: Findings, asked: Findings, context: Context
) -> bool:
    """Whether a reason tells of a refusal: they were written to, and no other reply is told."""
    told = {**context.facts, **found.facts, **asked.facts, **volunteered}
    rest = {fact: value for fact, value in told.items() if fact != "reply_ground"}
    written = context.asked == "reply" or implied(rest).get("has_written") == YES
    return written and "reply" not in told and "reply" not in asked.doubts


def is_off_subject(said: Utterance, surely: bool = False) -> bool:
    """Whether the message is about something else, whatever was asked."""
    return said.kinds.get("elsewhere", 0.0) >= (SURELY if surely else OFF_SUBJECT)


def is_telling(said: Utterance) -> bool:
    """Whether the message tells its author's case, rather than asks, commands or digresses."""
    return said.leanings.get("answer", 0.0) + said.leanings.get("opening", 0.0) >= TELLING


def _asked(said: Utterance, found: Findings, context: Context) -> Findings:
    asked = context.asked
    if asked not in ANSWERABLE or asked in found.facts:
        return Findings()
    if said.whole.get(DONT_KNOW, 0.0) >= NOT_KNOWING and meaning(DONT_KNOW, asked) is None:
        return Findings(doubts={asked: UNSURE})
    values = _values(said, asked)
    value, share = best(values)
    if share < PROPOSED:
        return Findings()
    if share >= _wanted_of(f"{asked}={value}", said, found) and _is_alone(value, values):
        return Findings(facts={asked: value})
    return Findings(doubts={asked: CONFIRM}, draft=value)


def _wanted_of(given: str, said: Utterance, found: Findings) -> float:
    """The probability from which an answer to the question asked is taken."""
    elsewhere = bool(found.facts) and said.correcting
    stated = any(best(part.shares)[0] == given and not part.asking for part in said.parts)
    return SURELY if elsewhere or (said.asking and not stated) else TAKEN


def _values(said: Utterance, asked: str) -> dict[str, float]:
    """The values of the question asked that the whole or a clause gives, as likely as at best."""
    found: dict[str, float] = {}
    for shares in (said.whole, *(part.shares for part in said.parts)):
        given, share = best(shares)
        slot, _, value = given.partition("=")
        if slot == asked:
            found[value] = max(share, found.get(value, 0.0))
    return found


def _is_alone(value: str, values: dict[str, float]) -> bool:
    """Whether no other value of `values` is as good, but those that `value` comes with."""
    along = COMING_WITH.get(value, ())
    rivals = (share for other, share in values.items() if other != value and other not in along)
    return max(rivals, default=0.0) < RIVAL


def _volunteered(said: Utterance, answered: bool, context: Context) -> dict[str, str]:
    """The facts that a clause gives by itself, whatever was asked.

    What was asked before is known: only a correction speaks of it again.
    """
    found: dict[str, str] = {}
    for part in said.parts:
        given, share = best(part.shares)
        slot, _, value = given.partition("=")
        welcome = slot in CHOICES and (said.correcting or _is_ahead(slot, context.asked))
        known = value != UNKNOWN or slot == "reply_ground"
        wanted = _wanted_unasked(slot, said, answered, context)
        if welcome and known and slot != context.asked and share >= wanted:
            found.setdefault(slot, value)
    return found


def _wanted_unasked(slot: str, said: Utterance, answered: bool, context: Context) -> float:
    """The probability from which a fact nobody asked for is taken."""
    if said.correcting and slot in context.facts:
        return CORRECTED
    told = context.asked in (*CLOSED, "platform", None)
    return VOLUNTEERED if told or (answered and context.asked in DATES) else SURELY


def is_correcting(plain: str) -> bool:
    """Whether plain words take back something said before."""
    return lexicon.table("controls", "correction")["correction"].search(plain) is not None


def _is_ahead(slot: str, asked: str | None) -> bool:
    """Whether `slot` is asked after the question `asked`."""
    if asked not in SITUATION:
        return asked is None
    return SITUATION.index(slot) > SITUATION.index(asked)


def means_of_sending(said: Utterance) -> str | None:
    """The one means of sending that the words of the message name, if there is only one."""
    theirs = lexicon.table("facts", "theirs")["theirs"]
    plain = theirs.sub(" ", said.plain)
    named = [m for m, words in lexicon.table("facts", "sent_by").items() if words.search(plain)]
    return named[0] if len(named) == 1 else None


def _coherent(found: dict[str, str], asked: Findings, context: Context) -> dict[str, str]:
    """Drops what a clause says by accident: a contract sent, a reason nobody gave."""
    known = {**context.facts, **found, **asked.facts}
    dropped = set()
    if "contract_sent" in found:
        dropped.add("has_written")
    if known.get("reply") not in REQUIRES["reply_ground"][1]:
        dropped.add("reply_ground")
    return {fact: value for fact, value in found.items() if fact not in dropped}
