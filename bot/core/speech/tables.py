"""The words of speech, from `data/speech/`."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import yaml

from bot.core.paths import SPEECH

LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœŸ"  # what a French voice pronounces


@cache
def read(name: str) -> dict[str, Any]:
    """The tables of `data/speech/<name>.yml`.

    Raises:
        OSError: no such file.
    """
    return dict(yaml.safe_load((SPEECH / f"{name}.yml").read_text(encoding="utf-8")))


def table(name: str) -> dict[str, str]:
    """One of the tables of words: what is written → what is said.

    Raises:
        KeyError: no such table.
    """
    return dict(read("words")[name])


@cache
def feminine() -> str:
    """The feminine nouns before which "un" is said "une", as a regular expression."""
    return rf"(?:{'|'.join(read('words')['feminine'])})s?"


def form(name: str, **values: str) -> str:
    """A compound of words, its fields filled in: "douze, paragraphe trois".

    Raises:
        KeyError: no such form, or a field without a value.
    """
    return table("forms")[name].format(**values)


def any_of(written: Iterable[str]) -> str:
    """Any of the words `written`, the longest first, as a regular expression."""
    return "|".join(map(re.escape, sorted(written, key=len, reverse=True)))
