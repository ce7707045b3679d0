"""What is paid before the first answer: training, training again, starting."""

import asyncio
import statistics
import time
from typing import Final

import aiohttp

from tools.bench.both import Both
from tools.bench.client import Client, connect
from tools.bench.processes import ProcessFailed, Server, run
from tools.bench.projects import Project
from tools.bench.stories import WAYS_IN, Reply, asked, load
from tools.bench.table import Line

START_WITHIN: Final = 300  # seconds
RETRY: Final = 0.1  # seconds


def train(project: Project) -> float:
    """Trains `project` from nothing and keeps the result; returns the seconds it took."""
    project.forget()
    seconds = run(project, project.training)
    project.keep()
    return seconds


def training(shipped: Project, default: Project, again: bool) -> Line:
    """Seconds of a training from nothing; the default side's only if `again`, or never trained."""
    ours = train(shipped)
    theirs = None if not again and default.restore() else train(default)
    note = ", cached for default" if theirs is None else ""
    return Line(f"training from nothing{note}, s", (ours, theirs))


def unchanged(shipped: Project, default: Project) -> Line:
    """Seconds of a training when nothing changed, both being trained."""
    sides = (shipped, default)
    seconds = [run(project, project.training) for project in sides]
    for project in sides:
        project.restore()  # Rasa's cache loses what is empty: what serves is what was trained
    return Line("training when nothing changed, s", seconds)


async def cold(both: Both) -> list[Line]:
    """Seconds from the start of the processes to the first message answered; both stay up."""
    seconds: dict[Server, list[float]] = {server: [] for server in both.sides()}
    for turn in range(both.plan.starts):
        for server in both.sides(turn):
            server.stop()
            seconds[server].append(await start(server))
    medians = [statistics.median(taken) for taken in seconds.values()]
    return [Line(f"cold start to first answer, median of {both.plan.starts}, s", medians)]


async def start(server: Server) -> float:
    """Starts `server`; returns the seconds until it answered a first message.

    Raises:
        ProcessFailed: it stopped, or does not answer.
    """
    began = time.perf_counter()
    server.start()
    async with connect() as session:
        while asked(await _greet(Client(session, server))) != WAYS_IN:
            server.check_alive()
            if time.perf_counter() - began > START_WITHIN:
                raise ProcessFailed(f"{server.project.name} does not answer: {server.log()}")
            await asyncio.sleep(RETRY)
    return time.perf_counter() - began


async def _greet(client: Client) -> Reply:
    try:
        return await client(load().greeting)
    except aiohttp.ClientError:
        return []
