"""The legal register: what stands behind every legal sentence."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.core.paths import LAW


@dataclass(frozen=True)
class Source:
    """A legal fact.

    Attributes:
        confidence: "seen" (official text), "seen-2" (secondary source) or "known" (unverified).
        in_force: since when, or until when, in words; empty when it does not apply.
        checked_on: ISO date of the last reading.
    """

    statement: str
    reference: str
    in_force: str
    sources: tuple[str, ...]
    confidence: str
    checked_on: str
    note: str = ""


@cache
def register(path: Path = LAW) -> dict[str, Source]:
    """The legal facts by id.

    Raises:
        TypeError: an entry has a field that is missing or unknown.
    """
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        name: Source(**{**entry, "sources": tuple(entry["sources"])})
        for name, entry in entries.items()
    }
