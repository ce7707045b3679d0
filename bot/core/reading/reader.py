"""Text, classifier, question asked, case and today's date in; facts, doubts and commands out."""

import re
from collections.abc import Sequence

from bot.core import case
from bot.core.normalise import normalise
from bot.core.reading import lexicon
from bot.core.reading.answers import is_choice, numbered, read_answer
from bot.core.reading.controls import CONTROLS, read_control
from bot.core.reading.cues import read_cues, read_platform
from bot.core.reading.identity import read_identity
from bot.core.reading.message import Context, Findings, Reading
from bot.core.reading.roles import read_dates

LONGEST_MESSAGE = 2000  # characters
BUTTON = re.compile(r"\s*([a-z_]+)=(\S.*?)\s*")
INTERNAL = ("document", "confirmed", "fact_to_change")
SURE = 0.55  # confidence from which a classified side question or command is believed
FALLBACK = "nlu_fallback"
MESSAGE = "message"  # what a doubt is about when it is about the whole message
WAYS_IN = ("listed_without_consent", "already_wrote")
ELSEWHERE = ("other_matter", "out_of_scope", "chitchat", "foreign_language", "prompt_injection")
WEAK = {"unknown_platform", "incomplete", "postcode_missing"}
Ranking = Sequence[tuple[str, float]]


def read(text: str, ranking: Ranking, context: Context) -> Reading:
    """Everything that `text` says.

    Args:
        text: what the user typed, said or pressed.
        ranking: the classifier's intents and confidences, the best first; may be empty.
        context: where the conversation stands.
    """
    if not text.strip():
        return Reading(FALLBACK, 1.0, doubts={MESSAGE: "empty"})
    if len(text) > LONGEST_MESSAGE:
        return Reading(FALLBACK, 1.0, doubts={MESSAGE: "too_long"})
    if text.lstrip().startswith("/"):
        return Reading(FALLBACK, 1.0, doubts={MESSAGE: "slash"})
    if context.asked is None:
        text = numbered(text, context.shown) or text
    pressed = _pressed(text)
    if isinstance(pressed, Reading):
        return pressed
    return _weigh(text, ranking, context, pressed or _understood(text, context))


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


def _command(control: str) -> Reading:
    return Reading(_intent_of(control), 1.0, control=control if control in CONTROLS else None)


def _intent_of(control: str) -> str:
    plain = ("greet", "goodbye", "thanks", "resume")
    return control if control in plain else f"control_{control}"


def _understood(text: str, context: Context) -> Findings | Reading:
    named = _fact_to_change(text, context)
    chosen = is_choice(text, context) or not named.facts
    findings = read_answer(text, context) if chosen else named
    if findings.facts:
        findings.take(_elsewhere(text, context, answered=True))
        return findings
    if control := read_control(text):
        return _command(control)
    findings.take(_elsewhere(text, context, answered=bool(findings.doubts)))
    return findings


def _elsewhere(text: str, context: Context, answered: bool) -> Findings:
    """What the message gives beside the answer to the question asked."""
    findings = read_dates(text, context)
    findings.take(read_identity(text, context))
    if context.asked in case.IDENTITY and (findings.facts or findings.doubts):
        return findings
    findings.take(read_cues(text, context))
    findings.take(read_platform(text, context))
    if not answered and not findings.facts:
        findings.take(_fact_to_change(text, context))
        findings.take(_unknown_platform(text, context))
    return findings


def _fact_to_change(text: str, context: Context) -> Findings:
    """At the recap: which answer to change ("l’adresse est fausse")."""
    if context.asked not in ("confirmed", "fact_to_change"):
        return Findings()
    fact = lexicon.first(lexicon.table("facts", "fact_to_change"), normalise(text))
    if fact and fact in context.facts:
        return Findings(facts={"fact_to_change": fact})
    return Findings()


MOST_NAME_WORDS = 4


def _unknown_platform(text: str, context: Context) -> Findings:
    """A site that the directory does not know is confirmed before it is believed."""
    words = re.findall(
        r"[\w.-]+", re.sub(r"(?i)^\s*(?:c['’]est|sur|le site|la plateforme)\s+", "", text)
    )
    if context.asked != "platform" or "?" in text or not 0 < len(words) <= MOST_NAME_WORDS:
        return Findings()
    typed = " ".join(words)
    if context.draft and normalise(context.draft) == normalise(typed):
        return Findings(facts={"platform": context.draft})
    return Findings(doubts={"platform": "unknown_platform"}, draft=typed)


