"""The words that carry facts and commands, from `data/reading/`, compiled once."""

import re
from functools import cache
from typing import Any

import yaml

from bot.core.paths import READING

Patterns = dict[str, re.Pattern[str]]


def _compile(expressions: list[str]) -> re.Pattern[str]:
    joined = "|".join(expression.replace(" ... ", r"(?: \w+){0,4} ") for expression in expressions)
    return re.compile(rf"\b(?:{joined})\b")


@cache
def _file(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((READING / f"{name}.yml").read_text(encoding="utf-8")))


@cache
def table(name: str, section: str) -> Patterns:
    """The patterns of one `section` of the lexicon `name`, by the value they stand for.

    In the files an expression is a regular expression on normalised text in which " ... " stands
    for up to four words.

    Raises:
        KeyError: no such section.
        re.error: an expression is not a valid regular expression.
    """
    return {value: _compile(words) for value, words in _file(name)[section].items()}


@cache
def sections(name: str) -> tuple[str, ...]:
    """The sections of the lexicon `name`, in the order of the file."""
    return tuple(_file(name))


def first(patterns: Patterns, text: str) -> str | None:
    """The first value of `patterns` that stands in `text`, in the order of the file."""
    return next((value for value, pattern in patterns.items() if pattern.search(text)), None)


def whole(patterns: Patterns, text: str) -> str | None:
    """The first value of `patterns` that is all that `text` says."""
    return next((value for value, pattern in patterns.items() if pattern.fullmatch(text)), None)
