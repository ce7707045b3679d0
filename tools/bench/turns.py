"""Compares the cost of a turn with Rasa's default set-up: `python -m tools.bench.turns --help`."""

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import aiohttp

from tools.bench import starting
from tools.bench.both import FULL, QUICK, Both, NotTheSame, warm_up
from tools.bench.crowd import together
from tools.bench.processes import ProcessFailed, Server
from tools.bench.projects import Project, default, shipped
from tools.bench.table import Line, render
from tools.bench.talking import long, memory, turns

Sides = tuple[Project, Project]  # shipped, default

INTERRUPTED: Final = 130  # exit code
FAILURES: Final = (NotTheSame, ProcessFailed, aiohttp.ClientError, asyncio.TimeoutError)
WHILE_SERVING: Final[dict[str, Callable[[Both], Coroutine[Any, Any, list[Line]]]]] = {
    "turns": turns,
    "long": long,
    "together": together,
    "memory": memory,
}
MEASURES: Final = ("training", "unchanged", "start", *WHILE_SERVING)


@dataclass
class Report:
    """What was measured, and why it cannot be compared when it cannot.

    Attributes:
        examples: how many of each intent both sides learnt from, when not all.
    """

    examples: int | None = None
    lines: list[Line] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def show(self) -> int:
        """Prints the table; returns 1 when ratios would mean nothing, and says why."""
        if self.examples:
            print(f"Trained on at most {self.examples} examples of each intent.")
        print(render(self.lines, with_ratios=not self.differences))
        for difference in dict.fromkeys(self.differences):
            print(f"No ratio: {difference}", file=sys.stderr)
        return 1 if self.differences else 0


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    root = argparse.ArgumentParser(prog="python -m tools.bench.turns", description=__doc__)
    root.add_argument("--quick", action="store_true", help="few repetitions, default model cached")
    root.add_argument("--only", action="append", choices=MEASURES, help="this measure (repeatable)")
    root.add_argument("--examples", type=int, metavar="N", help="train both on N of each intent")
    return root


def main(arguments: list[str] | None = None) -> int:
    """Measures and prints; returns 1 when something failed or the two sides differ."""
    options = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stops as Ctrl-C does
    report = Report(options.examples)
    try:
        with ExitStack() as stack:
            place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
            sides = (shipped(place, options.examples), default(place, options.examples))
            measure(sides, options.only or MEASURES, options.quick, report, stack)
    except FAILURES as error:
        report.differences.append(f"{type(error).__name__}: {error}")
    except KeyboardInterrupt:
        _say("interrupted; every process started is ended")
        return INTERRUPTED
    return report.show()


def measure(
    sides: Sides, wanted: Sequence[str], quick: bool, report: Report, stack: ExitStack
) -> None:
    """Adds to `report` what is `wanted`; `stack` ends the processes that serve."""
    report.lines += _trained(sides, wanted, quick)
    serving = [name for name in WHILE_SERVING if name in wanted]
    if not serving and "start" not in wanted:
        return
    ours, theirs = (stack.enter_context(Server(project)) for project in sides)
    both = Both(QUICK if quick else FULL, ours, theirs, report.differences)
    report.lines += asyncio.run(_started(both, "start" in wanted))
    _say("checking that both do the same")
    asyncio.run(warm_up(both))
    for name in serving:
        _say(f"measuring: {name}")
        report.lines += asyncio.run(WHILE_SERVING[name](both))


def _trained(sides: Sides, wanted: Sequence[str], quick: bool) -> list[Line]:
    _say("training")
    lines = []
    if "training" in wanted:
        lines.append(starting.training(*sides, again=not quick))
    for project in sides:
        if not project.is_trained() and not project.restore():
            starting.train(project)
    if "unchanged" in wanted:
        lines.append(starting.unchanged(*sides))
    return lines


async def _started(both: Both, measured: bool) -> list[Line]:
    _say("starting")
    if measured:
        return await starting.cold(both)
    await asyncio.gather(*(starting.start(server) for server in both.sides()))
    return []


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
