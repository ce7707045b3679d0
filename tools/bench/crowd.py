"""Many conversations at once, each about a site of its own, and whether any got mixed up."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Final

import aiohttp

from tools.bench.both import Both
from tools.bench.client import Client, connect
from tools.bench.processes import Server
from tools.bench.stories import Reply, ending, has_arrived, load, tell, words
from tools.bench.table import Line
from tools.bench.talking import percentile

CROWD: Final = 32  # conversations at once


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
    sites = [load().crowd.format(number=number) for number in range(CROWD)]
    async with connect() as session:
        clients = [Client(session, server) for _ in sites]
        began = time.perf_counter()
        await asyncio.gather(
            *(_talk(clients[number], number, sites, crowd) for number in range(CROWD))
        )
        crowd.seconds += time.perf_counter() - began
    crowd.times += [taken for client in clients for taken in client.times]


async def _talk(client: Client, number: int, sites: list[str], crowd: Crowds) -> None:
    stories = load().stories
    story = stories[number % len(stories)].about(sites[number])
    try:
        replies = await tell(story, client)
    except (aiohttp.ClientError, asyncio.TimeoutError):
        crowd.errors += 1
        return
    crowd.errors += not has_arrived(story, ending(replies))
    crowd.mixed += _named(replies, sites) != {sites[number]}


def _named(replies: list[Reply], sites: list[str]) -> set[str]:
    told = "\n".join(words(reply) for reply in replies)
    return {site for site in sites if site.removeprefix("www.") in told}
