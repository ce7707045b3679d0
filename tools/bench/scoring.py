"""How a reading of a message compares with what a perfect reader makes of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Final

from sklearn.metrics import f1_score

from bot.core import case
from bot.core.reading import Reading
from tools.bench.frozen import Item

CONFIRM: Final = "confirm"
FALLBACK: Final = "nlu_fallback"
UNNAMED: Final = "nonsense"  # a scope that no intent stands for
OWN_NAME: Final = ("greet", "thanks", "goodbye")  # commands whose intent is their name
BARE: Final = {case.YES: "affirm", case.NO: "deny", "none": "deny", case.UNKNOWN: "dont_know"}
# Doubts that no word of the message bears: whatever else is doubted instead, nothing is taken.
LOOSE: Final = ("unsure", "unknown_platform", "which", "open", "none")


@dataclass(frozen=True)
class Counts:
    """What was seen, in numbers; those of two messages add up.

    Attributes:
        messages: messages read.
        expected: facts that a perfect reader takes.
        right: of these, those taken.
        proposed: of the others, those whose right value is put to be confirmed.
        wrong: facts taken with a value that is not theirs.
        wrong_messages: messages with such a fact: silently wrong.
        doubts: messages that are to be doubted.
        doubts_held: of these, those doubted, nothing wrong being taken.
        doubts_explained: of these, those doubted for the right reason.
        controls: messages that give a command.
        controls_heard: of these, those whose command was heard, nothing wrong being taken.
        topics: messages that ask a side question.
        topics_routed: of these, those brought to an accepted answer.
        scopes: messages that are out of scope.
        scopes_rejected: of these, those that gave no fact, no topic and no command.
        dates: messages that tell a date, or something of a date that is to be doubted.
        dates_right: of these, those whose dates are taken right or rightly doubted.
        dates_wrong: of these, those of which a wrong date was taken.
    """

    messages: int = 0
    expected: int = 0
    right: int = 0
    proposed: int = 0
    wrong: int = 0
    wrong_messages: int = 0
    doubts: int = 0
    doubts_held: int = 0
    doubts_explained: int = 0
    controls: int = 0
    controls_heard: int = 0
    topics: int = 0
    topics_routed: int = 0
    scopes: int = 0
    scopes_rejected: int = 0
    dates: int = 0
    dates_right: int = 0
    dates_wrong: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Counts(*(one + another for one, another in pairs))

    def failures(self) -> dict[str, int]:
        """How many times each kind of failure was seen."""
        return {
            "silently wrong": self.wrong,
            "missed": self.expected - self.right - self.proposed,
            "only proposed": self.proposed,
            "doubt not held": self.doubts - self.doubts_held,
            "command not heard": self.controls - self.controls_heard,
            "side question not routed": self.topics - self.topics_routed,
            "out of scope not rejected": self.scopes - self.scopes_rejected,
        }


def total(counts: Iterable[Counts]) -> Counts:
    """All of `counts` together."""
    return sum(counts, Counts())


def score(item: Item, reading: Reading) -> Counts:
    """What `reading` made of `item`, a message."""
    expected = item.expected
    wrong, missed = _wrong(item, reading), _missed(item, reading)
    proposed = [fact for fact in missed if _is_proposed(fact, item.facts[fact], reading)]
    held = not wrong and not missed and _are_held(item.doubts, reading)
    rejected = not (reading.facts or reading.topic or reading.control)
    dates, dates_right, dates_wrong = _dates(item, reading, wrong, missed)
    return Counts(
        messages=1,
        expected=len(expected),
        right=len(expected) - len(missed),
        proposed=len(proposed),
        wrong=len(wrong),
        wrong_messages=bool(wrong),
        doubts=bool(item.doubts),
        doubts_held=bool(item.doubts) and held,
        doubts_explained=bool(item.doubts) and item.doubts.items() <= reading.doubts.items(),
        controls=bool(item.control),
        controls_heard=bool(item.control) and reading.control == item.control and not wrong,
        topics=bool(item.topic),
        topics_routed=reading.topic in item.topic,
        scopes=bool(item.scope),
        scopes_rejected=bool(item.scope) and rejected,
        dates=dates,
        dates_right=dates_right,
        dates_wrong=dates_wrong,
    )


def _wrong(item: Item, reading: Reading) -> set[str]:
    """The facts taken with a value that is neither expected, nor defensible, nor known."""
    accepted = (case.implied(item.facts), case.implied(item.may), item.case)
    return {
        fact
        for fact, value in reading.facts.items()
        if fact in case.FACTS and all(facts.get(fact) != value for facts in accepted)
    }


def _missed(item: Item, reading: Reading) -> set[str]:
    """The facts expected and not taken; a date, a means or a reply says that one wrote."""
    taken = case.implied(reading.facts)
    return {fact for fact, value in item.expected.items() if taken.get(fact) != value}


def _is_proposed(fact: str, value: str, reading: Reading) -> bool:
    return reading.doubts.get(fact) == CONFIRM and reading.draft == value


def _are_held(doubts: Mapping[str, str], reading: Reading) -> bool:
    """Whether what is to be doubted is: on that fact, or else by taking nothing at all."""
    return not reading.facts or all(
        fact in reading.doubts or (reading.doubts and reason in LOOSE)
        for fact, reason in doubts.items()
    )


def _dates(
    item: Item, reading: Reading, wrong: Collection[str], missed: Collection[str]
) -> tuple[bool, bool, bool]:
    """Whether dates are in question; whether all are right or doubted; whether one is wrong."""
    told = {fact for fact in case.DATES if item.facts.get(fact, case.UNKNOWN) != case.UNKNOWN}
    doubted = {fact: item.doubts[fact] for fact in case.DATES if fact in item.doubts}
    if not told and not doubted:
        return False, False, False
    is_wrong = any(fact in case.DATES for fact in wrong)
    is_right = told.isdisjoint(missed) and (not doubted or _are_held(doubted, reading))
    return True, is_right and not is_wrong, is_wrong


@dataclass(frozen=True)
class Intents:
    """How the raw classifier does on the messages that name one intent.

    Attributes:
        messages: how many there are.
        accuracy: share of those whose likeliest intent is accepted, 0 to 1.
        macro_f1: F1 of each intent that they name, averaged, 0 to 1.
    """

    messages: int
    accuracy: float
    macro_f1: float


def score_intents(items: Sequence[Item], rankings: Sequence[Sequence[str]]) -> Intents:
    """How `rankings`, the intents of each item from the likeliest, compare with `items`.

    Raises:
        ValueError: no item names an intent, or there is not one ranking an item.
    """
    pairs = [(named(item), first(ranks)) for item, ranks in zip(items, rankings, strict=True)]
    pairs = [(accepted, given) for accepted, given in pairs if accepted]
    if not pairs:
        raise ValueError("no item names an intent")
    true = [given if given in accepted else accepted[0] for accepted, given in pairs]
    given = [given for _, given in pairs]
    right = sum(one == other for one, other in zip(true, given, strict=True))
    labels = sorted(set(true))
    macro = f1_score(true, given, labels=labels, average="macro", zero_division=0)
    return Intents(len(pairs), right / len(pairs), float(macro))


def first(ranking: Sequence[str]) -> str:
    """The likeliest intent of `ranking`, or "" when it has none; giving up is not one."""
    return next((intent for intent in ranking if intent != FALLBACK), "")


def named(item: Item) -> tuple[str, ...]:
    """The intents accepted for `item`, the most exact first; none when it does not name one."""
    if sum(map(bool, (item.facts, item.doubts, item.control, item.topic, item.scope))) != 1:
        return ()
    if item.facts:
        return _answer(item)
    if item.control:
        return (item.control if item.control in OWN_NAME else f"control_{item.control}",)
    if item.topic:
        return tuple(f"ask_{topic}" for topic in item.topic)
    return (item.scope,) if item.scope and item.scope != UNNAMED else ()


def _answer(item: Item) -> tuple[str, ...]:
    """One closed answer: its value, or the bare yes, no, don't know that means it when asked."""
    (fact, value), *others = item.facts.items()
    if others or fact not in case.CHOICES:
        return ()
    bare = BARE.get(value) if fact == item.asked else None
    return (f"{fact}={value}", bare) if bare else (f"{fact}={value}",)
