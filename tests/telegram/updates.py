"""What happened to a bot: kept until it fetched it, or until its webhook took it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from tests.telegram.refusals import Json, Refused
from tests.telegram.rules import LOOPBACK, USUAL

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE: Final = aiohttp.ClientTimeout(total=60)  # seconds for the webhook to answer
AGAIN: Final = 0.1  # seconds before an update that was not taken is delivered again
TICK: Final = 0.01  # seconds


@dataclass
class Webhook:
    """Where updates are delivered; nowhere when `url` is empty."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    error: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Delivery:
    """One attempt: the number of the update, and the status answered, 0 if there was none."""

    update_id: int
    status: int


class Updates:
    """The updates of one bot.

    Attributes:
        made: all there ever were.
        pending: those that the bot has not acknowledged.
        deliveries: the attempts to have them taken by the webhook.
        sites: for the beginning of a webhook's address, what is called instead; so that a bot can
            ask for https.
    """

    def __init__(self) -> None:
        self.made: list[Json] = []
        self.pending: list[Json] = []
        self.deliveries: list[Delivery] = []
        self.sites: dict[str, str] = {}
        self.allowed = USUAL
        self.webhook = Webhook()
        self._fetches = 0
        self._later: dict[int, float] = {}  # when a chat is tried again

    async def add(self, kind: str, content: Json) -> Json:
        """Makes an update of `content`; it waits if the bot wants its kind."""
        update: Json = {"update_id": 100_000 + len(self.made), kind: content}
        self.made.append(update)
        if kind in self.allowed:
            self.pending.append(update)
        return update

    async def repeat(self, update: Json) -> None:
        """Has the bot told `update` once more, after what is pending."""
        self.pending.append(update)

    async def fetch(self, offset: int, limit: int, timeout: int) -> list[Json]:
        """Acknowledges what precedes `offset`; returns what is next, within `timeout` seconds.

        Raises:
            Refused: there is a webhook, or somebody else fetches.
        """
        if self.webhook.url:
            detail = "can't use getUpdates method while webhook is active; use deleteWebhook first"
            raise Refused(detail, 409)
        self._acknowledge(offset)
        self._fetches += 1
        turn = self._fetches
        await until(lambda: bool(self.pending) or self._fetches != turn, timeout)
        if self._fetches != turn:
            by = "setWebhook" if self.webhook.url else "other getUpdates"
            raise Refused(f"terminated by {by} request", 409)
        return self.pending[:limit]

    def call(self, webhook: Webhook) -> None:
        """Delivers to `webhook` from now on."""
        self.webhook = webhook
        self._later.clear()
        self._fetches += 1

    def info(self) -> Json:
        """What getWebhookInfo tells."""
        return {
            "url": self.webhook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
            "max_connections": self.webhook.max_connections,
            "allowed_updates": self.allowed,
            **self.webhook.error,
        }

    async def deliver(self) -> None:
        """Delivers for ever: a chat's updates in their order, the chats side by side."""
        async with aiohttp.ClientSession(timeout=PATIENCE) as client:
            while True:
                due = self._due() if self.webhook.url else []
                await asyncio.gather(*(self._deliver(client, update) for update in due))
                await asyncio.sleep(TICK)

    async def post(self, client: aiohttp.ClientSession, update: Json, secret: str | None) -> int:
        """Posts `update` to the webhook; returns the status answered, 0 if there was none."""
        url = self.webhook.url
        for site, address in self.sites.items():
            url = url.replace(site, address, 1) if url.startswith(site) else url
        if urlsplit(url).hostname not in LOOPBACK:
            return 0  # nobody outside of this machine is called
        headers = {HEADER: secret} if secret else {}
        try:
            async with client.post(
                url, json=update, headers=headers, allow_redirects=False
            ) as answer:
                return answer.status
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return 0

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            self.pending[:offset] = []
        else:
            self.pending[:] = [told for told in self.pending if told["update_id"] >= offset]

    def _due(self) -> list[Json]:
        first: dict[int, Json] = {}
        for update in self.pending:
            first.setdefault(_chat(update), update)
        now = time.monotonic()
        due = [update for chat, update in first.items() if self._later.get(chat, 0) <= now]
        return due[: self.webhook.max_connections]

    async def _deliver(self, client: aiohttp.ClientSession, update: Json) -> None:
        status = await self.post(client, update, self.webhook.secret)
        self.deliveries.append(Delivery(update["update_id"], status))
        if 200 <= status < 300:
            self.pending[:] = [told for told in self.pending if told is not update]
            return
        self._later[_chat(update)] = time.monotonic() + AGAIN
        problem = f"Wrong response from the webhook: {status}" if status else "Connection closed"
        self.webhook.error = {"last_error_date": int(time.time()), "last_error_message": problem}


async def until(true: Callable[[], bool], seconds: float) -> None:
    """Returns as soon as it is `true`, and after `seconds` at the latest."""
    limit = time.monotonic() + seconds
    while not true() and time.monotonic() < limit:
        await asyncio.sleep(TICK)


def _chat(update: Json) -> int:
    content = next(value for name, value in update.items() if name != "update_id")
    chat: int = content.get("message", content).get("chat", {}).get("id", 0)
    return chat