def _weigh(text: str, ranking: Ranking, context: Context, found: Findings | Reading) -> Reading:
    """Chooses between what was read and what the classifier believes."""
    if isinstance(found, Reading):
        return found
    intent, confidence = ranking[0] if ranking else (FALLBACK, 0.0)
    sure = confidence >= SURE
    question = _is_question(text)
    topic = intent.removeprefix("ask_") if intent.startswith("ask_") and sure and question else None
    facts, refused = _accepted(found.facts, context)
    doubts = {**found.doubts, **refused}
    if facts and not _is_only_asking(text, intent, sure, facts, context):
        return _informing(facts, doubts, found.draft, topic, context)
    if topic or (sure and intent != "inform" and _are_weak(doubts)):
        return _believed(intent, confidence, context)
    if doubts:
        return Reading(FALLBACK, 1.0, doubts=doubts, draft=found.draft)
    believed = sure and intent != "inform"
    return _believed(intent, confidence, context) if believed else Reading(FALLBACK, confidence)


def _is_only_asking(
    text: str, intent: str, sure: bool, facts: dict[str, str], context: Context
) -> bool:
    """Whether the words of a question only look like facts: "si je leur écris…", off topic."""
    if not sure or not _is_question(text) or context.asked in facts:
        return False
    return _is_hypothetical(text) or intent in ELSEWHERE


def _are_weak(doubts: dict[str, str]) -> bool:
    """Doubts that any words would raise, so that a recognised command or question wins."""
    return bool(doubts) and set(doubts.values()) <= WEAK


def _believed(intent: str, confidence: float, context: Context) -> Reading:
    """What the classifier alone recognises: a command, a side question, a way in."""
    if intent in WAYS_IN and context.asked:
        return Reading("resume", confidence)
    if intent.startswith("ask_"):
        return Reading(intent, confidence, topic=intent.removeprefix("ask_"))
    control = intent.removeprefix("control_")
    return Reading(intent, confidence, control=control if control in CONTROLS else None)


def _is_hypothetical(text: str) -> bool:
    hypotheses = lexicon.table("controls", "hypothetical")["hypothetical"]
    return hypotheses.search(normalise(text)) is not None


def _is_question(text: str) -> bool:
    questions = lexicon.table("controls", "question")["question"]
    return "?" in text or questions.search(normalise(text)) is not None


def _accepted(facts: dict[str, str], context: Context) -> tuple[dict[str, str], dict[str, str]]:
    """Splits what was found into possible values and reasons why a value is impossible."""
    accepted, refused = {}, {}
    for fact, value in case.implied(facts).items():
        known = {**context.facts, **facts}
        reason = _refusal(fact, value, known, context)
        if reason:
            refused[fact] = reason
        else:
            accepted[fact] = value
    return accepted, refused


def _refusal(fact: str, value: str, known: dict[str, str], context: Context) -> str | None:
    if fact in INTERNAL:
        allowed = context.offered if context.asked == fact else ()
        return None if value in allowed or fact == "fact_to_change" else "stale"
    return case.refusal(fact, value, known, context.today)


def _informing(
    facts: dict[str, str],
    doubts: dict[str, str],
    draft: str | None,
    topic: str | None,
    context: Context,
) -> Reading:
    after = case.settle({**context.facts, **_of_case(facts)}, context.today)
    changed = {
        fact: context.facts[fact]
        for fact, value in facts.items()
        if fact in context.facts and context.facts[fact] != value
    }
    cleared = tuple(fact for fact in context.facts if fact not in after)
    kept = {fact: value for fact, value in facts.items() if fact in after or fact in INTERNAL}
    news = {fact: value for fact, value in kept.items() if context.facts.get(fact) != value}
    return Reading("inform", 1.0, news or kept, doubts, None, topic, draft, cleared, changed)


def _of_case(facts: dict[str, str]) -> dict[str, str]:
    return {fact: value for fact, value in facts.items() if fact in case.FACTS}


__all__ = ["read"]
