"""Text, classifier, question asked, case and today's date in; facts, doubts and commands out."""

import re

from bot.core import case
from bot.core.normalise import normalise
from bot.core.reading import lexicon
from bot.core.reading.answers import button_of, is_choice, pressed, read_answer, read_skip
from bot.core.reading.clauses import is_question
from bot.core.reading.closed import (
    CONFIRM,
    TAKEN,
    Utterance,
    is_correcting,
    is_off_subject,
    means_of_sending,
    read_closed,
    utterance,
)
from bot.core.reading.controls import CONTROLS, OWN_NAME, read_control
from bot.core.reading.evidence import AFFIRM, DENY, KIN, OPENINGS, best, likeliest_of
from bot.core.reading.identity import read_identity
from bot.core.reading.message import Classify, Context, Findings, Reading
from bot.core.reading.roles import read_dates
from bot.core.reading.sites import read_platform, read_unknown_platform
from bot.core.reading.spelling import plain_words

LONGEST_MESSAGE = 2000  # characters
BUTTON = re.compile(r"\s*([a-z_]+)=(\S.*?)\s*")
INTERNAL = ("document", "confirmed", "fact_to_change")
SURE = 0.4  # probability from which a message is believed to be a command, a question, off topic
DISTINCT = 0.3  # probability from which it is believed to be one of them
ASKS = 0.3  # probability from which a side question is heard beside something else
FALLBACK = "nlu_fallback"
MESSAGE = "message"  # what a doubt is about when it is about the whole message
BEFORE_SENDING = (None, *case.SITUATION[: case.SITUATION.index("sent_by")])
WAYS_IN = ("listed_without_consent", "already_wrote")
WEAK = {"unknown_platform", "incomplete", "postcode_missing", "none", CONFIRM}


def read(text: str, classify: Classify, context: Context) -> Reading:
    """Everything that `text` says.

    Args:
        text: what the user typed, said or pressed.
        classify: the probability of each intent, for each of the texts it is given.
        context: where the conversation stands.
    """
    if not text.strip():
        return Reading(FALLBACK, 1.0, doubts={MESSAGE: "empty"})
    if len(text) > LONGEST_MESSAGE:
        return Reading(FALLBACK, 1.0, doubts={MESSAGE: "too_long"})
    if text.lstrip().startswith("/"):
        return Reading(FALLBACK, 1.0, doubts={MESSAGE: "slash"})
    if context.asked is None:
        text = pressed(text, context.shown) or text
    exact = _pressed(text) or _exact(text, context)
    if isinstance(exact, Reading):
        return exact
    if exact.facts:
        return _informing(exact, None, context)
    return _weigh(text, utterance(text, classify, context), exact, context)


def _pressed(text: str) -> Findings | Reading | None:
    """A button: "name=value"; the value is checked like any other answer."""
    match = BUTTON.fullmatch(text)
    if match is None:
        return None
    name, value = match.groups()
    if name == "control" and value in (*CONTROLS, "resume"):
        return _command(value)
    if name == "intent" and value in ("listed_without_consent", "have_question"):
        return Reading(value, 1.0)
    if name == "intent" and value == "already_wrote":
        return Findings(facts={"has_written": case.YES})
    if name in case.FACTS or name in INTERNAL:
        return Findings(facts={name: value})
    return None


def _exact(text: str, context: Context) -> Findings | Reading:
    """What needs no classifier: a choice, a plain yes or no, a command in its own words."""
    if skipped := read_skip(text, context.asked):
        reading = Reading(FALLBACK, 1.0, doubts=skipped.doubts, draft=context.draft)
        return reading if skipped.doubts else skipped
    named = _fact_to_change(text, context)
    if named.facts and not (is_choice(text, context) or is_correcting(plain_words(text))):
        return named
    findings = read_answer(text, context)
    control = None if findings.facts else read_control(text)
    return _command(control) if control else findings


def _command(control: str, confidence: float = 1.0) -> Reading:
    intent = control if control in OWN_NAME else f"control_{control}"
    return Reading(intent, confidence, control=control if control in CONTROLS else None)


def _fact_to_change(text: str, context: Context) -> Findings:
    """At the recap: which answer to change ("l’adresse est fausse")."""
    if context.asked not in ("confirmed", "fact_to_change") or is_question(text):
        return Findings()
    fact = lexicon.first(lexicon.table("facts", "fact_to_change"), normalise(text))
    if fact and fact in context.facts:
        return Findings(facts={"fact_to_change": fact})
    return Findings()


def _weigh(text: str, said: Utterance, exact: Findings, context: Context) -> Reading:
    """Chooses between what was read and what the classifier believes the message to be."""
    found = exact
    found.take(_grammar(text, context))
    found.take(read_closed(said, found, context))
    _add_means(said, found, context)
    if not found.facts:
        found.take(_fact_to_change(text, context))
    kind, share = best(said.leanings)
    topic = _topic(said, found)
    if found.facts and not _only_looks_like_facts(text, said, found, context):
        return _informing(found, topic, context)
    if _are_weak(found.doubts) and (believed := _believed(said, kind, share, context)):
        return believed
    if topic and _are_weak(found.doubts):
        return Reading(f"ask_{topic}", share, topic=topic)
    if not found.doubts and (meant := _meant(said, context)):
        return meant
    if not found.doubts:
        found.take(read_unknown_platform(text, context))
    return Reading(FALLBACK, 1.0, doubts=found.doubts, draft=found.draft)


