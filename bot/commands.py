"""What each command does. Heavy imports wait until a command needs them."""

import argparse
import asyncio
import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.core import clock

INTERRUPTED = 130  # what a shell says of a command that Ctrl-C ended


def run(options: argparse.Namespace) -> int:
    """Runs the command that `options` names; a bad value is one sentence, not a stack trace."""
    command: Callable[[argparse.Namespace], int] = globals()[options.command]
    try:
        return command(options)
    except (ValueError, OSError) as error:
        print(f"{options.command}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED


def _quietly() -> None:
    from bot import logs

    logs.configure()


def _print(result: dict[str, Any]) -> None:
    print(json.dumps(result, ensure_ascii=False), flush=True)


def _lines() -> Iterator[dict[str, Any]]:
    for line in sys.stdin:
        if line.strip():
            yield json.loads(line)


def _day(text: str | None) -> dt.date:
    return dt.date.fromisoformat(text) if text else clock.today()


def date(options: argparse.Namespace) -> int:
    """Reads a French date: prints `{"date"}` or `{"doubt"}`."""
    asked = _lines() if options.jsonl else [{"text": options.text, "today": options.today}]
    for request in asked:
        _print(_read_date(request["text"], _day(request.get("today"))))
    return 0


def _read_date(text: str, today: dt.date) -> dict[str, str]:
    from bot.core.dates import read_date

    reading = read_date(text, today)
    return (
        {"date": reading.date.isoformat()} if reading.date else {"doubt": reading.doubt or "none"}
    )


def deadline(options: argparse.Namespace) -> int:
    """Computes a time limit: prints it with its rules and one sentence."""
    from bot.core.advice import deadline_line
    from bot.core.deadlines import deadline as compute
    from bot.core.texts import say

    received, written = (
        dt.date.fromisoformat(day) if day else None for day in (options.received, options.written)
    )
    limit = compute(received, written, options.extended)
    name, fields = deadline_line(limit, received or written or limit.due)
    _print(
        {
            "due": limit.due.isoformat(),
            "complaint_from": limit.complaint_from.isoformat(),
            "notice_two_months": limit.notice_two_months.isoformat(),
            "provisional": limit.provisional,
            "rule": list(limit.rules),
            "explanation": say(name, **fields),
        }
    )
    return 0


def letter(options: argparse.Namespace) -> int:
    """Writes one document from a JSON file of facts."""
    from bot.core import council, letters

    if options.name not in letters.DOCUMENTS:
        raise ValueError(f"{options.name}: not one of {', '.join(letters.DOCUMENTS)}")
    facts = json.loads(Path(options.case).read_text(encoding="utf-8"))
    try:
        content = letters.render(options.name, facts, clock.today(), council.load())
    except letters.MissingFacts as error:
        print(f"letter: missing facts: {', '.join(error.slots)}", file=sys.stderr)
        return 1
    Path(options.out).write_bytes(content)
    return 0


def train(options: argparse.Namespace) -> int:
    """Trains when the data changed."""
    from bot.engine import training

    model = training.current_model()
    if model.exists():
        print(f"The model is up to date ({model.name}).")
        return 0
    print("Training the model (two to four minutes)...", flush=True)
    _quietly()
    return 0 if training.train() else 1


def serve(options: argparse.Namespace) -> int:
    """Serves the assistant until it is stopped."""
    _quietly()
    from bot import server

    return server.serve(options.host, options.port)


def secret(options: argparse.Namespace) -> int:
    """Makes the secret that signs sessions, unless there is one."""
    from bot.channels import settings

    print(f"The secret is in {settings.make_secret()}; keep it to yourself.")
    return 0


def telegram(options: argparse.Namespace) -> int:
    """Answers on Telegram until it is stopped, or has Telegram call the web server, or no more."""
    _quietly()
    from bot.channels.telegram import operator

    if options.register or options.unregister:
        return operator.call(options.register)
    return operator.poll()


def talk(options: argparse.Namespace) -> int:
    """A dialogue in the terminal."""
    _quietly()
    from bot.channels import terminal
    from bot.engine import assistant

    bot = _loaded(assistant)
    if bot is None:
        return 1
    if options.jsonl:
        asyncio.run(terminal.converse_in_json(bot, sys.stdin, sys.stdout))
    else:
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
        asyncio.run(terminal.converse(bot, options.sender, sys.stdin, sys.stdout))
    return 0


def _loaded(assistant: Any) -> Any:
    try:
        return assistant.load()
    except assistant.ModelMissing:
        print("No trained model: run « python -m bot train » first.", file=sys.stderr)
        return None


def read(options: argparse.Namespace) -> int:
    """Understanding alone."""
    _quietly()
    from bot.engine import assistant, understanding

    bot = _loaded(assistant)
    if bot is None:
        return 1
    for request in _lines():
        _print(asyncio.run(understanding.understand(bot, request)))
    return 0


def check(options: argparse.Namespace) -> int:
    """Says in French what is wrong with what the council can edit."""
    from bot.check import nothing_wrong, problems, warnings

    found = list(problems())
    for sentence in (*(found or [nothing_wrong()]), *warnings()):
        print(sentence)
    return 1 if found else 0


def preview(options: argparse.Namespace) -> int:
    """Renders every template on sample cases, and says in French what was written."""
    from bot import preview as previews

    made = previews.preview(Path(options.folder) if options.folder else previews.FOLDER)
    for sentence in (*made.problems, *made.notes):
        print(sentence)
    return 1 if made.problems else 0


def erase(options: argparse.Namespace) -> int:
    """Erases one person's traces."""
    _quietly()
    from bot import retention

    _print(retention.erase(options.sender))
    return 0


def purge(options: argparse.Namespace) -> int:
    """Erases what is past its time."""
    _quietly()
    from bot import retention

    _print(retention.purge())
    return 0
