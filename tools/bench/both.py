"""Both sides serving, and the check that they do the same."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import aiohttp

from tools.bench.client import Client, connect
from tools.bench.processes import Server
from tools.bench.stories import Ending, Story, ending, has_arrived, load, tell


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Attributes:
        rounds: times that every story is told to each side.
        starts: cold starts of each side.
        long: turns after which the long conversation with the default side is stopped.
        crowds: times that a crowd talks to each side.
    """

    rounds: int
    starts: int
    long: int
    crowds: int


FULL: Final = Plan(rounds=5, starts=3, long=200, crowds=2)
QUICK: Final = Plan(rounds=2, starts=1, long=100, crowds=1)


@dataclass
class Both:
    """The two sides.

    Attributes:
        differences: what they did not do alike; no ratio means anything when there is one.
    """

    plan: Plan
    shipped: Server
    default: Server
    differences: list[str] = field(default_factory=list)

    def sides(self, turn: int = 0) -> tuple[Server, Server]:
        """The shipped one first on even turns, last on odd ones."""
        both = (self.shipped, self.default)
        return both if turn % 2 == 0 else (both[1], both[0])


class NotTheSame(RuntimeError):
    """The two sides do not do the same: what one costs says nothing about the other."""


async def warm_up(both: Both) -> None:
    """Tells every story once to each side, unmeasured.

    Raises:
        NotTheSame: they did not end alike.
    """
    async with connect() as session:
        for story in load().stories:
            await tell_both(both, story, session, 0)
    if both.differences:
        raise NotTheSame("nothing more is measured")


async def tell_both(
    both: Both, story: Story, session: aiohttp.ClientSession, turn: int
) -> dict[Server, list[float]]:
    """Tells `story` to one side, then to the other, and notes where they differ.

    Returns:
        How long each answer of each side took, in ms.
    """
    clients = {server: Client(session, server) for server in both.sides(turn)}
    ends = {s.project.name: ending(await tell(story, client)) for s, client in clients.items()}
    both.differences += _differences(story, ends)
    return {server: client.times for server, client in clients.items()}


def _differences(story: Story, ends: dict[str, Ending]) -> Iterator[str]:
    for name, end in ends.items():
        if not has_arrived(story, end):
            yield f"{story.step}: {name} ended elsewhere: {_brief(end)}"
    one, other = ends.values()
    if one != other:
        yield f"{story.step}: not the same end: {_brief(one)} | {_brief(other)}"


def _brief(end: Ending) -> str:
    return f"after {end.turns} turns, {list(end.documents)}, {end.texts[-1]!r}"
