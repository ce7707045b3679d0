"""The terminal: phone-style dialogue, or JSON lines for scripts."""

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from typing import Any, TextIO

from bot.channels import listing
from bot.channels.wording import words
from bot.core import profile, texts
from bot.core.normalise import normalise
from bot.engine.assistant import Assistant
from bot.engine.turns import GREETING, Reply, Said, take_turn

NAME = "terminal"
WIDEST = 80  # columns that are easily read
INDENT = "  "
HEAD = re.compile(r"\s*(?:\d+\. |- )?")  # of a line, before its first word


async def converse(assistant: Assistant, sender: str, lines: TextIO, out: TextIO) -> None:
    """A dialogue with numbered choices, until it is left, interrupted or `lines` end."""
    _print(words(NAME)["words"], out)
    heard: str | None = GREETING
    while heard is not None:
        _show(await take_turn(assistant, heard, sender, NAME), out)
        heard = _next(lines, out)
    _print(texts.variant("utter_goodbye", NAME)["text"].format(**profile.fields()), out)


def _next(lines: TextIO, out: TextIO) -> str | None:
    """What is typed next; None when one leaves."""
    print("\n> ", end="", file=out, flush=True)
    try:
        line = lines.readline()
    except KeyboardInterrupt:
        line = ""
    if not line.endswith("\n"):
        print(file=out)
    return None if not line or normalise(line) in words(NAME)["leaving"] else line.rstrip("\n")


def _show(reply: Reply, out: TextIO) -> None:
    for message in reply.messages:
        _print("\n".join(_rendered(message)), out)


def _print(text: str, out: TextIO) -> None:
    """Prints `text` after an empty line, in lines that the terminal shows whole."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    wrapped = (_wrapped(line, width) for line in text.splitlines())
    print("", *wrapped, sep="\n", file=out, flush=True)


def _wrapped(line: str, width: int) -> str:
    """A line in as many as it takes, under its first word; an address is never cut."""
    further = len(HEAD.match(line)[0])  # type: ignore[index]
    wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    wrapper.subsequent_indent = " " * further
    return wrapper.fill(line)


def _rendered(message: Said) -> Iterator[str]:
    if text := message.as_dict()["text"]:
        yield text
    yield from (f"{INDENT}{choice}" for choice in listing.choices(message))
    if document := message.document:
        yield f"{INDENT}[{document['name']}] {document['path']}"


async def converse_in_json(assistant: Assistant, lines: TextIO, out: TextIO) -> None:
    """A line in `{"sender", "text"}`, a line out: the reply, or `{"error"}` for a bad line."""
    for line in lines:
        if line.strip():
            print(
                json.dumps(await _answer(assistant, line), ensure_ascii=False), file=out, flush=True
            )


async def _answer(assistant: Assistant, line: str) -> dict[str, Any]:
    try:
        request = json.loads(line)
        text, sender = str(request["text"]), str(request["sender"])
    except (ValueError, KeyError, TypeError) as error:
        print(f"bad line: {type(error).__name__}", file=sys.stderr)
        return {"error": 'expected {"sender": …, "text": …}'}
    return (await take_turn(assistant, text, sender, NAME)).as_dict()