def _meant(said: Utterance, context: Context) -> Reading | None:
    """The button of the last reply that a yes or a no in free words presses."""
    intent, share = best(said.whole)
    if context.asked or intent not in (AFFIRM, DENY) or share < TAKEN:
        return None
    found = _pressed(button_of(intent, context.shown) or "")
    return _informing(found, None, context) if isinstance(found, Findings) else found


def _add_means(said: Utterance, found: Findings, context: Context) -> None:
    """ "le 3 mars par mail": the means that goes with a request just told."""
    told = found.facts.get("has_written") == case.YES or "written_on" in found.facts
    wanted = told and context.asked in BEFORE_SENDING and "sent_by" not in context.facts
    means = means_of_sending(said) if wanted and not said.asking else None
    if means:
        found.take(Findings(facts={"sent_by": means}))


def _grammar(text: str, context: Context) -> Findings:
    """Dates, identity, platform: what has a form of its own."""
    findings = read_dates(text, context)
    findings.take(read_identity(text, context))
    if context.asked not in case.IDENTITY or is_correcting(plain_words(text)):
        findings.take(read_platform(text, context))
    return findings


def _topic(said: Utterance, found: Findings) -> str | None:
    """The side question that the message, or one of its clauses, asks."""
    stated = {f"{slot}={value}" for slot, value in found.facts.items()} if said.asking else ()
    for kin, given in KIN.items():
        if given in stated and kin not in OPENINGS:
            return kin.removeprefix("ask_")
    for shares in (said.whole, *(part.shares for part in said.parts)):
        intent, share = likeliest_of("topic", shares)
        if share >= ASKS:
            return intent.removeprefix("ask_")
    return None


def _only_looks_like_facts(text: str, said: Utterance, found: Findings, context: Context) -> bool:
    """Whether the words only look like facts: "si je leur écris…", or are off the subject."""
    if said.correcting:
        return False
    if context.asked in found.facts and context.asked in (*case.DATES, *case.IDENTITY):
        return context.asked in case.DATES and is_off_subject(said, surely=True)
    if is_off_subject(said):
        return True
    kind, share = best(said.leanings)
    if context.asked in found.facts or share < SURE:
        return False
    return kind == "elsewhere" or (kind == "topic" and _is_hypothetical(text))


def _are_weak(doubts: dict[str, str]) -> bool:
    """No doubt, or such as any words would raise: a recognised command or question wins."""
    return set(doubts.values()) <= WEAK


def _believed(said: Utterance, kind: str, share: float, context: Context) -> Reading | None:
    """What the classifier alone recognises: a command, a side question, a way in, or off topic."""
    intent, own = likeliest_of(kind, said.whole)
    if kind in ("", "answer") or share < SURE or own < DISTINCT:
        return None
    if intent in WAYS_IN and context.asked:
        return Reading("resume", share)
    if kind == "topic":
        return Reading(intent, own, topic=intent.removeprefix("ask_"))
    if kind == "control":
        return _command(intent.removeprefix("control_"), own)
    return Reading(intent, own)


def _is_hypothetical(text: str) -> bool:
    hypotheses = lexicon.table("controls", "hypothetical")["hypothetical"]
    return hypotheses.search(normalise(text)) is not None


def _accepted(facts: dict[str, str], context: Context) -> tuple[dict[str, str], dict[str, str]]:
    """Splits what was found into possible values and reasons why a value is impossible."""
    known = {**context.facts, **facts}
    reasons = {fact: _refusal(fact, value, known, context) for fact, value in facts.items()}
    refused = {fact: reason for fact, reason in reasons.items() if reason}
    accepted = {fact: value for fact, value in facts.items() if fact not in refused}
    return case.implied(accepted), refused


def _refusal(fact: str, value: str, known: dict[str, str], context: Context) -> str | None:
    if fact in INTERNAL:
        allowed = context.offered if context.asked == fact else ()
        return None if value in allowed or fact == "fact_to_change" else "stale"
    return case.refusal(fact, value, known, context.today)


def _informing(found: Findings, topic: str | None, context: Context) -> Reading:
    facts, refused = _accepted(found.facts, context)
    doubts = {**found.doubts, **refused}
    if not facts:
        return Reading(FALLBACK, 1.0, doubts=doubts, draft=found.draft)
    after = case.settle({**_lasting(facts, context), **_of_case(facts)}, context.today)
    changed = {
        fact: context.facts[fact]
        for fact, value in facts.items()
        if fact in context.facts and context.facts[fact] != value
    }
    cleared = tuple(fact for fact in context.facts if fact not in after)
    kept = {fact: value for fact, value in facts.items() if fact in after or fact in INTERNAL}
    if not kept and context.asked:
        return Reading(FALLBACK, 1.0, doubts=doubts or dict.fromkeys(facts, "stale"))
    news = {fact: value for fact, value in kept.items() if context.facts.get(fact) != value}
    return Reading("inform", 1.0, news or kept, doubts, None, topic, found.draft, cleared, changed)


def _lasting(facts: dict[str, str], context: Context) -> dict[str, str]:
    """The case so far, without the address of a platform that is now another one."""
    another = facts.get("platform", context.facts.get("platform")) != context.facts.get("platform")
    gone = case.UNASKED if another else ()
    return {fact: value for fact, value in context.facts.items() if fact not in gone}


def _of_case(facts: dict[str, str]) -> dict[str, str]:
    return {fact: value for fact, value in facts.items() if fact in case.HELD}
