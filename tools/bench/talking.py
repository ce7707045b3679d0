"""What a turn costs to one sender at a time, early and late, and what it leaves in memory."""

import asyncio
import itertools
import statistics
from typing import Final

from tools.bench.both import Both, tell_both
from tools.bench.client import Client, connect
from tools.bench.processes import Server
from tools.bench.stories import load, tell
from tools.bench.table import Line

RANKS: Final = (50, 95)
LONG: Final = 500  # turns of the long conversation
EARLY: Final = (3, 7)  # first and last turn of a window
AROUND: Final = 4  # turns of a window on each side of its middle
MEMORY_TURNS: Final = 1_000


def percentile(values: list[float], rank: int) -> float:
    """The value that `rank` % of `values` do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[rank - 1]


async def turns(both: Both) -> list[Line]:
    """Milliseconds of a turn over all stories, told in turn to one side and to the other."""
    times: dict[Server, list[float]] = {server: [] for server in both.sides()}
    async with connect() as session:
        for turn in range(both.plan.rounds):
            for story in load().stories:
                for server, taken in (await tell_both(both, story, session, turn)).items():
                    times[server] += taken
    count = len(times[both.shipped])
    return [
        Line(f"REST turn p{rank} of {count}, ms", [percentile(t, rank) for t in times.values()])
        for rank in RANKS
    ]


async def long(both: Both) -> list[Line]:
    """Milliseconds of an early and of a late turn of one conversation, the same turn each time."""
    until = {both.shipped: LONG, both.default: both.plan.long}
    async with connect() as session:
        clients = {server: Client(session, server) for server in until}
        for turn in range(1, LONG + AROUND + 1):
            for server, client in clients.items():
                if turn <= until[server] + AROUND:
                    await client(_said_at(turn))
    ours, theirs = (client.times for client in clients.values())
    return _long_lines(ours, theirs, both.plan.long)


def _said_at(turn: int) -> str:
    script = load()
    return {1: script.greeting, 2: script.opening}.get(turn, script.again)


def _long_lines(ours: list[float], theirs: list[float], stopped: int) -> list[Line]:
    middle, late = _around(stopped), _around(LONG)
    last_title = f"{_title(late)} (default stopped at {stopped})"
    growth = (
        _median(ours, late) / _median(ours, EARLY),
        _median(theirs, middle) / _median(theirs, EARLY),
    )
    return [
        *(
            Line(_title(window), (_median(ours, window), _median(theirs, window)))
            for window in (EARLY, middle)
        ),
        Line(last_title, (_median(ours, late), None)),
        Line("long talk, last turns / first turns", growth, compared=False),
    ]


def _title(window: tuple[int, int]) -> str:
    return f"long talk, median of turns {window[0]}-{window[1]}, ms"


def _around(turn: int) -> tuple[int, int]:
    return turn - AROUND, turn + AROUND


def _median(times: list[float], window: tuple[int, int]) -> float:
    first, last = window
    return statistics.median(times[first - 1 : last])


async def memory(both: Both) -> list[Line]:
    """MB resident in all the processes of a side, 1,000 turns after they started."""
    await asyncio.gather(*(_talk_until(MEMORY_TURNS, server) for server in both.sides()))
    sizes = [server.resident_mb() for server in both.sides()]
    return [Line(f"resident memory after {MEMORY_TURNS:,} turns, MB", sizes)]


async def _talk_until(turns: int, server: Server) -> None:
    async with connect() as session:
        for story in itertools.cycle(load().stories):
            if server.answered >= turns:
                return
            await tell(story, Client(session, server))
