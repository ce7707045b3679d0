"""A call without its provider: what the line reports, and what is to be done next."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """What the line reports; nothing typed nor said is a silence.

    Attributes:
        digits: the keys that were pressed, in order: 0 to 9, * and #.
        speech: what the provider recognised.
        confidence: how sure it was of that, 0 to 1; 0 when it did not say.
        over: whether the call has ended.
    """

    digits: str = ""
    speech: str = ""
    confidence: float = 0.0
    over: bool = False


@dataclass(frozen=True)
class Collect:
    """What is waited for.

    Attributes:
        digits: how many keys at most; a pause ends them too.
        speech: whether one may speak.
    """

    digits: int = 1
    speech: bool = True


@dataclass(frozen=True)
class Turn:
    """What is done next.

    Attributes:
        prompts: what is said, each spoken French under 25 seconds; one may answer at any moment.
        collect: what is waited for; None to hang up.
    """

    prompts: tuple[str, ...]
    collect: Collect | None = None
