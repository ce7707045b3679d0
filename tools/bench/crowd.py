"""Many conversations at once, each about a site of its own, and whether any got mixed up."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import aiohttp

from tools.bench.both import Both
from tools.bench.client import Client, connect
from tools.bench.processes import Server
from tools.bench.stories import Reply, Story, ending, has_arrived, load, tell, words
from tools.bench.table import Line
from tools.bench.talking import percentile

CROWD: Final = 32  # conversations at once


class Talker(Protocol):
    """Somebody who says messages, and notes how long each answer took, in ms."""

    times: list[float]

    async def __call__(self, text: str) -> Reply:
        """Says `text`."""
        ...


@dataclass
class Crowds:
    """What the crowds of one side went through.

    Attributes:
        seconds: how long they talked, in all.
        times: how long each answer took, in ms.
        errors: conversations that failed or did not arrive at their step.
        mixed: conversations that were told another's site, or never their own.
    """

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    errors: int = 0
    mixed: int = 0


async def together(both: Both) -> list[Line]:
    """Turns a second and milliseconds of a turn with 32 conversations at once."""
    crowds = {server: Crowds() for server in both.sides()}
    for turn in range(both.plan.crowds):
        for server in both.sides(turn):
            await _gather(server, crowds[server])
    seen = tuple(crowds.values())
    return [
        Line(f"{CROWD} at once, turns a second", [len(s.times) / s.seconds for s in seen]),
        Line(f"{CROWD} at once, turn p95, ms", [percentile(s.times, 95) for s in seen]),
        Line(f"{CROWD} at once, failed", [s.errors for s in seen], compared=False),
        Line(f"{CROWD} at once, mixed up", [s.mixed for s in seen], compared=False),
    ]


async def _gather(server: Server, crowd: Crowds) -> None:
    async with connect() as session:
        await talk_together([Client(session, server) for _ in range(CROWD)], crowd, load().stories)


async def talk_together(clients: Sequence[Talker], crowd: Crowds, stories: Sequence[Story]) -> None:
    """Has all `clients` tell one of `stories` at once, each about a site of its own."""
    sites = [load().crowd.format(number=number) for number in range(len(clients))]
    began = time.perf_counter()
    told = [stories[n % len(stories)].about(site) for n, site in enumerate(sites)]
    await asyncio.gather(*(_talk(*one, sites, crowd) for one in zip(clients, told, strict=True)))
    crowd.seconds += time.perf_counter() - began
    crowd.times += [taken for client in clients for taken in client.times]


async def _talk(client: Talker, story: Story, sites: list[str], crowd: Crowds) -> None:
    try:
        replies = await tell(story, client)
    except (aiohttp.ClientError, asyncio.TimeoutError):
        crowd.errors += 1
        return
    crowd.errors += not has_arrived(story, ending(replies))
    crowd.mixed += _named(replies, sites) != {story.answers["platform"]}


def _named(replies: list[Reply], sites: list[str]) -> set[str]:
    told = "\n".join(words(reply) for reply in replies)
    return {site for site in sites if site.removeprefix("www.") in told}
