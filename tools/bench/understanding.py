"""Compares how pipelines understand messages: `python -m tools.bench.understanding --help`."""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.core.reading import Reading
from tools.bench import frozen, pipelines
from tools.bench.columns import aligned
from tools.bench.frozen import Item
from tools.bench.hearing import Heard, hear
from tools.bench.pipelines import PIPELINES, SHIPPED, Training
from tools.bench.processes import ProcessFailed
from tools.bench.scoring import Counts, score, score_intents, total
from tools.bench.talking import percentile

INTERRUPTED: Final = 130  # exit code
NOTHING: Final = "-"
EARLIER: Final = "*"
EARLIER_NOTE: Final = f"{EARLIER} trained by an earlier run, from the same inputs"


@dataclass(frozen=True)
class Result:
    """What one pipeline did: how it was trained, what it heard and, for each item, the score."""

    name: str
    training: Training
    heard: Heard
    scores: list[Counts]


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    root = argparse.ArgumentParser(prog="python -m tools.bench.understanding", description=__doc__)
    root.add_argument("--quick", action="store_true", help="the shipped pipeline alone")
    root.add_argument("--only", action="append", choices=PIPELINES, help="this one (repeatable)")
    root.add_argument("--again", action="store_true", help="train even what an earlier run trained")
    root.add_argument("--examples", type=int, metavar="N", help="train on N of each intent")
    root.add_argument("--failures", action="store_true", help="list what the shipped one fails")
    return root


def main(arguments: list[str] | None = None) -> int:
    """Measures and prints; returns 1 when a pipeline could not be measured."""
    options = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stops as Ctrl-C does
    names = [SHIPPED] if options.quick else options.only or list(PIPELINES)
    items, results, failed = frozen.load(), [], False
    try:
        for name in names:
            try:
                results.append(measure(name, items, options))
            except ProcessFailed as error:
                failed = True
                print(error, file=sys.stderr)
    except KeyboardInterrupt:
        _say("interrupted; every process started is ended")
        return INTERRUPTED
    if results:
        limit = f"at most {options.examples}" if options.examples else "all"
        print(f"{len(items)} messages; trained on {limit} examples of each intent")
        print(table(items, results))
    if options.failures:
        print(*failures(items, results), sep="\n")
    return int(failed)


def measure(name: str, items: Sequence[Item], options: argparse.Namespace) -> Result:
    """Trains the pipeline `name` and has it read `items`, each in a process of its own.

    Raises:
        ProcessFailed: one of these ended with an error.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        project = pipelines.project(name, Path(place), options.examples)
        _say(f"{name}: training")
        training = pipelines.train(project, options.again)
        _say(f"{name}: reading")
        heard = hear(project)
    pairs = zip(items, heard.readings, strict=True)
    return Result(name, training, heard, [score(item, reading) for item, reading in pairs])


def table(items: Sequence[Item], results: Sequence[Result]) -> str:
    """A measure a line, a pipeline a column."""
    columns = [_column(items, result) for result in results]
    rows = [("", *(result.name for result in results))]
    rows += [(label, *(column[label] for column in columns)) for label in columns[0]]
    is_earlier = any(result.training.is_earlier for result in results)
    return aligned(rows) + (f"\n{EARLIER_NOTE}" if is_earlier else "")


def _column(items: Sequence[Item], result: Result) -> dict[str, str]:
    seen, heard = total(result.scores), result.heard
    intents = score_intents(items, heard.rankings)
    return {
        f"intent accuracy, {intents.messages} messages": _percent(intents.accuracy, 1),
        "intent macro-F1": _percent(intents.macro_f1, 1),
        "facts precision": _percent(seen.right, seen.right + seen.wrong),
        f"facts recall, {seen.expected} facts": _percent(seen.right, seen.expected),
        "facts right with one confirmation": _percent(seen.right + seen.proposed, seen.expected),
        "messages silently wrong": _percent(seen.wrong_messages, seen.messages),
        f"dates right or rightly doubted, {seen.dates}": _percent(seen.dates_right, seen.dates),
        "dates silently wrong": _percent(seen.dates_wrong, seen.dates),
        f"side questions routed, {seen.topics}": _percent(seen.topics_routed, seen.topics),
        f"commands heard, {seen.controls}": _percent(seen.controls_heard, seen.controls),
        f"out of scope rejected, {seen.scopes}": _percent(seen.scopes_rejected, seen.scopes),
        f"doubts held, {seen.doubts}": _percent(seen.doubts_held, seen.doubts),
        "doubts held for the right reason": _percent(seen.doubts_explained, seen.doubts),
        "training, s": _seconds(result.training),
        "cold start to first message read, s": f"{heard.load:.1f}",
        "resident memory afterwards, MB": f"{heard.memory:,.0f}",
        "message p50, ms": f"{percentile(heard.times, 50):.1f}",
        "message p95, ms": f"{percentile(heard.times, 95):.1f}",
    }


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f} %" if whole else NOTHING


def _seconds(training: Training) -> str:
    taken = NOTHING if training.seconds is None else f"{training.seconds:,.0f}"
    return taken + (EARLIER if training.is_earlier else "")


def failures(items: Sequence[Item], results: Sequence[Result]) -> Iterator[str]:
    """What the shipped pipeline fails, by kind: the message, what was expected, what was read."""
    for result in results:
        if result.name == SHIPPED:
            for kind, count in total(result.scores).failures().items():
                yield f"\n{kind}: {count}"
                read = zip(items, result.heard.readings, result.scores, strict=True)
                yield from (_failure(i, r) for i, r, seen in read if seen.failures()[kind])


def _failure(item: Item, reading: Reading) -> str:
    expected = ("asked", "known", "facts", "may", "doubts", "control", "topic", "scope")
    given = ("intent", "facts", "doubts", "draft", "control", "topic")
    wanted = {name: getattr(item, name) for name in expected if getattr(item, name)}
    read = {name: getattr(reading, name) for name in given if getattr(reading, name)}
    return f"- {item.text}\n    expected {wanted}\n    read     {read}"


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
