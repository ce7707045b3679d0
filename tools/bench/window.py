"""Two hundred conversations at once through the web window's interface, beside Rasa's REST channel.

Both are doors of the same server, in the same run, in turns: .venv/bin/python -m tools.bench.window
"""

import asyncio
import itertools
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import aiohttp
import yaml

from bot.core.paths import MODELS
from tools.bench import starting
from tools.bench.client import MS_A_SECOND, Client, connect
from tools.bench.crowd import Crowds, Talker, talk_together
from tools.bench.processes import Server
from tools.bench.projects import Project, shipped
from tools.bench.stories import WAYS_IN, Reply, load
from tools.bench.table import Line, render
from tools.bench.talking import percentile

CROWD: Final = 200  # conversations at once
ROUNDS: Final = 2
HEADER: Final = ("", "window", "REST", "ratio")
UNLIMITED: Final = "1000000/minute"

_numbers = itertools.count(1)


class Visitor:
    """One visitor of the window; calling it says a message and returns the reply as REST would."""

    def __init__(self, session: aiohttp.ClientSession, server: Server) -> None:
        self.times: list[float] = []
        self._session, self._address, self._token = session, f"{server.address}/widget", ""

    async def __call__(self, text: str) -> Reply:
        """Says `text`.

        Raises:
            aiohttp.ClientError: the server cannot be reached, or refuses.
        """
        if not self._token:
            async with self._session.post(f"{self._address}/session") as begun:
                self._token = (await begun.json())["token"]
        began = time.perf_counter()
        message = {"id": f"message-{next(_numbers):08}", "text": text}
        headers = {"Authorization": f"Bearer {self._token}"}
        async with self._session.post(
            f"{self._address}/messages", json=message, headers=headers
        ) as answer:
            answer.raise_for_status()
            lines = [json.loads(line) for line in (await answer.text()).splitlines()]
        self.times.append((time.perf_counter() - began) * MS_A_SECOND)
        return _as_rest(lines)


def _as_rest(lines: list[dict[str, Any]]) -> Reply:
    """The reply in REST's shape; the last message names the slot that is asked."""
    reply = [{"text": line["message"].get("text", "")} for line in lines if "message" in line]
    asked = next((line["end"]["asked"] for line in lines if "end" in line), None)
    return [*reply, {"text": "", "buttons": [{"payload": f"{asked or WAYS_IN}="}]}]


def main() -> int:
    """Prints the table; returns 1 when a conversation failed or got mixed up."""
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        project = _prepared(Path(place))
        with Server(project) as server:
            doors = asyncio.run(_measure(server))
    lines = list(_lines(doors))
    print(render(lines, with_ratios=True, header=HEADER))
    return int(any(crowd.errors or crowd.mixed for crowd in doors))


def _prepared(place: Path) -> Project:
    """The assistant with the model at hand, and without limits on how often one writes."""
    project = shipped(place)
    shutil.copytree(MODELS, project.folder / "models", dirs_exist_ok=True)
    settings = project.folder / "bot" / "web.yml"
    told = yaml.safe_load(settings.read_text(encoding="utf-8"))
    limits = {name: UNLIMITED for name in told if name.startswith(("sessions_", "messages_"))}
    settings.write_text(yaml.safe_dump({**told, **limits}), encoding="utf-8")
    return project


async def _measure(server: Server) -> tuple[Crowds, Crowds]:
    await starting.start(server)
    window, rest = Crowds(), Crowds()
    stories = [story.without_documents() for story in load().stories]
    for turn in range(ROUNDS):
        doors: list[tuple[type[Visitor] | type[Client], Crowds]]
        doors = [(Visitor, window), (Client, rest)]
        for kind, crowd in doors if turn % 2 == 0 else doors[::-1]:
            async with connect() as session:
                clients: list[Talker] = [kind(session, server) for _ in range(CROWD)]
                await talk_together(clients, crowd, stories)
    return window, rest


def _lines(doors: tuple[Crowds, Crowds]) -> list[Line]:
    ranks = (
        Line(f"{CROWD} at once, turn p{rank}, ms", [percentile(c.times, rank) for c in doors])
        for rank in (50, 95)
    )
    return [
        Line(f"{CROWD} at once, turns a second", [len(c.times) / c.seconds for c in doors]),
        *ranks,
        Line("conversations", [float(CROWD * ROUNDS)] * 2, compared=False),
        Line("failed", [c.errors for c in doors], compared=False),
        Line("mixed up", [c.mixed for c in doors], compared=False),
    ]


if __name__ == "__main__":
    sys.exit(main())
