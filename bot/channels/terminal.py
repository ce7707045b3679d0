"""The terminal: phone-style dialogue, or JSON lines for scripts."""

import json
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from bot.engine.assistant import Assistant
from bot.engine.turns import GREETING, Reply, take_turn

NAME = "terminal"


async def converse(assistant: Assistant, sender: str, lines: TextIO, out: TextIO) -> None:
    """A dialogue with numbered choices, until the end of `lines`."""
    _show(await take_turn(assistant, GREETING, sender, NAME), out)
    for line in _prompted(lines, out):
        _show(await take_turn(assistant, line.rstrip("\n"), sender, NAME), out)


def _prompted(lines: TextIO, out: TextIO) -> Iterator[str]:
    while True:
        print("> ", end="", file=out, flush=True)
        line = lines.readline()
        if not line:
            print(file=out)
            return
        yield line


def _show(reply: Reply, out: TextIO) -> None:
    for message in reply.messages:
        for line in _rendered(message.as_dict()):
            print(line, file=out)
    out.flush()


def _rendered(message: dict[str, Any]) -> Iterator[str]:
    if message["text"]:
        yield f"\n{message['text']}"
    for number, choice in enumerate(message["choices"], start=1):
        yield f"  {number}. {choice['title']}"
    if document := message["document"]:
        yield f"  [{document['name']}] {document['path']}"


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
