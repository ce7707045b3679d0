"""What a text gives, given what the classifier says and what was asked.

The classifier tells how likely each intent is in itself. Here intents become outcomes: a value of
a slot ("reply=none"), or the intent itself when it gives none. The pending question makes its
answers likelier.
"""

from bot.core.case import CHOICES, DECLINED, NO, OPTIONAL, UNKNOWN, YES
from bot.core.reading.controls import OWN_NAME
from bot.core.reading.message import Scores

ASKED = 30.0  # how much likelier an answer is when its question is pending
PARTLY = 8.0  # the same of a clause, which may speak of something else
DOUBTED = 3.0  # the same when the words are those of a question
TOLD = 4.0  # how much likelier any fact is in a clause of a message that tells a case
AFFIRM, DENY, DONT_KNOW, NOTHING = "affirm", "deny", "dont_know", "nothing"
ELSEWHERE = (
    "other_matter",
    "out_of_scope",
    "chitchat",
    "insult",
    "foreign_language",
    "prompt_injection",
)
OPENINGS = ("listed_without_consent", "already_wrote", "have_question")
KIN = {  # said as an answer, these are answers; asked as a question, they are side questions
    "ask_third_party_contract": "contract_signed=third_party",
    "listed_without_consent": "wants_removal=yes",
    "already_wrote": "has_written=yes",
    "ask_identity_document": "reply=identity_requested",
    "ask_extension": "reply=extended",
    "ask_legitimate_interest": "reply_ground=legitimate_interest",
    "ask_public_data": "reply_ground=public_data",
    "ask_account_required": "reply_ground=account_required",
    "ask_host_only": "reply_ground=host_only",
    "ask_fee": "reply_ground=fee",
}
FOLLOWING = {"reply": "reply_ground"}  # what the answer to a question may go on with
DENIAL = {"reply": "none", "received_on": UNKNOWN, "confirmed": "change", "document": "none"}


def meaning(intent: str, asked: str) -> str | None:
    """The value that yes, no or "don't know" gives to the question `asked`, or None."""
    values = CHOICES.get(asked, ())
    if intent == AFFIRM:
        return YES if YES in values or asked == "confirmed" else None
    if intent == DENY:
        return DENIAL.get(asked, NO if NO in values else _declining(asked))
    if intent == DONT_KNOW:
        return UNKNOWN if UNKNOWN in values or asked == "received_on" else _declining(asked)
    return None


def _declining(asked: str) -> str | None:
    return DECLINED if asked in OPTIONAL else None


def outcome(intent: str, asked: str | None, asking: bool, correcting: bool = False) -> str:
    """What `intent` gives: "slot=value", or itself.

    Args:
        asked: the slot being asked, if any.
        asking: whether the words are those of a question, which states nothing.
        correcting: whether they take back something said before, which may be any answer.
    """
    if asked is None:
        return intent
    value = None if (intent, asked) == (DENY, "reply") else meaning(intent, asked)
    if value:
        return f"{asked}={value}"
    kin = "" if asking else KIN.get(intent, "")
    welcome = correcting or kin.partition("=")[0] in (asked, FOLLOWING.get(asked))
    return kin if kin and welcome else intent


def outcomes_of_whole(scores: Scores, asked: str | None, asking: bool) -> Scores:
    """The probability of each outcome of a whole message, which says something."""
    alone = {intent: score for intent, score in scores.items() if intent != NOTHING}
    return _outcomes(alone, asked, asking, DOUBTED if asking else ASKED, 1.0)


def outcomes_of_clause(
    scores: Scores, asked: str | None, asking: bool, correcting: bool = False
) -> Scores:
    """The probability of each outcome of a clause, which may say nothing."""
    pending = DOUBTED if asking else PARTLY
    return _outcomes(scores, asked, asking, pending, TOLD, correcting)


def _outcomes(
    scores: Scores,
    asked: str | None,
    asking: bool,
    pending: float,
    told: float,
    correcting: bool = False,
) -> Scores:
    shares: dict[str, float] = {}
    for intent, score in scores.items():
        given = outcome(intent, asked, asking, correcting)
        if _answers(given, asked):
            score *= pending
        elif "=" in given:
            score *= told
        shares[given] = shares.get(given, 0.0) + score
    total = sum(shares.values())
    return {given: share / total for given, share in shares.items()} if total else {}


def _answers(given: str, asked: str | None) -> bool:
    if asked is None:
        return False
    return given.partition("=")[0] == asked or (given == "inform" and asked not in CHOICES)


def best(shares: Scores) -> tuple[str, float]:
    """The likeliest of `shares` and its probability; "" when there is none."""
    likeliest = max(shares, key=shares.__getitem__, default="")
    return likeliest, shares.get(likeliest, 0.0)


def family(given: str) -> str:
    """What kind of message an outcome is: "topic", "control", "elsewhere", "opening", "answer"."""
    if given.startswith("ask_"):
        return "topic"
    if given.startswith("control_") or given in OWN_NAME:
        return "control"
    if given in ELSEWHERE:
        return "elsewhere"
    return "opening" if given in OPENINGS else "answer"


def families(shares: Scores) -> Scores:
    """The probability of each kind of message."""
    kinds: dict[str, float] = {}
    for given, share in shares.items():
        kinds[family(given)] = kinds.get(family(given), 0.0) + share
    return kinds


def likeliest_of(kind: str, shares: Scores) -> tuple[str, float]:
    """The likeliest outcome of that kind and its probability."""
    return best({given: share for given, share in shares.items() if family(given) == kind})
