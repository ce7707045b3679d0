"""Somebody talking with one side over REST."""

import itertools
import time
from typing import Final

import aiohttp

from tools.bench.processes import Server
from tools.bench.stories import Reply

TURN_LIMIT: Final = aiohttp.ClientTimeout(total=120)  # seconds
MS_A_SECOND: Final = 1000

_numbers = itertools.count(1)


class Client:
    """One sender; calling it says a message and returns the reply.

    Attributes:
        times: how long each answer took, in ms.
    """

    def __init__(self, session: aiohttp.ClientSession, server: Server) -> None:
        self.times: list[float] = []
        self._session, self._server = session, server
        self._sender = f"bench-{next(_numbers)}"

    async def __call__(self, text: str) -> Reply:
        """Says `text`.

        Raises:
            aiohttp.ClientError: the side cannot be reached, or answers with an error.
            asyncio.TimeoutError: it does not answer in time.
        """
        began = time.perf_counter()
        address = f"{self._server.address}/webhooks/rest/webhook"
        message = {"sender": self._sender, "message": text}
        async with self._session.post(address, json=message) as answer:
            answer.raise_for_status()
            reply: Reply = await answer.json()
        self.times.append((time.perf_counter() - began) * MS_A_SECOND)
        self._server.answered += 1
        return reply


def connect() -> aiohttp.ClientSession:
    """Connections for any number of clients."""
    return aiohttp.ClientSession(timeout=TURN_LIMIT, connector=aiohttp.TCPConnector(limit=0))
