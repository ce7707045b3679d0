"""The frozen set of `tests/nlu`: messages, and what a perfect reader makes of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from bot.core import case
from bot.core.case import Facts
from bot.core.paths import ROOT

FOLDER: Final = ROOT / "tests" / "nlu"
UNLESS_TOLD: Final[dict[str, Facts]] = {"reply_ground": {"reply": "refused"}}


@dataclass(frozen=True)
class Item:
    """One message; `tests/nlu/README.md` says what each field means."""

    text: str
    source: str
    asked: str | None = None
    known: Facts = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    may: Facts = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    control: str | None = None
    topic: tuple[str, ...] = ()
    scope: str | None = None

    @property
    def case(self) -> dict[str, str]:
        """The case when the message arrives: what is known, and what its question supposes."""
        supposed = UNLESS_TOLD.get(self.asked or "", {})
        return case.implied({**supposed, **self.known})

    @property
    def expected(self) -> Facts:
        """The facts to take: those told, but for what another of them rules out."""
        told = {**self.case, **self.facts}
        ruled_out = {fact for fact in self.facts if case.is_excluded(fact, told)}
        return {fact: value for fact, value in self.facts.items() if fact not in ruled_out}


def load(paths: Iterable[Path] | None = None) -> list[Item]:
    """Every item of `paths`, by default those of the frozen set, file by file.

    Raises:
        TypeError: an item has no text or source, or a field that does not exist.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = [path.read_text(encoding="utf-8") for path in paths or sorted(FOLDER.glob("*.yml"))]
    return [_item(raw) for text in files for raw in yaml.load(text, Loader=loader)]


def _item(raw: dict[str, Any]) -> Item:
    topic = raw.pop("topic", ())
    return Item(**raw, topic=(topic,) if isinstance(topic, str) else tuple(topic))
