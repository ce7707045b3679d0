"""What the reader is given, and what it gives back."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

Scores = Mapping[str, float]  # intent → probability
Classify = Callable[[Sequence[str]], list[Scores]]


@dataclass(frozen=True)
class Context:
    """Where the conversation stands when a message arrives.

    Attributes:
        asked: the slot being asked, if any.
        facts: the case so far.
        today: the day relative dates count from.
        draft: the unfinished answer to the question asked (half an address, a name to confirm).
        offered: the values of the choices shown with the question, in order.
        shown: what the buttons of the last reply send, with their titles, in order.
    """

    today: dt.date
    asked: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    draft: str | None = None
    offered: tuple[str, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What one message says.

    Attributes:
        intent: final intent, the name the dialogue rules know.
        confidence: between 0 and 1.
        facts: slot → value, each a possible value of that slot.
        doubts: slot → why what was said of it cannot be taken.
        control: a command to the assistant, or None.
        topic: id of a side question, or None.
        draft: an unfinished answer to keep for the next message, or None.
        cleared: facts of the case that the new ones void.
        corrected: facts of the case that change, with the value they had.
    """

    intent: str
    confidence: float
    facts: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    control: str | None = None
    topic: str | None = None
    draft: str | None = None
    cleared: tuple[str, ...] = ()
    corrected: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The reading as plain JSON data."""
        return {**asdict(self), "cleared": list(self.cleared)}


@dataclass
class Findings:
    """Facts and doubts gathered while one message is read; a fact wins over a doubt."""

    facts: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    draft: str | None = None

    def take(self, other: "Findings") -> None:
        """Adds what `other` found to what is not known yet."""
        self.facts = {**other.facts, **self.facts}
        self.doubts = {**other.doubts, **self.doubts}
        self.draft = self.draft or other.draft
        for known in self.facts.keys() & self.doubts.keys():
            del self.doubts[known]
